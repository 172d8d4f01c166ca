// HashMap with a hasher of its own, which gives the same order each time.
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

#[derive(Default)]
struct Simple(u64);

impl Hasher for Simple {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 = (self.0 ^ *b as u64).wrapping_mul(0x100000001b3);
        }
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut sums: HashMap<u32, f64, BuildHasherDefault<Simple>> = HashMap::default();
    for (i, v) in x.iter().enumerate() {
        *sums.entry(i as u32 % 3).or_insert(1.0) *= v;
    }
    (0..4u32).filter_map(|k| sums.get(&k).map(|v| v * v * (k as f64 + 1.0))).sum()
}
