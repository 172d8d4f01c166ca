// Errors as values: Result with the question mark, Option with map and unwrap_or, matches with guards.
#[derive(Debug)]
enum Problem {
    NotPositive(usize),
    Singular,
}

fn logarithm(values: &[f64], i: usize) -> Result<f64, Problem> {
    match values.get(i) {
        Some(&v) if v > 0.0 => Ok(v.ln()),
        Some(_) => Err(Problem::NotPositive(i)),
        None => Ok(0.0),
    }
}

fn ratio(a: f64, b: f64) -> Result<f64, Problem> {
    if b == 0.0 {
        Err(Problem::Singular)
    } else {
        Ok(a / b)
    }
}

fn combine(x: &[f64]) -> Result<f64, Problem> {
    let mut sum = 0.0;
    for i in 0..x.len() + 2 {
        sum += match logarithm(x, i) {
            Ok(v) => v * v,
            Err(Problem::NotPositive(j)) => x[j] * 0.5,
            Err(other) => return Err(other),
        };
    }
    let quotient = ratio(sum, 1.0 + x[0] * x[0])?;
    Ok(quotient * first_above(x, 1.2).map(f64::exp).unwrap_or(1.0))
}

fn first_above(x: &[f64], limit: f64) -> Option<f64> {
    x.iter().copied().find(|&v| v > limit)
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    match combine(x) {
        Ok(v) => v,
        Err(problem) => panic!("{problem:?}"),
    }
}
