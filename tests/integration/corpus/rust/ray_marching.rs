// Distance fields and ray marching: a trait with several implementors, combined in a generic scene.
// X: 0.1 0.2 1.5 0.7 -0.3
type Point = [f64; 3];

trait Shape {
    fn distance(&self, p: Point) -> f64;
}

struct Sphere {
    centre: Point,
    radius: f64,
}

struct Plane {
    height: f64,
}

struct Smooth<A: Shape, B: Shape> {
    one: A,
    other: B,
    sharpness: f64,
}

impl Shape for Sphere {
    fn distance(&self, p: Point) -> f64 {
        let mut square = 0.0;
        for i in 0..3 {
            square += (p[i] - self.centre[i]).powi(2);
        }
        square.sqrt() - self.radius
    }
}

impl Shape for Plane {
    fn distance(&self, p: Point) -> f64 {
        p[1] - self.height
    }
}

impl<A: Shape, B: Shape> Shape for Smooth<A, B> {
    fn distance(&self, p: Point) -> f64 {
        let (a, b) = (self.one.distance(p), self.other.distance(p));
        -((-self.sharpness * a).exp() + (-self.sharpness * b).exp()).ln() / self.sharpness
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let scene = Smooth {
        one: Sphere { centre: [x[0], x[1], 4.0], radius: x[2] },
        other: Plane { height: x[4] - 1.5 },
        sharpness: 3.0,
    };
    let direction = [0.1 * x[3], -0.2, 1.0];
    let mut t = 0.0;
    for _ in 0..40 {
        let p = [t * direction[0], t * direction[1], t * direction[2]];
        t += scene.distance(p) * 0.8;
    }
    t
}
