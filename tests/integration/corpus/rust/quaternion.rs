// Rotations by quaternions, with operators.
use std::ops::Mul;

#[derive(Clone, Copy)]
struct Quaternion(f64, f64, f64, f64);

impl Mul for Quaternion {
    type Output = Quaternion;
    fn mul(self, o: Quaternion) -> Quaternion {
        Quaternion(
            self.0 * o.0 - self.1 * o.1 - self.2 * o.2 - self.3 * o.3,
            self.0 * o.1 + self.1 * o.0 + self.2 * o.3 - self.3 * o.2,
            self.0 * o.2 - self.1 * o.3 + self.2 * o.0 + self.3 * o.1,
            self.0 * o.3 + self.1 * o.2 - self.2 * o.1 + self.3 * o.0,
        )
    }
}

impl Quaternion {
    fn unit(self) -> Quaternion {
        let l = (self.0.powi(2) + self.1.powi(2) + self.2.powi(2) + self.3.powi(2)).sqrt();
        Quaternion(self.0 / l, self.1 / l, self.2 / l, self.3 / l)
    }
    fn conjugate(self) -> Quaternion {
        Quaternion(self.0, -self.1, -self.2, -self.3)
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let q = Quaternion(x[0], x[1], x[2], x[3]).unit();
    let v = q * Quaternion(0.0, x[4], x[5], x[6]) * q.conjugate();
    v.1 + 2.0 * v.2 - v.3 * x[7]
}
