//! As descent.c, with iterators.

#[no_mangle]
pub extern "C" fn descent_objective(rows: i32, columns: i32, matrix: *const f64, x: *const f64, y: *const f64) -> f64 {
    let (rows, columns) = (rows as usize, columns as usize);
    let (matrix, x, y) = unsafe {
        (
            std::slice::from_raw_parts(matrix, rows * columns),
            std::slice::from_raw_parts(x, columns),
            std::slice::from_raw_parts(y, rows),
        )
    };
    let residual = |(row, y): (&[f64], &f64)| row.iter().zip(x).map(|(m, x)| m * x).sum::<f64>() - y;
    matrix.chunks_exact(columns).zip(y).map(residual).map(|r| 0.5 * r * r).sum()
}
