// A few steps of gradient descent with momentum on Rosenbrock's function, with a struct for the state.
struct Optimiser {
    position: Vec<f64>,
    momentum: Vec<f64>,
    rate: f64,
}

impl Optimiser {
    fn gradient(&self) -> Vec<f64> {
        let p = &self.position;
        let mut g = vec![0.0; p.len()];
        for i in 0..p.len() - 1 {
            let d = p[i + 1] - p[i] * p[i];
            g[i] += -4.0 * d * p[i] - 2.0 * (1.0 - p[i]);
            g[i + 1] += 2.0 * d;
        }
        g
    }

    fn step(&mut self) {
        let g = self.gradient();
        for i in 0..g.len() {
            self.momentum[i] = 0.5 * self.momentum[i] - self.rate * g[i];
            self.position[i] += self.momentum[i];
        }
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut optimiser = Optimiser { position: x[0..5].to_vec(), momentum: vec![0.0; 5], rate: 0.01 + 0.001 * x[7] };
    for _ in 0..8 {
        optimiser.step();
    }
    optimiser.position.iter().map(|p| p * p).sum()
}
