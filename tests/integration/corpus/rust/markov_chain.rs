// The stationary distribution of a Markov chain by repeated multiplication with arrays of arrays.
const STATES: usize = 4;
type Matrix = [[f64; STATES]; STATES];

fn softmax(row: &mut [f64; STATES]) {
    let largest = row.iter().copied().fold(f64::MIN, f64::max);
    let mut sum = 0.0;
    for v in row.iter_mut() {
        *v = (*v - largest).exp();
        sum += *v;
    }
    row.iter_mut().for_each(|v| *v /= sum);
}

fn advance(p: [f64; STATES], m: &Matrix) -> [f64; STATES] {
    std::array::from_fn(|j| (0..STATES).map(|i| p[i] * m[i][j]).sum())
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut matrix: Matrix = [[0.0; STATES]; STATES];
    for (i, row) in matrix.iter_mut().enumerate() {
        for (j, v) in row.iter_mut().enumerate() {
            *v = x[(i * 3 + j) % x.len()] * (1.0 + j as f64);
        }
        softmax(row);
    }
    let mut p = [0.25; STATES];
    for _ in 0..25 {
        p = advance(p, &matrix);
    }
    -p.iter().map(|v| v * v.ln()).sum::<f64>()
}
