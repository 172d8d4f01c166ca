// Stages behind one trait, of which some have state, made by a factory from a description; iterators over trait objects.
trait Stage {
    fn apply(&mut self, v: f64) -> Option<f64>;
    fn finish(&self) -> f64 {
        0.0
    }
}

struct Gain(f64);
struct Smooth { memory: [f64; 4], at: usize, count: usize }
struct Gate { threshold: f64, dropped: usize }
struct Chain { stages: Vec<Box<dyn Stage>> }
struct Apply<F: FnMut(f64) -> f64>(F);

impl Stage for Gain {
    fn apply(&mut self, v: f64) -> Option<f64> {
        self.0 *= 1.01;
        Some(v * self.0)
    }
}

impl Stage for Smooth {
    fn apply(&mut self, v: f64) -> Option<f64> {
        self.memory[self.at % 4] = v;
        self.at += 1;
        self.count = self.at.min(4);
        Some(self.memory.iter().take(self.count).sum::<f64>() / self.count as f64)
    }
    fn finish(&self) -> f64 {
        self.memory.iter().map(|v| v * v).sum()
    }
}

impl Stage for Gate {
    fn apply(&mut self, v: f64) -> Option<f64> {
        if v.abs() < self.threshold {
            self.dropped += 1;
            None
        } else {
            Some(v)
        }
    }
    fn finish(&self) -> f64 {
        self.dropped as f64 * self.threshold
    }
}

impl<F: FnMut(f64) -> f64> Stage for Apply<F> {
    fn apply(&mut self, v: f64) -> Option<f64> {
        Some((self.0)(v))
    }
}

impl Stage for Chain {
    fn apply(&mut self, v: f64) -> Option<f64> {
        self.stages.iter_mut().try_fold(v, |v, stage| stage.apply(v))
    }
    fn finish(&self) -> f64 {
        self.stages.iter().map(|stage| stage.finish()).sum()
    }
}

fn make(kind: char, value: f64) -> Box<dyn Stage> {
    match kind {
        'g' => Box::new(Gain(value)),
        's' => Box::new(Smooth { memory: [value; 4], at: 0, count: 0 }),
        't' => Box::new(Gate { threshold: 0.05 * value.abs(), dropped: 0 }),
        _ => {
            let mut previous = value;
            Box::new(Apply(move |v| std::mem::replace(&mut previous, v) * 0.5 + v.tanh()))
        }
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let inner = Chain { stages: "gs".chars().zip(x).map(|(kind, v)| make(kind, *v)).collect() };
    let mut chain = Chain { stages: "tad".chars().zip(&x[2..]).map(|(kind, v)| make(kind, *v)).collect() };
    chain.stages.insert(1, Box::new(inner));
    let mut total = 0.0;
    for v in x.iter().cycle().take(20) {
        if let Some(out) = chain.apply(*v) {
            total += out * out;
        }
    }
    total + chain.finish()
}
