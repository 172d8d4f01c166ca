// Signed distances to a scene of boxed trait objects, and rays that march through it.
trait Solid {
    fn distance(&self, p: [f64; 3]) -> f64;
}

struct Sphere {
    centre: [f64; 3],
    radius: f64,
}

struct Plane {
    height: f64,
}

impl Solid for Sphere {
    fn distance(&self, p: [f64; 3]) -> f64 {
        let mut square = 0.0;
        for (a, b) in p.iter().zip(self.centre.iter()) {
            square += (a - b) * (a - b);
        }
        square.sqrt() - self.radius
    }
}

impl Solid for Plane {
    fn distance(&self, p: [f64; 3]) -> f64 {
        p[1] - self.height
    }
}

fn march(scene: &[Box<dyn Solid>], origin: [f64; 3], direction: [f64; 3]) -> f64 {
    let mut t = 0.0;
    for _ in 0..30 {
        let p = [origin[0] + t * direction[0], origin[1] + t * direction[1], origin[2] + t * direction[2]];
        let d = scene.iter().map(|s| s.distance(p)).fold(f64::INFINITY, f64::min);
        if d < 1e-3 {
            break;
        }
        t += d;
    }
    t
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let scene: Vec<Box<dyn Solid>> = vec![
        Box::new(Sphere { centre: [x[0], 1.0, 4.0 + x[1]], radius: 1.0 + 0.1 * x[3] }),
        Box::new(Plane { height: x[2] - 1.0 }),
    ];
    let mut total = 0.0;
    for i in 0..4 {
        let a = 0.2 * i as f64 - 0.3;
        let length = (1.0 + a * a + 0.04).sqrt();
        total += march(&scene, [x[4], 1.0, x[5]], [a / length, -0.2 / length, 1.0 / length]);
    }
    total
}
