// Numbers that are written to a file and read from it.
// REFUSED: get lost in text or files

#[no_mangle]
pub unsafe extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = std::slice::from_raw_parts(x, n as usize);
    let mut text = String::new();
    for v in x {
        text += &format!("{}\n", v * v);
    }
    std::fs::write("numbers.txt", text).unwrap();
    let read = std::fs::read_to_string("numbers.txt").unwrap();
    read.lines().map(|line| line.parse::<f64>().unwrap()).sum()
}
