// Dual numbers with all operators: second derivatives by differentiating a derivative.
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

#[derive(Clone, Copy, Debug, PartialEq)]
struct Dual {
    re: f64,
    du: f64,
}

impl Dual {
    fn variable(re: f64) -> Self {
        Dual { re, du: 1.0 }
    }
    fn exp(self) -> Self {
        let e = self.re.exp();
        Dual { re: e, du: e * self.du }
    }
    fn sin(self) -> Self {
        Dual { re: self.re.sin(), du: self.re.cos() * self.du }
    }
}

impl From<f64> for Dual {
    fn from(re: f64) -> Self {
        Dual { re, du: 0.0 }
    }
}

macro_rules! operator {
    ($trait:ident, $name:ident, |$a:ident, $b:ident| $re:expr, $du:expr) => {
        impl $trait for Dual {
            type Output = Dual;
            fn $name(self, other: Dual) -> Dual {
                let ($a, $b) = (self, other);
                Dual { re: $re, du: $du }
            }
        }
    };
}

operator!(Add, add, |a, b| a.re + b.re, a.du + b.du);
operator!(Sub, sub, |a, b| a.re - b.re, a.du - b.du);
operator!(Mul, mul, |a, b| a.re * b.re, a.du * b.re + a.re * b.du);
operator!(Div, div, |a, b| a.re / b.re, (a.du * b.re - a.re * b.du) / (b.re * b.re));

impl Neg for Dual {
    type Output = Dual;
    fn neg(self) -> Dual {
        Dual { re: -self.re, du: -self.du }
    }
}

impl AddAssign for Dual {
    fn add_assign(&mut self, other: Dual) {
        *self = *self + other;
    }
}

impl std::iter::Sum for Dual {
    fn sum<I: Iterator<Item = Dual>>(all: I) -> Dual {
        all.fold(Dual::from(0.0), |a, b| a + b)
    }
}

fn potential(d: Dual, strength: f64) -> Dual {
    let r = d * d + Dual::from(1.0);
    (-d).exp() * Dual::from(strength) / r + d.sin()
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut sum: Dual = x.iter().map(|v| potential(Dual::variable(*v), x[0])).sum();
    sum += Dual::from(x[1]) * sum;
    sum.re * 0.1 + sum.du
}
