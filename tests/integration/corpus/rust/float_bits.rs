// Bits of floats: signs by masks, halving by the exponent, copies through to_bits, bytes there and back.
fn negated(v: f64) -> f64 {
    f64::from_bits(v.to_bits() ^ (1 << 63))
}

fn magnitude(v: f64) -> f64 {
    f64::from_bits(v.to_bits() & !(1 << 63))
}

fn through_bytes(v: f64) -> f64 {
    f64::from_le_bytes(v.to_le_bytes())
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let bits: Vec<u64> = x.iter().map(|v| v.to_bits()).collect();
    let back: f64 = bits.iter().map(|b| f64::from_bits(*b)).map(|v| v * v).sum();
    let exponent = ((x[1].to_bits() >> 52) & 0x7ff) as i64 - 1023;
    back + negated(x[0]) * x[1] + magnitude(x[2]) * magnitude(x[3]) + through_bytes(x[4]).sin() * exponent as f64
        + negated(magnitude(x[5])) * x[6]
        + unsafe { std::mem::transmute::<u64, f64>(x[7].to_bits()) }.exp()
}
