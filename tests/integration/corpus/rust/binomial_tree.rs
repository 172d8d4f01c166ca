// An American put on a binomial tree.
// X: 100 105 0.03 0.3 1.0
#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    const STEPS: usize = 30;
    let dt = x[4] / STEPS as f64;
    let up = (x[3] * dt.sqrt()).exp();
    let discount = (-x[2] * dt).exp();
    let p = (1.0 / discount - 1.0 / up) / (up - 1.0 / up);
    let spot = |i: usize, j: usize| x[0] * up.powi(2 * i as i32 - j as i32);
    let mut values = [0.0; STEPS + 1];
    for (i, v) in values.iter_mut().enumerate() {
        *v = (x[1] - spot(i, STEPS)).max(0.0);
    }
    for j in (0..STEPS).rev() {
        for i in 0..=j {
            let held = discount * (p * values[i + 1] + (1.0 - p) * values[i]);
            values[i] = held.max(x[1] - spot(i, j));
        }
    }
    values[0]
}
