// Weighted statistics through iterator chains.
fn mean(values: &[f64], weights: &[f64]) -> f64 {
    let total: f64 = weights.iter().sum();
    values.iter().zip(weights).map(|(v, w)| v * w).sum::<f64>() / total
}

fn variance(values: &[f64], weights: &[f64]) -> f64 {
    let m = mean(values, weights);
    let total: f64 = weights.iter().sum();
    values
        .iter()
        .zip(weights.iter())
        .fold(0.0, |sum, (v, w)| sum + w * (v - m).powi(2))
        / total
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let weights: Vec<f64> = x.iter().map(|v| 1.0 + v * v).collect();
    let cumulative: Vec<f64> = x
        .iter()
        .scan(0.0, |state, v| {
            *state = 0.5 * *state + v;
            Some(*state)
        })
        .collect();
    let products: f64 = x.windows(2).map(|pair| pair[0] * pair[1]).sum();
    let chunks: f64 = x.chunks(3).map(|c| c.iter().product::<f64>()).sum();
    mean(&cumulative, &weights) + variance(x, &weights).sqrt() + products.sin() + chunks
}
