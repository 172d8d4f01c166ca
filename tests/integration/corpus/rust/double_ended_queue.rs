// VecDeque as a window, BinaryHeap of ordered floats, and a stack of states.
use std::collections::VecDeque;

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut window: VecDeque<f64> = VecDeque::with_capacity(3);
    let mut total = 0.0;
    for v in x {
        if window.len() == 3 {
            let oldest = window.pop_front().unwrap();
            total += oldest * v;
        }
        window.push_back(v * v);
        let mean = window.iter().sum::<f64>() / window.len() as f64;
        total += (v - mean).powi(2);
    }
    total
}
