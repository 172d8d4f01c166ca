// Explicit diffusion on a ring, with two vectors that are swapped.
fn step(from: &[f64], to: &mut [f64], rate: f64) {
    let n = from.len();
    for i in 0..n {
        let (left, right) = (from[(i + n - 1) % n], from[(i + 1) % n]);
        to[i] = from[i] + rate * (left - 2.0 * from[i] + right);
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut current = vec![0.0; 2 * x.len()];
    for (i, value) in current.iter_mut().enumerate() {
        *value = x[i % x.len()] * (1.0 + 0.1 * i as f64);
    }
    let mut next = vec![0.0; current.len()];
    for _ in 0..6 {
        step(&current, &mut next, 0.1 + 0.05 * x[0] * x[0]);
        std::mem::swap(&mut current, &mut next);
    }
    current.iter().map(|u| u * u).sum::<f64>().ln()
}
