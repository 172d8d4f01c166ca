// f32 in loops that vectorise: blocks of eight lanes, with a remainder.
// TOLERANCE: 1e-6
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0f32; 8];
    let (ca, cb) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f32 = ca.remainder().iter().zip(cb.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in ca.zip(cb) {
        for k in 0..8 {
            lanes[k] += x[k] * y[k];
        }
    }
    rest + lanes.iter().sum::<f32>()
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let single: Vec<f32> = x.iter().chain(x).chain(&x[..3]).map(|v| *v as f32).collect();
    let shifted: Vec<f32> = single.iter().map(|v| v * 0.5 + 1.0).collect();
    let mut scaled = single.clone();
    scaled.iter_mut().zip(&shifted).for_each(|(a, b)| *a = a.mul_add(*b, 0.25));
    dot(&single, &scaled) as f64 + dot(&shifted, &single).sqrt() as f64
}
