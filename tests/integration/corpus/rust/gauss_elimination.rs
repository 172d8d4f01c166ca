// Gaussian elimination with partial pivoting on a Vec of rows; rows are swapped, bounds are checked.
fn solve(mut a: Vec<Vec<f64>>, mut b: Vec<f64>) -> Option<Vec<f64>> {
    let n = b.len();
    for k in 0..n {
        let pivot = (k..n).max_by(|&i, &j| a[i][k].abs().total_cmp(&a[j][k].abs()))?;
        a.swap(k, pivot);
        b.swap(k, pivot);
        if a[k][k] == 0.0 {
            return None;
        }
        for i in k + 1..n {
            let factor = a[i][k] / a[k][k];
            for j in k..n {
                a[i][j] -= factor * a[k][j];
            }
            b[i] -= factor * b[k];
        }
    }
    for k in (0..n).rev() {
        let known: f64 = (k + 1..n).map(|j| a[k][j] * b[j]).sum();
        b[k] = (b[k] - known) / a[k][k];
    }
    Some(b)
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let size = 4;
    let a = (0..size)
        .map(|i| (0..size).map(|j| x[(i + 2 * j) % x.len()] + if (i + 1) % size == j { 3.0 } else { 0.0 }).collect())
        .collect();
    let b = x[..size].to_vec();
    solve(a, b).map_or(f64::NAN, |v| v.iter().map(|c| c * c).sum())
}
