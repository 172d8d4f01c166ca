// Closures that own what they capture, behind Box<dyn Fn>, composed and returned from functions.
fn polynomial(c: Vec<f64>) -> Box<dyn Fn(f64) -> f64> {
    Box::new(move |t| c.iter().rev().fold(0.0, |sum, a| sum * t + a))
}

fn compose(f: Box<dyn Fn(f64) -> f64>, g: impl Fn(f64) -> f64 + 'static) -> Box<dyn Fn(f64) -> f64> {
    Box::new(move |t| f(g(t)))
}

fn counter(step: f64) -> impl FnMut() -> f64 {
    let mut state = 1.0;
    move || {
        state *= step;
        state
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let (a, b) = (x[3], x[4]);
    let functions: Vec<Box<dyn Fn(f64) -> f64>> =
        vec![polynomial(x[..3].to_vec()), compose(polynomial(x[2..6].to_vec()), move |t| (a * t).sin()), Box::new(move |t| t * b)];
    let mut next = counter(x[6]);
    let mut total = 0.0;
    for f in &functions {
        total += f(next());
    }
    total + functions.iter().map(|f| f(x[7])).product::<f64>()
}
