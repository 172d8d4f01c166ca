// An insertion sort in place, then the median and a weighted sum.
#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut data = [0.0; 8];
    data.copy_from_slice(&x[..8]);
    for i in 1..data.len() {
        let mut j = i;
        while j > 0 && data[j - 1] > data[j] {
            data.swap(j - 1, j);
            j -= 1;
        }
    }
    let median = 0.5 * (data[3] + data[4]);
    data.iter().enumerate().map(|(i, v)| (v - median).powi(2) * i as f64).sum()
}
