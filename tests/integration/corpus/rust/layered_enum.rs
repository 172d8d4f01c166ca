// Enums with floats, arrays and boxes in them, matched with guards and bindings.
enum Kernel {
    Constant(f64),
    Linear { slope: f64, offset: f64 },
    Polynomial([f64; 3]),
    Sum(Box<Kernel>, Box<Kernel>),
    Sampled(Vec<f64>),
    Nothing,
}

use Kernel::*;

fn evaluate(kernel: &Kernel, t: f64) -> f64 {
    match kernel {
        Constant(c) => *c,
        Linear { slope, offset } if *slope > 1.0 => slope.ln() * t + offset,
        Linear { slope, offset } => slope * t + offset,
        Polynomial([a, b, c]) => (a * t + b) * t + c,
        Sum(left, right) => evaluate(left, t) + evaluate(right, 0.5 * t),
        Sampled(values) => values[(t.abs() as usize).min(values.len() - 1)] * t,
        Nothing => 0.0,
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let kernels = vec![
        Constant(x[0]),
        Linear { slope: x[1], offset: x[2] },
        Linear { slope: x[0], offset: 1.0 },
        Polynomial([x[3], x[4], x[5]]),
        Sum(Box::new(Polynomial([x[0], 1.0, x[6]])), Box::new(Sum(Box::new(Constant(x[7])), Box::new(Nothing)))),
        Sampled(x.to_vec()),
    ];
    kernels.iter().zip(x).map(|(k, t)| evaluate(k, *t)).sum()
}
