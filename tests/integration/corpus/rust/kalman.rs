// A scalar Kalman filter as a struct with methods.
struct Filter {
    state: f64,
    variance: f64,
    process_noise: f64,
    measurement_noise: f64,
}

impl Filter {
    fn predict(&mut self, drift: f64) {
        self.state += drift * self.state.cos();
        self.variance = self.variance * (1.0 + drift).powi(2) + self.process_noise;
    }

    fn update(&mut self, measurement: f64) -> f64 {
        let innovation = measurement - self.state;
        let spread = self.variance + self.measurement_noise;
        let gain = self.variance / spread;
        self.state += gain * innovation;
        self.variance *= 1.0 - gain;
        -0.5 * (innovation * innovation / spread + spread.ln())
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut filter = Filter {
        state: x[0],
        variance: 1.0 + x[1] * x[1],
        process_noise: 0.1,
        measurement_noise: 0.5,
    };
    let mut likelihood = 0.0;
    for &measurement in &x[2..] {
        filter.predict(0.2);
        likelihood += filter.update(measurement);
    }
    likelihood
}
