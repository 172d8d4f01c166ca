// The forward algorithm of a hidden Markov model on arrays of arrays.
const STATES: usize = 3;

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let sequence = [0usize, 1, 1, 0, 1, 0, 0, 1];
    let mut transition = [[0.0; STATES]; STATES];
    let mut emission = [[0.0; 2]; STATES];
    for i in 0..STATES {
        let mut sum = 0.0;
        for j in 0..STATES {
            transition[i][j] = x[(i + j) % x.len()].exp();
            sum += transition[i][j];
        }
        for value in transition[i].iter_mut() {
            *value /= sum;
        }
        let p = 1.0 / (1.0 + (-x[i + 3]).exp());
        emission[i] = [p, 1.0 - p];
    }
    let mut belief = [1.0 / STATES as f64; STATES];
    let mut log_likelihood = 0.0;
    for symbol in sequence {
        let mut next = [0.0; STATES];
        for j in 0..STATES {
            for i in 0..STATES {
                next[j] += belief[i] * transition[i][j];
            }
            next[j] *= emission[j][symbol];
        }
        let norm: f64 = next.iter().sum();
        log_likelihood += norm.ln();
        belief = next.map(|v| v / norm);
    }
    log_likelihood
}
