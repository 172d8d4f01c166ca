// Closures: captured by reference, returned in a box, passed as functions.
fn compose<'a>(f: impl Fn(f64) -> f64 + 'a, g: impl Fn(f64) -> f64 + 'a) -> Box<dyn Fn(f64) -> f64 + 'a> {
    Box::new(move |v| g(f(v)))
}

fn bisect(f: &dyn Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    for _ in 0..4 {
        let middle = 0.5 * (low + high);
        if f(middle) > 0.0 {
            high = middle;
        } else {
            low = middle;
        }
    }
    let mut root = 0.5 * (low + high);
    for _ in 0..8 {
        let h = 1e-3;
        let slope = (f(root + h) - f(root - h)) / (2.0 * h);
        root -= f(root) / slope;
    }
    root
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let scale = 1.0 + x[0] * x[0];
    let shift = x[1];
    let cubic = |v: f64| scale * v * v * v + v - shift;
    let root = bisect(&cubic, -3.0, 3.0);
    let chain = compose(|v| v * x[2] + root, f64::sin);
    let mut total = 0.0;
    let mut accumulate = |v: f64| total += v * v;
    x.iter().for_each(|&v| accumulate(chain(v)));
    total + root
}
