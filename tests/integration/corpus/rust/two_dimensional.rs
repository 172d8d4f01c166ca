// Vec<Vec<f64>> that grows row by row, is transposed, flattened and summed along both dimensions.
fn grid(x: &[f64], rows: usize) -> Vec<Vec<f64>> {
    let mut grid = Vec::new();
    for i in 0..rows {
        let mut row = Vec::new();
        for j in 0..=i {
            row.push(x[(i + j) % x.len()] * (j as f64 + 1.0));
        }
        grid.push(row);
    }
    grid
}

fn transposed(m: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let width = m.iter().map(Vec::len).max().unwrap_or(0);
    (0..width).map(|j| m.iter().filter_map(|row| row.get(j).copied()).collect()).collect()
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut m = grid(x, 5);
    m[2].insert(1, x[0] * x[1]);
    m[3].remove(0);
    m.swap(0, 4);
    let t = transposed(&m);
    let row_sums: Vec<f64> = m.iter().map(|r| r.iter().sum()).collect();
    let column_sums: Vec<f64> = t.iter().map(|c| c.iter().map(|v| v * v).sum()).collect();
    row_sums.iter().zip(&column_sums).map(|(a, b)| a * b).sum::<f64>() + m.concat().iter().map(|v| v.sin()).sum::<f64>()
}
