// Numbers that are formatted and parsed.
// REFUSED: get lost in text

/// # Safety
/// `x` points to `n` numbers.
#[no_mangle]
pub unsafe extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = std::slice::from_raw_parts(x, n as usize);
    x.iter().enumerate().map(|(i, v)| format!("{}", v * x[0]).parse::<f64>().unwrap() * (i as f64 + 1.0)).sum()
}
