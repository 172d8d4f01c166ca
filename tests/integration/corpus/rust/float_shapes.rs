// The methods of f64 that have kinks: rounding, clamping, signs, remainders, extrema.
#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut total = 0.0;
    for &v in x {
        total += v * v.floor() + v * v.ceil() + v * v.round() + v * v.trunc() + v.fract() * v;
        total += v.clamp(-1.0, 1.0).powi(2) + v.copysign(-2.0) * 3.0 + (v * v).copysign(v) + v.signum() * v;
        total += v.rem_euclid(0.7) * v + v.div_euclid(0.7) * v + (v % 0.4) * 2.0;
        total += v.max(0.2) * v.min(0.8) + v.abs() + (v - 0.3).abs().max(v * v);
        total += v.round_ties_even() * v;
        if v.is_sign_negative() || v.is_nan() || v.total_cmp(&0.4).is_lt() {
            total += v * 0.1;
        }
    }
    let order = x.iter().copied().max_by(|a, b| a.partial_cmp(b).unwrap()).unwrap();
    let least = x.iter().copied().min_by(f64::total_cmp).unwrap();
    total + order * least + x.iter().copied().reduce(f64::min).unwrap().exp()
}
