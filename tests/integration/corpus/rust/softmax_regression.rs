// The loss of a softmax regression over a few samples.
fn softmax(scores: &[f64; 3]) -> [f64; 3] {
    let most = scores.iter().cloned().fold(f64::NEG_INFINITY, f64::max);
    let mut out = [0.0; 3];
    let mut sum = 0.0;
    for (o, s) in out.iter_mut().zip(scores) {
        *o = (s - most).exp();
        sum += *o;
    }
    for o in &mut out {
        *o /= sum;
    }
    out
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let samples = [([0.5, -1.0], 0usize), ([1.5, 0.3], 2), ([-0.7, 0.8], 1), ([0.1, 0.9], 1)];
    let mut loss = 0.0;
    for (features, label) in &samples {
        let mut scores = [0.0; 3];
        for (k, score) in scores.iter_mut().enumerate() {
            *score = x[2 * k] * features[0] + x[2 * k + 1] * features[1];
        }
        loss -= softmax(&scores)[*label].ln();
    }
    loss + 0.01 * x.iter().map(|w| w * w).sum::<f64>()
}
