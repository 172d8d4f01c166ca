// The methods of f64: trigonometric and hyperbolic functions, powers, roots, logarithms.
#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut total = 0.0;
    for &v in x {
        let p = v.abs() + 0.5;
        let u = v / (1.0 + v.abs());
        let (s, c) = v.sin_cos();
        total += s * c + v.tan() + u.asin() + u.acos() * 0.5 + v.atan() + v.atan2(p);
        total += v.sinh() + v.cosh() * 0.3 + v.tanh() + v.asinh() + (p + 1.0).acosh() + u.atanh();
        total += p.powi(3) + p.powi(-2) + p.powf(1.5) + p.sqrt() + p.cbrt() + v.cbrt() + p.recip() + v.hypot(p);
        total += v.exp() + v.exp2() + u.exp_m1() + p.ln() + p.log2() + p.log10() + p.log(3.0) + p.ln_1p();
        total += v.mul_add(p, u) + v.to_radians() + v.to_degrees() * 1e-3;
    }
    total
}
