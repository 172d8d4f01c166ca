// BTreeMap: sums per key, in order, with ranges and entries.
use std::collections::BTreeMap;

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut sums: BTreeMap<i32, f64> = BTreeMap::new();
    for (i, v) in x.iter().enumerate() {
        *sums.entry((i as i32 * 7) % 5).or_insert(0.0) += v * v;
    }
    let ordered: f64 = sums.iter().map(|(k, v)| (*k as f64 + 1.0) * v.sin()).sum();
    let upper: f64 = sums.range(2..).map(|(_, v)| v).product();
    ordered + upper + sums.get(&1).copied().unwrap_or(0.0)
}
