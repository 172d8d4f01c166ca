// Methods of f64: hyperbolic, inverse, roots, rounding, clamping.
#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    x.iter()
        .map(|&v| {
            v.tanh() + v.atan() + v.cbrt() + v.exp_m1() + (1.5 + v * v).ln_1p() + v.atan2(2.0) + v.sinh() * v.cosh()
                + v.clamp(-1.0, 1.0) + v.abs().sqrt() + v.signum() * v + v.mul_add(2.0, 1.0) + v.fract() + v.hypot(1.0)
        })
        .sum()
}
