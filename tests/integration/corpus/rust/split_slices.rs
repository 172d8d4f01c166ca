// Slices that are split and written through both halves: a transposition, a butterfly and a rotation in place.
fn butterfly(data: &mut [f64]) {
    let half = data.len() / 2;
    if half == 0 {
        return;
    }
    let (low, high) = data.split_at_mut(half);
    for (a, b) in low.iter_mut().zip(high.iter_mut()) {
        let (s, d) = (*a + *b, *a - *b);
        *a = s;
        *b = d * 0.5;
    }
    butterfly(low);
    butterfly(high);
}

fn transpose(data: &mut [f64], n: usize) {
    for i in 0..n {
        for j in i + 1..n {
            data.swap(i * n + j, j * n + i);
        }
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut work = x.to_vec();
    butterfly(&mut work);
    work.rotate_left(3);
    work.reverse();
    work.extend_from_slice(&x[..1]);
    transpose(&mut work, 3);
    if let [first, middle @ .., last] = work.as_mut_slice() {
        *first *= *last;
        middle.copy_within(1..4, 0);
        middle[5..].fill(0.25);
    }
    work.iter().enumerate().map(|(i, v)| v * v * (i + 1) as f64).sum()
}
