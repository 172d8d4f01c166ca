// Operators on a generic vector type with const generics, and Gram-Schmidt with it.
use std::ops::{Add, Mul, Sub};

#[derive(Clone, Copy)]
struct Vector<const N: usize>([f64; N]);

impl<const N: usize> Add for Vector<N> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        let mut sum = self;
        for i in 0..N {
            sum.0[i] += other.0[i];
        }
        sum
    }
}

impl<const N: usize> Sub for Vector<N> {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + other * -1.0
    }
}

impl<const N: usize> Mul<f64> for Vector<N> {
    type Output = Self;
    fn mul(self, factor: f64) -> Self {
        Vector(self.0.map(|v| v * factor))
    }
}

impl<const N: usize> Vector<N> {
    fn dot(&self, other: &Self) -> f64 {
        self.0.iter().zip(other.0.iter()).map(|(a, b)| a * b).sum()
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut basis = [Vector([0.0; 3]); 3];
    for (k, vector) in basis.iter_mut().enumerate() {
        for i in 0..3 {
            vector.0[i] = x[(3 * k + i) % x.len()] + (i == k) as u8 as f64;
        }
    }
    for k in 0..3 {
        for j in 0..k {
            let shadow = basis[j] * (basis[k].dot(&basis[j]) / basis[j].dot(&basis[j]));
            basis[k] = basis[k] - shadow;
        }
    }
    basis.iter().map(|v| v.dot(v).ln()).sum()
}
