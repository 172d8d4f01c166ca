// Strings that say what happens, made with format!, take no part in the derivative.
fn label(i: usize, v: f64) -> String {
    format!("value {i}: {v:.3}")
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut log = String::new();
    let mut total = 0.0;
    for (i, v) in x.iter().enumerate() {
        let line = label(i, *v);
        log.push_str(&line);
        log.push('\n');
        total += v.exp() / (1.0 + line.len() as f64);
    }
    total * log.lines().count() as f64
}
