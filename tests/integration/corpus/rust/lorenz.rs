// The Lorenz system with a method on a struct.
struct Lorenz {
    sigma: f64,
    rho: f64,
    beta: f64,
}

impl Lorenz {
    fn rate(&self, s: [f64; 3]) -> [f64; 3] {
        [self.sigma * (s[1] - s[0]), s[0] * (self.rho - s[2]) - s[1], s[0] * s[1] - self.beta * s[2]]
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let system = Lorenz { sigma: 8.0 + x[0], rho: 20.0 + x[1], beta: 2.0 + x[2] };
    let mut s = [x[3], x[4], x[5]];
    for _ in 0..25 {
        let k = system.rate(s);
        for (v, d) in s.iter_mut().zip(k) {
            *v += 0.01 * d;
        }
    }
    s[0] * x[6] + s[1] * x[7] + s[2]
}
