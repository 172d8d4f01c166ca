// Expressions as a recursive enum of boxed nodes, evaluated with `match`.
enum Expression {
    Constant(f64),
    Variable(usize),
    Sum(Box<Expression>, Box<Expression>),
    Product(Box<Expression>, Box<Expression>),
    Sine(Box<Expression>),
}

use Expression::*;

fn evaluate(e: &Expression, x: &[f64]) -> f64 {
    match e {
        Constant(c) => *c,
        Variable(i) => x[*i],
        Sum(a, b) => evaluate(a, x) + evaluate(b, x),
        Product(a, b) => evaluate(a, x) * evaluate(b, x),
        Sine(a) => evaluate(a, x).sin(),
    }
}

fn horner(depth: usize) -> Expression {
    if depth == 0 {
        return Constant(0.5);
    }
    let inner = Product(Box::new(Variable(0)), Box::new(horner(depth - 1)));
    Sum(Box::new(Sine(Box::new(Variable(depth)))), Box::new(inner))
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    evaluate(&horner(x.len() - 1), x)
}
