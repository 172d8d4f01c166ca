// The Lotka-Volterra equations by a Runge-Kutta method that is generic over the right-hand side.
type State = [f64; 2];

fn axpy(a: f64, x: &State, y: &State) -> State {
    [y[0] + a * x[0], y[1] + a * x[1]]
}

fn integrate<F: Fn(&State) -> State>(f: F, start: State, h: f64, steps: usize) -> State {
    let mut state = start;
    for _ in 0..steps {
        let k1 = f(&state);
        let k2 = f(&axpy(h / 2.0, &k1, &state));
        let k3 = f(&axpy(h / 2.0, &k2, &state));
        let k4 = f(&axpy(h, &k3, &state));
        for i in 0..state.len() {
            state[i] += h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
        }
    }
    state
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let (a, b, c, d) = (1.0 + x[0], 0.4 + 0.1 * x[1], 1.2 + x[2].sin(), 0.3);
    let field = |s: &State| [s[0] * (a - b * s[1]), s[1] * (d * s[0] - c)];
    let end = integrate(field, [2.0 + x[4], 1.0 + x[6]], 0.05, 40);
    end[0] * x[7] + end[1].ln()
}
