// A transfer matrix to a power, by repeated squaring with a generic function.
fn power<T: Copy>(base: T, mut exponent: u32, one: T, multiply: impl Fn(T, T) -> T) -> T {
    let (mut result, mut square) = (one, base);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = multiply(result, square);
        }
        square = multiply(square, square);
        exponent >>= 1;
    }
    result
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let t = [x[0].exp(), x[1].exp(), 0.5 + x[2] * x[2], (-x[0]).exp()];
    let multiply = |a: [f64; 4], b: [f64; 4]| {
        [a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3]]
    };
    let m = power(t, 11, [1.0, 0.0, 0.0, 1.0], multiply);
    (m[0] + m[3]).ln()
}
