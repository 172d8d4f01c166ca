//! As lse.c, with iterators.

#[no_mangle]
pub extern "C" fn lse_objective(n: i32, x: *const f64) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let largest = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    largest + x.iter().map(|value| (value - largest).exp()).sum::<f64>().ln()
}
