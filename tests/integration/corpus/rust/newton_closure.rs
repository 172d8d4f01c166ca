// Newton's method over closures, with an `Option` for what does not converge.
fn newton(f: impl Fn(f64) -> (f64, f64), start: f64) -> Option<f64> {
    let mut t = start;
    for _ in 0..50 {
        let (value, slope) = f(t);
        if slope.abs() < 1e-12 {
            return None;
        }
        t -= value / slope;
        if value.abs() < 1e-13 {
            return Some(t);
        }
    }
    None
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut total = 0.0;
    for (i, &v) in x.iter().enumerate() {
        let a = 2.0 + v * v;
        if let Some(root) = newton(|t| (t * t * t - a, 3.0 * t * t), 1.5) {
            total += root * (i as f64 + 1.0);
        }
    }
    total
}
