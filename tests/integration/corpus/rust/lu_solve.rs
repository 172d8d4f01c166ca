// A linear system by LU factorisation with pivoting, on a vector of vectors.
#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let size = 4;
    let mut a: Vec<Vec<f64>> = Vec::new();
    let mut b: Vec<f64> = Vec::new();
    for i in 0..size {
        let mut row = Vec::new();
        for j in 0..size {
            row.push(x[(i * 3 + j) % x.len()] + if i == j { 3.0 } else { 0.0 });
        }
        a.push(row);
        b.push(x[(i + 2) % x.len()]);
    }
    for k in 0..size {
        let mut pivot = k;
        for i in k + 1..size {
            if a[i][k].abs() > a[pivot][k].abs() {
                pivot = i;
            }
        }
        a.swap(k, pivot);
        b.swap(k, pivot);
        for i in k + 1..size {
            let factor = a[i][k] / a[k][k];
            for j in k..size {
                let upper = a[k][j];
                a[i][j] -= factor * upper;
            }
            b[i] -= factor * b[k];
        }
    }
    for k in (0..size).rev() {
        for j in k + 1..size {
            let known = b[j];
            b[k] -= a[k][j] * known;
        }
        b[k] /= a[k][k];
    }
    b.iter().zip(x).map(|(s, v)| s * v).sum()
}
