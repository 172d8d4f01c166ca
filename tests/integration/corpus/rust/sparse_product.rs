// A matrix in coordinates as a vector of tuples, and power iteration.
#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let entries: Vec<(usize, usize, f64)> =
        (0..12).map(|k| (k % 4, (k * k + 1) % 4, 0.5 + 0.2 * x[k % x.len()])).collect();
    let mut v = [1.0, 0.5, -0.5, 2.0];
    for _ in 0..5 {
        let mut u = [0.0; 4];
        for &(i, j, a) in &entries {
            u[i] += a * v[j];
        }
        let norm = u.iter().map(|c| c * c).sum::<f64>().sqrt();
        for (to, from) in v.iter_mut().zip(u.iter()) {
            *to = from / norm;
        }
    }
    v[0] * 3.0 + v[1] * v[2] + v[3]
}
