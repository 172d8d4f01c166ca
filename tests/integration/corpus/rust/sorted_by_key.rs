// Sorting of records by float keys, with indices and stability.
#[derive(Clone)]
struct Sample {
    key: f64,
    weight: f64,
    id: usize,
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut samples: Vec<Sample> =
        x.iter().enumerate().map(|(id, v)| Sample { key: v * v, weight: v.sin(), id }).collect();
    samples.sort_by(|a, b| a.key.partial_cmp(&b.key).unwrap());
    let mut order: Vec<usize> = (0..x.len()).collect();
    order.sort_by(|&i, &j| x[i].total_cmp(&x[j]));
    samples.iter().enumerate().map(|(i, s)| (i + 1) as f64 * s.key * s.weight + x[s.id]).sum::<f64>()
        + order.iter().enumerate().map(|(rank, i)| rank as f64 * x[*i] * x[*i]).sum::<f64>()
}
