// A sum that another thread computes.
// REFUSED: cannot differentiate a program that starts a thread
#[no_mangle]
pub unsafe extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x: Vec<f64> = std::slice::from_raw_parts(x, n as usize).to_vec();
    let h = std::thread::spawn(move || x.iter().map(|v| v * v).sum::<f64>());
    h.join().unwrap()
}
