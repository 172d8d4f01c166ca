// The position on an orbit at some times, by Kepler's equation; angles are normalised with rem_euclid.
struct Orbit {
    axis: f64,
    eccentricity: f64,
    phase: f64,
}

impl Orbit {
    fn position(&self, time: f64) -> (f64, f64) {
        let mean = (time / self.axis.powf(1.5) + self.phase).rem_euclid(std::f64::consts::TAU);
        let mut anomaly = mean;
        loop {
            let error = anomaly - self.eccentricity * anomaly.sin() - mean;
            anomaly -= error / (1.0 - self.eccentricity * anomaly.cos());
            if error.abs() < 1e-12 {
                break;
            }
        }
        let minor = (1.0 - self.eccentricity * self.eccentricity).sqrt();
        (self.axis * (anomaly.cos() - self.eccentricity), self.axis * minor * anomaly.sin())
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let orbit = Orbit { axis: 1.0 + x[0], eccentricity: 0.3 + 0.1 * x[1], phase: x[2] };
    (1..5).map(|i| orbit.position(0.7 * i as f64)).fold(0.0, |sum, (a, b)| sum + (a - x[3]).hypot(b))
}
