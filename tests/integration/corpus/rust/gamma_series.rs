// The logarithm of the gamma function after Lanczos.
fn ln_gamma(z: f64) -> f64 {
    const C: [f64; 6] =
        [76.18009172947146, -86.50532032941677, 24.01409824083091, -1.231739572450155, 1.208650973866179e-3, -5.395239384953e-6];
    let t = z + 5.5;
    let series = C.iter().enumerate().fold(1.000000000190015, |sum, (i, c)| sum + c / (z + 1.0 + i as f64));
    (z + 0.5) * t.ln() - t + (2.5066282746310005 * series / z).ln()
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    x.iter().map(|v| ln_gamma(2.5 + v)).sum()
}
