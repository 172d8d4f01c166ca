// Options priced by the formula of Black and Scholes; the error function by its series.
// X: 100.0 95.0 0.05 0.2 1.5 110.0
fn error_function(z: f64) -> f64 {
    let mut term = z;
    let mut sum = z;
    for k in 1..60 {
        term *= -z * z / k as f64;
        sum += term / (2 * k + 1) as f64;
    }
    sum * 2.0 / std::f64::consts::PI.sqrt()
}

fn normal(z: f64) -> f64 {
    0.5 * (1.0 + error_function(z / std::f64::consts::SQRT_2))
}

enum Kind {
    Call,
    Put,
    Straddle(f64),
}

fn price(kind: &Kind, spot: f64, strike: f64, rate: f64, volatility: f64, time: f64) -> f64 {
    let deviation = volatility * time.sqrt();
    let d1 = ((spot / strike).ln() + (rate + 0.5 * volatility * volatility) * time) / deviation;
    let d2 = d1 - deviation;
    let discounted = strike * (-rate * time).exp();
    match kind {
        Kind::Call => spot * normal(d1) - discounted * normal(d2),
        Kind::Put => discounted * normal(-d2) - spot * normal(-d1),
        Kind::Straddle(weight) => {
            let call = price(&Kind::Call, spot, strike, rate, volatility, time);
            let put = price(&Kind::Put, spot, strike, rate, volatility, time);
            weight * (call + put)
        }
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let [spot, strike, rate, volatility, time, other] = x else {
        return 0.0;
    };
    let book = [(Kind::Call, *strike), (Kind::Put, *other), (Kind::Straddle(0.25), *spot)];
    book.iter()
        .map(|(kind, strike)| price(kind, *spot, *strike, *rate, *volatility, *time))
        .sum()
}
