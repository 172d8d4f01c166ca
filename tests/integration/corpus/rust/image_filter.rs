// A separable blur and the gradient magnitude of a small image.
const W: usize = 6;

fn blur(image: &[f64], stride: usize, other: usize) -> Vec<f64> {
    let mut out = image.to_vec();
    for line in 0..W {
        for i in 1..W - 1 {
            let at = line * other + i * stride;
            out[at] = 0.25 * image[at - stride] + 0.5 * image[at] + 0.25 * image[at + stride];
        }
    }
    out
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let image: Vec<f64> = (0..W * W).map(|i| x[i % x.len()] * (0.3 * i as f64).cos()).collect();
    let smooth = blur(&blur(&image, 1, W), W, 1);
    let mut total = 0.0;
    for row in 1..W - 1 {
        for column in 1..W - 1 {
            let at = row * W + column;
            let (dx, dy) = (smooth[at + 1] - smooth[at - 1], smooth[at + W] - smooth[at - W]);
            total += (dx * dx + dy * dy + 1e-3).sqrt();
        }
    }
    total
}
