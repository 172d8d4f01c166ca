// Three bodies under gravity by the leapfrog method, as an array of structs.
#[derive(Clone, Copy, Default)]
struct Body {
    position: [f64; 2],
    velocity: [f64; 2],
    mass: f64,
}

fn kick(bodies: &mut [Body; 3], h: f64) {
    for i in 0..3 {
        let mut force = [0.0; 2];
        for j in 0..3 {
            if i != j {
                let d = [bodies[j].position[0] - bodies[i].position[0], bodies[j].position[1] - bodies[i].position[1]];
                let r = (d[0] * d[0] + d[1] * d[1] + 0.05).powf(1.5);
                force[0] += bodies[j].mass * d[0] / r;
                force[1] += bodies[j].mass * d[1] / r;
            }
        }
        bodies[i].velocity[0] += h * force[0];
        bodies[i].velocity[1] += h * force[1];
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut bodies = [Body::default(); 3];
    for (i, b) in bodies.iter_mut().enumerate() {
        let angle = 2.1 * i as f64;
        b.position = [angle.cos() + 0.1 * x[i], angle.sin()];
        b.velocity = [0.1 * x[i + 3], -0.2 * x[7]];
        b.mass = 1.0 + 0.2 * x[6];
    }
    for _ in 0..8 {
        kick(&mut bodies, 0.02);
        for b in bodies.iter_mut() {
            b.position[0] += 0.04 * b.velocity[0];
            b.position[1] += 0.04 * b.velocity[1];
        }
        kick(&mut bodies, 0.02);
    }
    bodies.iter().map(|b| b.mass * (b.velocity[0].powi(2) + b.velocity[1].powi(2)) + b.position[0]).sum()
}
