// A builder that takes itself by value, options with defaults, and struct update.
#[derive(Clone, Debug, PartialEq)]
struct Options {
    rate: f64,
    momentum: Option<f64>,
    decay: f64,
    steps: usize,
    name: String,
}

impl Default for Options {
    fn default() -> Self {
        Options { rate: 0.1, momentum: None, decay: 1.0, steps: 5, name: String::from("descent") }
    }
}

impl Options {
    fn rate(mut self, rate: f64) -> Self {
        self.rate = rate;
        self
    }
    fn momentum(mut self, momentum: f64) -> Self {
        self.momentum = Some(momentum);
        self
    }
    fn steps(mut self, steps: usize) -> Self {
        self.steps = steps;
        self
    }
}

fn descend(options: &Options, start: &[f64]) -> f64 {
    let mut position = start.to_vec();
    let mut velocity = vec![0.0; start.len()];
    let mut rate = options.rate;
    for _ in 0..options.steps {
        for (p, v) in position.iter_mut().zip(velocity.iter_mut()) {
            let gradient = 4.0 * *p * (*p * *p - 1.0) + 0.3;
            *v = options.momentum.unwrap_or(0.0) * *v - rate * gradient;
            *p += *v;
        }
        rate *= options.decay;
    }
    position.iter().map(|p| p * p).sum()
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let plain = Options::default().rate(0.01 * x[0]).steps(4);
    let heavy = Options { decay: 0.9, ..plain.clone() }.momentum(0.5 * x[4]);
    descend(&plain, &x[1..4]) + descend(&heavy, &x[4..])
}
