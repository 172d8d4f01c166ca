// Order statistics: sort_by with partial_cmp, median, trimmed mean, dedup of a clone.
fn median(sorted: &[f64]) -> f64 {
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 {
        sorted[middle]
    } else {
        0.5 * (sorted[middle - 1] + sorted[middle])
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut values: Vec<f64> = x.iter().map(|v| v * v + v).collect();
    values.sort_by(|a, b| a.partial_cmp(b).unwrap());
    let trimmed = &values[1..values.len() - 1];
    let mean = trimmed.iter().sum::<f64>() / trimmed.len() as f64;
    let largest = values.iter().cloned().fold(f64::NEG_INFINITY, f64::max);
    median(&values) * mean + largest.sqrt()
}
