// Iterators as crates write them: zip, windows, chunks, rev, step_by, scan, fold, take_while, flat_map, peekable.
#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let products: f64 = x.iter().zip(x.iter().rev()).map(|(a, b)| a * b * b).sum();
    let rough: f64 = x.windows(3).map(|w| (w[0] - 2.0 * w[1] + w[2]).powi(2)).sum();
    let pairs: Vec<f64> = x.chunks(2).map(|c| c.iter().product()).collect();
    let running: Vec<f64> = x
        .iter()
        .scan(1.0, |state, v| {
            *state = *state * 0.5 + v.sin();
            Some(*state)
        })
        .collect();
    let every_third: f64 = x.iter().step_by(3).fold(1.0, |product, v| product * (1.0 + 0.1 * v));
    let small: f64 = running.iter().take_while(|v| **v < 2.5).map(|v| v * v).sum();
    let crossed: f64 = x[..3].iter().flat_map(|a| x[3..5].iter().map(move |b| (a * b).cos())).sum();
    let mut rest = x.iter().copied().peekable();
    let mut climbs = 0.0;
    while let Some(v) = rest.next() {
        if let Some(&next) = rest.peek() {
            if next > v {
                climbs += (next - v) * v;
            }
        }
    }
    let largest = pairs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let (inside, outside): (Vec<f64>, Vec<f64>) = x.iter().partition(|v| v.abs() < 1.0);
    products + rough * every_third + small + crossed + climbs + largest
        + inside.iter().sum::<f64>() * outside.iter().map(|v| v * v).sum::<f64>()
        + x.chunks_exact(4).map(|c| c[0] * c[3]).sum::<f64>()
        + x.iter().skip(1).enumerate().filter(|(i, _)| i % 2 == 0).map(|(i, v)| (i as f64 + 1.0) * v).sum::<f64>()
}
