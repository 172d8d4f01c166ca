// Clenshaw's recurrence by a reversed fold over pairs.
fn series(c: &[f64], t: f64) -> f64 {
    let (b1, b2) = c[1..].iter().rev().fold((0.0, 0.0), |(b1, b2), a| (a + 2.0 * t * b1 - b2, b1));
    c[0] + t * b1 - b2
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    [-0.9, -0.2, 0.4, 0.7].iter().map(|&t| series(x, t).powi(2)).sum()
}
