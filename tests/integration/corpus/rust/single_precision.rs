// Arithmetic in f32, with a result in f64.
// TOLERANCE: 1e-5
#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let s: f32 = x.iter().map(|&v| v as f32).map(|v| v * (-0.1 * v).exp() + (v.abs() + 1.0).sqrt()).sum();
    (s as f64).powi(2)
}
