// The energy of a cluster, over pairs with split_at.
#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let points: [[f64; 3]; 4] = std::array::from_fn(|i| {
        [1.2 * i as f64 + 0.05 * x[i], (i % 2) as f64 * 1.1 + 0.05 * x[i + 1], 0.3 * i as f64 + 0.05 * x[i + 2]]
    });
    let mut energy = 0.0;
    for i in 0..points.len() {
        let (head, tail) = points.split_at(i + 1);
        for q in tail {
            let square: f64 = head[i].iter().zip(q).map(|(a, b)| (a - b).powi(2)).sum();
            let inverse = square.recip().powi(3);
            energy += 4.0 * (inverse * inverse - inverse);
        }
    }
    energy
}
