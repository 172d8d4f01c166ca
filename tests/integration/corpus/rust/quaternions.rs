// Rotations by quaternions: Copy types passed and returned by value.
use std::ops::Mul;

#[derive(Clone, Copy)]
struct Quaternion {
    w: f64,
    x: f64,
    y: f64,
    z: f64,
}

impl Quaternion {
    fn about(axis: [f64; 3], angle: f64) -> Self {
        let length = axis.iter().map(|a| a * a).sum::<f64>().sqrt();
        let (sine, cosine) = (0.5 * angle).sin_cos();
        let [x, y, z] = axis.map(|a| a / length * sine);
        Quaternion { w: cosine, x, y, z }
    }

    fn conjugate(self) -> Self {
        Quaternion { w: self.w, x: -self.x, y: -self.y, z: -self.z }
    }

    fn rotate(self, p: [f64; 3]) -> [f64; 3] {
        let turned = self * Quaternion { w: 0.0, x: p[0], y: p[1], z: p[2] } * self.conjugate();
        [turned.x, turned.y, turned.z]
    }
}

impl Mul for Quaternion {
    type Output = Quaternion;
    fn mul(self, o: Quaternion) -> Quaternion {
        Quaternion {
            w: self.w * o.w - self.x * o.x - self.y * o.y - self.z * o.z,
            x: self.w * o.x + self.x * o.w + self.y * o.z - self.z * o.y,
            y: self.w * o.y - self.x * o.z + self.y * o.w + self.z * o.x,
            z: self.w * o.z + self.x * o.y - self.y * o.x + self.z * o.w,
        }
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let first = Quaternion::about([x[0], x[1], x[2]], x[3]);
    let second = Quaternion::about([x[4], 1.0, x[5]], x[6] * x[7]);
    let p = (first * second).rotate([1.0, x[7], -0.5]);
    p[0] + 2.0 * p[1] * p[1] - p[2]
}
