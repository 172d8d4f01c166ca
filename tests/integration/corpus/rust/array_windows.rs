// Fixed arrays by value, nested arrays, array methods and pattern matching on them.
type Image = [[f64; 4]; 4];

fn blur(image: &Image) -> Image {
    let mut out = [[0.0; 4]; 4];
    for (i, row) in out.iter_mut().enumerate() {
        for (j, pixel) in row.iter_mut().enumerate() {
            let mut weight = 0.0;
            for di in -1i32..=1 {
                for dj in -1i32..=1 {
                    let (r, c) = (i as i32 + di, j as i32 + dj);
                    if (0..4).contains(&r) && (0..4).contains(&c) {
                        *pixel += image[r as usize][c as usize];
                        weight += 1.0;
                    }
                }
            }
            *pixel /= weight;
        }
    }
    out
}

fn corners([[a, .., b], .., [c, .., d]]: Image) -> [f64; 4] {
    [a, b, c, d]
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut image: Image = [[0.0; 4]; 4];
    image.iter_mut().flatten().zip(x.iter().cycle()).for_each(|(p, v)| *p = v * v + v);
    let blurred = blur(&blur(&image));
    let [a, b, c, d] = corners(blurred);
    let flat: Vec<f64> = blurred.concat();
    a * d - b * c + flat.iter().zip(image.iter().flatten()).map(|(p, q)| (p - q).powi(2)).sum::<f64>()
}
