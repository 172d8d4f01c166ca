// The partition function of a tree, by recursion over indices.
fn message(node: usize, x: &[f64], depth: usize) -> f64 {
    let own = x[node % x.len()].exp();
    if depth == 0 {
        return own;
    }
    let left = message(2 * node + 1, x, depth - 1);
    let right = message(2 * node + 2, x, depth - 1);
    own * (1.0 + left) * (1.0 + 0.5 * right) / (1.0 + left + right)
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    message(0, x, 4).ln()
}
