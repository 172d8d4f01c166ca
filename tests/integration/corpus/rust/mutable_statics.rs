// Mutable statics: a scratch array and a counter that the function sets before it reads them.
static mut SCRATCH: [f64; 16] = [0.0; 16];
static mut CALLS: u32 = 0;
static WEIGHTS: [f64; 4] = [0.5, -1.0, 2.0, 0.25];

unsafe fn record(i: usize, v: f64) {
    unsafe {
        SCRATCH[i % 16] = v * WEIGHTS[i % 4];
        CALLS += 1;
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    unsafe {
        CALLS = 0;
        for (i, v) in x.iter().enumerate() {
            record(i, v * v);
            record(i + 8, v.tanh());
        }
        let scratch = &*std::ptr::addr_of!(SCRATCH);
        scratch.iter().zip(scratch.iter().rev()).map(|(a, b)| a * b).sum::<f64>() * CALLS as f64
    }
}
