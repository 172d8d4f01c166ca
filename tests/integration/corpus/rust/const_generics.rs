// Vectors and matrices whose sizes are types.
use std::array;
use std::ops::{Add, Mul};

#[derive(Clone, Copy)]
struct Vector<const N: usize>([f64; N]);

#[derive(Clone, Copy)]
struct Square<const N: usize>([[f64; N]; N]);

impl<const N: usize> Add for Vector<N> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Vector(array::from_fn(|i| self.0[i] + other.0[i]))
    }
}

impl<const N: usize> Vector<N> {
    fn dot(&self, other: &Self) -> f64 {
        self.0.iter().zip(&other.0).map(|(a, b)| a * b).sum()
    }
}

impl<const N: usize> Mul<Vector<N>> for Square<N> {
    type Output = Vector<N>;
    fn mul(self, v: Vector<N>) -> Vector<N> {
        Vector(self.0.map(|row| Vector(row).dot(&v)))
    }
}

fn power<const N: usize>(matrix: Square<N>, mut v: Vector<N>, steps: usize) -> f64 {
    for _ in 0..steps {
        v = matrix * v + v;
        let norm = v.dot(&v).sqrt();
        v.0.iter_mut().for_each(|c| *c /= norm);
    }
    (matrix * v).dot(&v)
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let small = Square([[x[0], x[1]], [x[1], x[2]]]);
    let large = Square::<3>(array::from_fn(|i| array::from_fn(|j| x[i + j] + if i == j { 2.0 } else { 0.0 })));
    power(small, Vector([1.0, x[3]]), 5) + power(large, Vector([x[4], 1.0, x[5]]), 4)
}
