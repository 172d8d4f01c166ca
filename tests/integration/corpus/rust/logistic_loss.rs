// The loss of a logistic regression over tuples of features and labels.
fn sigmoid(t: f64) -> f64 {
    1.0 / (1.0 + (-t).exp())
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let samples = [(0.5, -1.0, true), (-0.3, 0.8, false), (1.2, 0.1, true), (-0.9, -0.4, false)];
    samples
        .iter()
        .map(|&(a, b, label)| {
            let p = sigmoid(x[0] + x[1] * a + x[2] * b);
            if label { -p.ln() } else { -(1.0 - p).ln() }
        })
        .sum()
}
