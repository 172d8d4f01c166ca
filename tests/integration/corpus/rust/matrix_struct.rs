// A dense matrix with Index, IndexMut, operators on references, and views of rows.
use std::ops::{Add, Index, IndexMut, Mul, Neg, Sub};

#[derive(Clone)]
struct Matrix {
    rows: usize,
    columns: usize,
    data: Vec<f64>,
}

impl Matrix {
    fn from_fn(rows: usize, columns: usize, f: impl Fn(usize, usize) -> f64) -> Matrix {
        let data = (0..rows * columns).map(|k| f(k / columns, k % columns)).collect();
        Matrix { rows, columns, data }
    }
    fn row(&self, i: usize) -> &[f64] {
        &self.data[i * self.columns..(i + 1) * self.columns]
    }
    fn transposed(&self) -> Matrix {
        Matrix::from_fn(self.columns, self.rows, |i, j| self[(j, i)])
    }
    fn trace(&self) -> f64 {
        (0..self.rows.min(self.columns)).map(|i| self[(i, i)]).sum()
    }
}

impl Index<(usize, usize)> for Matrix {
    type Output = f64;
    fn index(&self, (i, j): (usize, usize)) -> &f64 {
        assert!(i < self.rows && j < self.columns);
        &self.data[i * self.columns + j]
    }
}

impl IndexMut<(usize, usize)> for Matrix {
    fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut f64 {
        assert!(i < self.rows && j < self.columns);
        &mut self.data[i * self.columns + j]
    }
}

impl Mul for &Matrix {
    type Output = Matrix;
    fn mul(self, other: &Matrix) -> Matrix {
        assert_eq!(self.columns, other.rows);
        let other = other.transposed();
        Matrix::from_fn(self.rows, other.rows, |i, j| {
            self.row(i).iter().zip(other.row(j)).map(|(a, b)| a * b).sum()
        })
    }
}

impl Add for &Matrix {
    type Output = Matrix;
    fn add(self, other: &Matrix) -> Matrix {
        Matrix::from_fn(self.rows, self.columns, |i, j| self[(i, j)] + other[(i, j)])
    }
}

impl Sub for Matrix {
    type Output = Matrix;
    fn sub(mut self, other: Matrix) -> Matrix {
        self.data.iter_mut().zip(&other.data).for_each(|(a, b)| *a -= b);
        self
    }
}

impl Neg for Matrix {
    type Output = Matrix;
    fn neg(self) -> Matrix {
        Matrix { data: self.data.iter().map(|v| -v).collect(), ..self }
    }
}

impl Mul<f64> for Matrix {
    type Output = Matrix;
    fn mul(mut self, by: f64) -> Matrix {
        for v in &mut self.data {
            *v *= by;
        }
        self
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let a = Matrix::from_fn(3, 2, |i, j| x[i * 2 + j]);
    let mut b = &a.transposed() * &a;
    b[(0, 1)] += x[6] * x[7];
    let c = &b + &b.transposed();
    let d = -(c.clone() * x[0]) - &b * &c;
    d.trace() + d.row(1).iter().map(|v| v * v).sum::<f64>()
}
