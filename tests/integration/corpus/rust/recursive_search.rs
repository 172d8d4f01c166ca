// Recursion: adaptive quadrature, Ackermann-like descent with memory, and mutual recursion.
fn adaptive(f: &dyn Fn(f64) -> f64, a: f64, b: f64, whole: f64, depth: u32) -> f64 {
    let m = 0.5 * (a + b);
    let simpson = |l: f64, r: f64| (r - l) / 6.0 * (f(l) + 4.0 * f(0.5 * (l + r)) + f(r));
    let (left, right) = (simpson(a, m), simpson(m, b));
    if depth == 0 || (left + right - whole).abs() < 1e-3 {
        left + right
    } else {
        adaptive(f, a, m, left, depth - 1) + adaptive(f, m, b, right, depth - 1)
    }
}

fn even(v: f64, k: u32, trail: &mut Vec<f64>) -> f64 {
    trail.push(v);
    if k == 0 { v } else { odd(v.sin() + 0.5, k - 1, trail) }
}

fn odd(v: f64, k: u32, trail: &mut Vec<f64>) -> f64 {
    trail.push(v * v);
    if k == 0 { -v } else { even(v * 1.25, k - 1, trail) }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let integrand = |t: f64| (x[0] * t).cos() * (x[1] + t * t) / (1.0 + x[2] * x[2] * t);
    let mut trail = Vec::with_capacity(4);
    let end = even(x[3], 7, &mut trail);
    adaptive(&integrand, 0.0, 2.0, 1.0, 4) + end * trail.iter().sum::<f64>()
}
