// European options after Black and Scholes, with a polynomial for the normal distribution.
// X: 100 95 0.02 0.3 1.5
fn normal_cdf(t: f64) -> f64 {
    let k = 1.0 / (1.0 + 0.2316419 * t.abs());
    let polynomial = k * (0.319381530 + k * (-0.356563782 + k * (1.781477937 + k * (-1.821255978 + k * 1.330274429))));
    let tail = (-0.5 * t * t).exp() / (2.0 * std::f64::consts::PI).sqrt() * polynomial;
    if t > 0.0 { 1.0 - tail } else { tail }
}

enum Kind {
    Call,
    Put,
}

fn price(kind: Kind, spot: f64, strike: f64, rate: f64, volatility: f64, years: f64) -> f64 {
    let deviation = volatility * years.sqrt();
    let d1 = ((spot / strike).ln() + (rate + 0.5 * volatility.powi(2)) * years) / deviation;
    let d2 = d1 - deviation;
    let discounted = strike * (-rate * years).exp();
    match kind {
        Kind::Call => spot * normal_cdf(d1) - discounted * normal_cdf(d2),
        Kind::Put => discounted * normal_cdf(-d2) - spot * normal_cdf(-d1),
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    price(Kind::Call, x[0], x[1], x[2], x[3], x[4]) + 0.5 * price(Kind::Put, x[0], 1.1 * x[1], x[2], x[3], x[4])
}
