// Gauss-Legendre quadrature of a function that is passed by pointer.
fn decaying(t: f64, a: f64, b: f64) -> f64 {
    (-a * a * t).exp() * (b * t).cos()
}

fn rational(t: f64, a: f64, b: f64) -> f64 {
    (a + t) / (1.0 + b * b * t * t)
}

fn integrate(f: fn(f64, f64, f64) -> f64, upper: f64, a: f64, b: f64) -> f64 {
    const NODES: [f64; 3] = [-0.7745966692414834, 0.0, 0.7745966692414834];
    const WEIGHTS: [f64; 3] = [0.5555555555555556, 0.8888888888888888, 0.5555555555555556];
    let panels = 4;
    let width = upper / panels as f64;
    (0..panels)
        .map(|i| {
            let middle = (i as f64 + 0.5) * width;
            NODES.iter().zip(&WEIGHTS).map(|(t, w)| w * f(middle + 0.5 * width * t, a, b)).sum::<f64>() * 0.5 * width
        })
        .sum()
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    integrate(decaying, 1.0 + x[0], x[1], x[2]) + integrate(rational, x[3], x[4], x[5])
}
