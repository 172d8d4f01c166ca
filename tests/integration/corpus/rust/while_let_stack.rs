// Adaptive quadrature with an explicit stack.
fn f(t: f64, x: &[f64]) -> f64 {
    (x[0] * t).sin() * (-x[1] * t * t).exp() + x[2] * t
}

fn simpson(a: f64, b: f64, x: &[f64]) -> f64 {
    (b - a) / 6.0 * (f(a, x) + 4.0 * f(0.5 * (a + b), x) + f(b, x))
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut stack = [(0.0, 0.0, 0usize); 16];
    let mut height = 1;
    stack[0] = (0.0, 2.0, 0);
    let mut total = 0.0;
    while height > 0 {
        height -= 1;
        let (a, b, depth) = stack[height];
        let m = 0.5 * (a + b);
        let (whole, halves) = (simpson(a, b, x), simpson(a, m, x) + simpson(m, b, x));
        if depth >= 4 || (whole - halves).abs() < 1e-4 {
            total += halves;
        } else {
            stack[height] = (a, m, depth + 1);
            stack[height + 1] = (m, b, depth + 1);
            height += 2;
        }
    }
    total * x[3]
}
