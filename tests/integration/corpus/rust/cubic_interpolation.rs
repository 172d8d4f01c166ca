// Catmull-Rom interpolation with clamped indices.
fn at(x: &[f64], i: i64) -> f64 {
    x[i.clamp(0, x.len() as i64 - 1) as usize]
}

fn interpolate(x: &[f64], t: f64) -> f64 {
    let i = t.floor() as i64;
    let u = t - t.floor();
    let (a, b, c, d) = (at(x, i - 1), at(x, i), at(x, i + 1), at(x, i + 2));
    b + 0.5 * u * (c - a + u * (2.0 * a - 5.0 * b + 4.0 * c - d + u * (3.0 * (b - c) + d - a)))
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    (0..25).map(|k| interpolate(x, 0.31 * k as f64).powi(2)).sum::<f64>().sqrt()
}
