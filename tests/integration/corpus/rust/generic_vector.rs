// A vector type that is generic over its length, with operators.
use std::ops::{Add, Mul, Sub};

#[derive(Clone, Copy)]
struct Vector<const N: usize>([f64; N]);

impl<const N: usize> Add for Vector<N> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Vector(std::array::from_fn(|i| self.0[i] + other.0[i]))
    }
}

impl<const N: usize> Sub for Vector<N> {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Vector(std::array::from_fn(|i| self.0[i] - other.0[i]))
    }
}

impl<const N: usize> Mul<f64> for Vector<N> {
    type Output = Self;
    fn mul(self, by: f64) -> Self {
        Vector(std::array::from_fn(|i| self.0[i] * by))
    }
}

impl<const N: usize> Vector<N> {
    fn dot(&self, other: &Self) -> f64 {
        let mut sum = 0.0;
        for i in 0..N {
            sum += self.0[i] * other.0[i];
        }
        sum
    }
    fn length(&self) -> f64 {
        self.dot(self).sqrt()
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let a = Vector([x[0], x[1], x[2]]);
    let b = Vector([x[3], x[4], x[5]]);
    let c = (a + b * x[6]) - a * a.dot(&b);
    c.length() + (a - b).length() * x[7]
}
