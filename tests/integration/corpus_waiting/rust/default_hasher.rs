// HashMap and HashSet with the default hasher, keyed by strings and pairs; entries, lookups and removal, summed in a fixed order.
use std::collections::{HashMap, HashSet};

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut weights: HashMap<&str, f64> = HashMap::new();
    let mut pairs: HashMap<(usize, usize), f64> = HashMap::new();
    let mut seen = HashSet::new();
    for (i, (v, name)) in x.iter().zip(["a", "b", "c", "a", "d", "b", "e", "f"]).enumerate() {
        *weights.entry(name).or_insert(0.5) += v * v;
        pairs.insert((i % 3, i % 2), v.sin());
        if !seen.insert(i % 5) {
            pairs.remove(&(i % 3, 1));
        }
    }
    let mut total: f64 = 0.0;
    for name in ["a", "b", "c", "d", "e", "f", "g"] {
        total += weights.get(name).copied().unwrap_or(1.0) * total.cos();
    }
    for i in 0..3 {
        for j in 0..2 {
            if let Some(v) = pairs.get(&(i, j)) {
                total += v * (1 + i + 2 * j) as f64;
            }
        }
    }
    total
}
