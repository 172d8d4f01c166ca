// Matrices of constant size over a number trait: products, transposes, powers, LU without pivots.
use std::ops::{Add, Index, IndexMut, Mul, Sub};

trait Number: Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + std::ops::Div<Output = Self> {
    const ZERO: Self;
    const ONE: Self;
}

impl Number for f64 {
    const ZERO: f64 = 0.0;
    const ONE: f64 = 1.0;
}

#[derive(Clone, Copy)]
struct Matrix<T, const R: usize, const C: usize>([[T; C]; R]);

impl<T, const R: usize, const C: usize> Index<(usize, usize)> for Matrix<T, R, C> {
    type Output = T;
    fn index(&self, (i, j): (usize, usize)) -> &T {
        &self.0[i][j]
    }
}

impl<T, const R: usize, const C: usize> IndexMut<(usize, usize)> for Matrix<T, R, C> {
    fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut T {
        &mut self.0[i][j]
    }
}

impl<T: Number, const R: usize, const K: usize, const C: usize> Mul<Matrix<T, K, C>> for Matrix<T, R, K> {
    type Output = Matrix<T, R, C>;
    fn mul(self, other: Matrix<T, K, C>) -> Matrix<T, R, C> {
        let mut result = Matrix([[T::ZERO; C]; R]);
        for (row, out) in self.0.iter().zip(result.0.iter_mut()) {
            for (j, cell) in out.iter_mut().enumerate() {
                *cell = row.iter().enumerate().fold(T::ZERO, |sum, (k, v)| sum + *v * other[(k, j)]);
            }
        }
        result
    }
}

impl<T: Number, const N: usize> Matrix<T, N, N> {
    fn identity() -> Self {
        let mut result = Matrix([[T::ZERO; N]; N]);
        (0..N).for_each(|i| result[(i, i)] = T::ONE);
        result
    }

    fn power(self, exponent: u32) -> Self {
        match exponent {
            0 => Self::identity(),
            e if e % 2 == 0 => (self * self).power(e / 2),
            e => self * self.power(e - 1),
        }
    }

    fn determinant(mut self) -> T {
        let mut result = T::ONE;
        for k in 0..N {
            result = result * self[(k, k)];
            for i in k + 1..N {
                let factor = self[(i, k)] / self[(k, k)];
                for j in k..N {
                    self[(i, j)] = self[(i, j)] - factor * self[(k, j)];
                }
            }
        }
        result
    }
}

impl<T: Number, const R: usize, const C: usize> Matrix<T, R, C> {
    fn transposed(&self) -> Matrix<T, C, R> {
        let mut result = Matrix([[T::ZERO; R]; C]);
        for i in 0..R {
            for j in 0..C {
                result[(j, i)] = self[(i, j)];
            }
        }
        result
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut a = Matrix::<f64, 2, 3>([[0.0; 3]; 2]);
    for (k, v) in x.iter().take(6).enumerate() {
        a[(k / 3, k % 3)] = *v;
    }
    let gram = a.transposed() * a;
    let shifted = Matrix([0, 1, 2].map(|i| [0, 1, 2].map(|j| gram[(i, j)] * 0.1 + if i == j { x[6] + 2.0 } else { 0.0 })));
    let powered = shifted.power(5);
    shifted.determinant() + (0..3).map(|i| powered[(i, 2 - i)]).product::<f64>() * 1e-6 + (a * a.transposed())[(0, 1)] * x[7]
}
