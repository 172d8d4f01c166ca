// A radix-2 FFT in place on pairs of numbers.
#[derive(Clone, Copy)]
struct Complex {
    re: f64,
    im: f64,
}

fn fft(data: &mut [Complex]) {
    let n = data.len();
    let mut j = 0;
    for i in 1..n {
        let mut bit = n >> 1;
        while j & bit != 0 {
            j ^= bit;
            bit >>= 1;
        }
        j |= bit;
        if i < j {
            data.swap(i, j);
        }
    }
    let mut length = 2;
    while length <= n {
        let angle = -2.0 * std::f64::consts::PI / length as f64;
        for start in (0..n).step_by(length) {
            for k in 0..length / 2 {
                let (s, c) = (angle * k as f64).sin_cos();
                let even = data[start + k];
                let odd = data[start + k + length / 2];
                let turned = Complex { re: odd.re * c - odd.im * s, im: odd.re * s + odd.im * c };
                data[start + k] = Complex { re: even.re + turned.re, im: even.im + turned.im };
                data[start + k + length / 2] = Complex { re: even.re - turned.re, im: even.im - turned.im };
            }
        }
        length *= 2;
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut data = [Complex { re: 0.0, im: 0.0 }; 8];
    for i in 0..8 {
        data[i].re = x[i % x.len()];
    }
    fft(&mut data);
    data.iter().enumerate().map(|(k, z)| (k as f64 + 1.0) * (z.re * z.re + z.im * z.im)).sum::<f64>().ln()
}
