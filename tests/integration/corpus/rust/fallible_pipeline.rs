// Option and Result with `?`, combinators, and an error that boxes a trait.
use std::error::Error;
use std::fmt;

#[derive(Debug)]
struct OutOfDomain(f64);

impl fmt::Display for OutOfDomain {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} is out of the domain", self.0)
    }
}

impl Error for OutOfDomain {}

fn logarithm(v: f64) -> Result<f64, OutOfDomain> {
    if v > 0.0 { Ok(v.ln()) } else { Err(OutOfDomain(v)) }
}

fn chain(v: f64, w: f64) -> Result<f64, Box<dyn Error>> {
    let a = logarithm(v)?;
    let b = logarithm(w).map(|l| l * l).or_else(|e| if e.0 > -1.0 { Ok(e.0 * 0.5) } else { Err(e) })?;
    Ok(a * b + v)
}

fn first_large(x: &[f64]) -> Option<f64> {
    let v = x.iter().find(|v| **v > 1.0)?;
    let w = x.iter().rev().find(|v| **v > 1.0)?;
    Some(v * w)
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut total = 0.0;
    for w in x.windows(2) {
        total += match chain(w[0], w[1]) {
            Ok(v) => v,
            Err(_) => 0.3 * w[0] * w[1],
        };
    }
    total + first_large(x).unwrap_or_default() + x.iter().map(|v| logarithm(*v)).filter_map(Result::ok).sum::<f64>()
}
