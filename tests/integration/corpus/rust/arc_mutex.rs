// Arc and Mutex without threads: what is shared is read and written under locks.
use std::sync::{Arc, Mutex, RwLock};

struct Accumulator {
    sum: Mutex<f64>,
    weights: RwLock<Vec<f64>>,
}

fn add(into: &Arc<Accumulator>, values: &[f64]) {
    let weights = into.weights.read().unwrap();
    for (v, w) in values.iter().zip(weights.iter()) {
        *into.sum.lock().unwrap() += v * v * w;
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let shared = Arc::new(Accumulator { sum: Mutex::new(x[0]), weights: RwLock::new(vec![1.0; x.len()]) });
    let other = Arc::clone(&shared);
    add(&shared, x);
    for (i, w) in other.weights.write().unwrap().iter_mut().enumerate() {
        *w = x[i].exp();
    }
    add(&other, &x[2..]);
    let total = *shared.sum.lock().unwrap();
    total
}
