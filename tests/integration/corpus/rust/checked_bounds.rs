// Bounds that are checked: get, get_mut, checked and saturating arithmetic on indices, asserts that hold.
fn neighbour(x: &[f64], i: usize, by: isize) -> f64 {
    i.checked_add_signed(by).and_then(|k| x.get(k)).copied().unwrap_or(0.0)
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut smooth = vec![0.0; x.len()];
    for i in 0..x.len() {
        let value = 0.25 * neighbour(x, i, -1) + 0.5 * x[i] + 0.25 * neighbour(x, i, 1);
        if let Some(slot) = smooth.get_mut(i) {
            *slot = value;
        }
    }
    assert!(smooth.len() == x.len(), "one value per input");
    debug_assert!(smooth.iter().all(|v| v.is_finite()));
    let last = smooth.len().saturating_sub(1);
    let table = [1.0, 0.5, 0.25, 0.125];
    let mut total = 0.0;
    for (i, v) in smooth.iter().enumerate() {
        total += v * v * table[i % table.len()] * table.get(i).unwrap_or(&2.0);
    }
    total + smooth[last] * smooth.first().expect("it is not empty")
}
