// A tridiagonal system by Thomas' algorithm, in fixed arrays.
#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    const N: usize = 8;
    let mut upper = [0.0; N];
    let mut rhs = [0.0; N];
    let diagonal = |i: usize| 3.0 + x[i] * x[i];
    upper[0] = x[0] / diagonal(0);
    rhs[0] = 1.0 / diagonal(0);
    for i in 1..N {
        let scale = 1.0 / (diagonal(i) - x[i - 1] * upper[i - 1]);
        upper[i] = x[i] * scale;
        rhs[i] = (1.0 + i as f64 - x[i - 1] * rhs[i - 1]) * scale;
    }
    for i in (0..N - 1).rev() {
        rhs[i] -= upper[i] * rhs[i + 1];
    }
    rhs.iter().sum()
}
