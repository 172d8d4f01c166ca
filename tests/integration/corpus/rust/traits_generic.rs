// Integrators behind a trait, by static dispatch.
trait Stepper {
    fn step(&self, f: &dyn Fn(f64) -> f64, y: f64, h: f64) -> f64;
}

struct Euler;
struct Midpoint {
    weight: f64,
}

impl Stepper for Euler {
    fn step(&self, f: &dyn Fn(f64) -> f64, y: f64, h: f64) -> f64 {
        y + h * f(y)
    }
}

impl Stepper for Midpoint {
    fn step(&self, f: &dyn Fn(f64) -> f64, y: f64, h: f64) -> f64 {
        let k = f(y);
        y + h * ((1.0 - self.weight) * k + self.weight * f(y + h * k))
    }
}

fn run<S: Stepper>(stepper: S, rate: f64, start: f64) -> f64 {
    let mut y = start;
    for _ in 0..10 {
        y = stepper.step(&|v| rate * v * (1.0 - v), y, 0.1);
    }
    y
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    run(Euler, x[0], 0.3 + 0.1 * x[4]) + run(Midpoint { weight: x[6] }, x[1], 0.2)
}
