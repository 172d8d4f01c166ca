// Generics with traits and associated types: integrators over any state that can be added and scaled.
use std::ops::{Add, Mul};

trait State: Copy + Add<Output = Self> + Mul<f64, Output = Self> {
    fn norm(self) -> f64;
}

#[derive(Clone, Copy)]
struct Pair(f64, f64);

impl Add for Pair {
    type Output = Pair;
    fn add(self, other: Pair) -> Pair {
        Pair(self.0 + other.0, self.1 + other.1)
    }
}

impl Mul<f64> for Pair {
    type Output = Pair;
    fn mul(self, by: f64) -> Pair {
        Pair(self.0 * by, self.1 * by)
    }
}

impl State for Pair {
    fn norm(self) -> f64 {
        self.0.hypot(self.1)
    }
}

impl State for f64 {
    fn norm(self) -> f64 {
        self.abs()
    }
}

trait Method {
    const ORDER: i32;
    fn step<S: State, F: Fn(f64, S) -> S>(f: &F, t: f64, y: S, h: f64) -> S;
}

struct Euler;
struct Heun;

impl Method for Euler {
    const ORDER: i32 = 1;
    fn step<S: State, F: Fn(f64, S) -> S>(f: &F, t: f64, y: S, h: f64) -> S {
        y + f(t, y) * h
    }
}

impl Method for Heun {
    const ORDER: i32 = 2;
    fn step<S: State, F: Fn(f64, S) -> S>(f: &F, t: f64, y: S, h: f64) -> S {
        let k = f(t, y);
        y + (k + f(t + h, y + k * h)) * (0.5 * h)
    }
}

fn integrate<M: Method, S: State>(f: impl Fn(f64, S) -> S, mut y: S, steps: usize) -> f64 {
    let h = 1.0 / steps as f64;
    for i in 0..steps {
        y = M::step(&f, i as f64 * h, y, h);
    }
    y.norm() * M::ORDER as f64
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let oscillator = |t: f64, y: Pair| Pair(y.1, -x[2] * y.0 - 0.1 * t * y.1);
    integrate::<Euler, _>(oscillator, Pair(x[0], x[1]), 10)
        + integrate::<Heun, _>(oscillator, Pair(x[0], x[3]), 8)
        + integrate::<Heun, f64>(|t, y| x[4] * y * (1.0 - y) + t, x[6], 6)
}
