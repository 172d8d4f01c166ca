// A sparse matrix in compressed rows, conjugate gradients on it.
struct SparseMatrix {
    starts: Vec<usize>,
    columns: Vec<usize>,
    values: Vec<f64>,
}

impl SparseMatrix {
    fn laplacian(weights: &[f64]) -> SparseMatrix {
        let n = weights.len();
        let mut matrix = SparseMatrix { starts: vec![0], columns: Vec::new(), values: Vec::new() };
        for row in 0..n {
            if row > 0 {
                matrix.push(row - 1, -1.0);
            }
            matrix.push(row, 3.0 + weights[row] * weights[row]);
            if row + 1 < n {
                matrix.push(row + 1, -1.0);
            }
            matrix.starts.push(matrix.values.len());
        }
        matrix
    }

    fn push(&mut self, column: usize, value: f64) {
        self.columns.push(column);
        self.values.push(value);
    }

    fn multiply(&self, v: &[f64]) -> Vec<f64> {
        self.starts
            .windows(2)
            .map(|range| (range[0]..range[1]).map(|k| self.values[k] * v[self.columns[k]]).sum())
            .collect()
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(p, q)| p * q).sum()
}

fn solve(matrix: &SparseMatrix, right: &[f64], steps: usize) -> Vec<f64> {
    let mut solution = vec![0.0; right.len()];
    let mut residual = right.to_vec();
    let mut direction = residual.clone();
    let mut square = dot(&residual, &residual);
    for _ in 0..steps {
        let image = matrix.multiply(&direction);
        let length = square / dot(&direction, &image);
        for i in 0..solution.len() {
            solution[i] += length * direction[i];
            residual[i] -= length * image[i];
        }
        let next = dot(&residual, &residual);
        for (d, r) in direction.iter_mut().zip(&residual) {
            *d = r + next / square * *d;
        }
        square = next;
    }
    solution
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let right: Vec<f64> = x.iter().map(|v| v.sin() + 1.0).collect();
    let solution = solve(&SparseMatrix::laplacian(x), &right, 4);
    dot(&solution, &right)
}
