// A Kalman filter in two dimensions, with small matrices as arrays.
type Matrix = [[f64; 2]; 2];

fn multiply(a: &Matrix, b: &Matrix) -> Matrix {
    let mut c = [[0.0; 2]; 2];
    for i in 0..2 {
        for j in 0..2 {
            for k in 0..2 {
                c[i][j] += a[i][k] * b[k][j];
            }
        }
    }
    c
}

fn transpose(a: &Matrix) -> Matrix {
    [[a[0][0], a[1][0]], [a[0][1], a[1][1]]]
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let f: Matrix = [[1.0, 0.1], [0.0, 1.0]];
    let mut p: Matrix = [[1.0 + x[1] * x[1], 0.0], [0.0, 0.5]];
    let mut state = [x[0], 0.0];
    let mut cost = 0.0;
    for &measured in x {
        state = [state[0] + 0.1 * state[1], state[1]];
        p = multiply(&multiply(&f, &p), &transpose(&f));
        p[0][0] += 0.02;
        p[1][1] += 0.02;
        let s = p[0][0] + 0.4;
        let gain = [p[0][0] / s, p[1][0] / s];
        let innovation = measured - state[0];
        state[0] += gain[0] * innovation;
        state[1] += gain[1] * innovation;
        let top = p[0];
        for i in 0..2 {
            for j in 0..2 {
                p[i][j] -= gain[i] * top[j];
            }
        }
        cost += innovation * innovation / s + s.ln();
    }
    cost
}
