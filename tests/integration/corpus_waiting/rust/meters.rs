// Structures of counters beside floats behind one trait, stored in a map from small keys; retained, drained, extended, sorted.
use std::cell::RefCell;
use std::rc::{Rc, Weak};

trait Meter {
    fn add(&mut self, v: f64);
    fn read(&self) -> f64;
}

#[derive(Default)]
struct Mean { count: usize, sum: f64 }
struct Window<const N: usize> { values: [f64; N], next: u8, full: bool }
struct Extreme { best: Option<f64>, hits: u32 }

impl Meter for Mean {
    fn add(&mut self, v: f64) {
        self.count += 1;
        self.sum += v;
    }
    fn read(&self) -> f64 {
        if self.count == 0 { 0.0 } else { self.sum / self.count as f64 }
    }
}

impl<const N: usize> Meter for Window<N> {
    fn add(&mut self, v: f64) {
        self.values[self.next as usize] = v;
        self.next += 1;
        if self.next as usize == N {
            self.next = 0;
            self.full = true;
        }
    }
    fn read(&self) -> f64 {
        let end = if self.full { N } else { self.next as usize };
        self.values[..end].iter().map(|v| v * v).sum()
    }
}

impl Meter for Extreme {
    fn add(&mut self, v: f64) {
        match self.best {
            Some(b) if b >= v => {}
            _ => {
                self.best = Some(v);
                self.hits += 1;
            }
        }
    }
    fn read(&self) -> f64 {
        self.best.map_or(-1.0, |b| b * self.hits as f64)
    }
}

struct Hub {
    meters: RefCell<Vec<Box<dyn Meter>>>,
    parent: Option<Weak<Hub>>,
}

impl Hub {
    fn send(&self, v: f64) {
        for meter in self.meters.borrow_mut().iter_mut() {
            meter.add(v);
        }
        if let Some(parent) = self.parent.as_ref().and_then(Weak::upgrade) {
            parent.send(v * 0.5);
        }
    }
    fn total(&self) -> f64 {
        self.meters.borrow().iter().map(|m| m.read()).sum()
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let top = Rc::new(Hub { meters: RefCell::new(vec![Box::new(Mean::default())]), parent: None });
    let low = Hub {
        meters: RefCell::new(vec![Box::new(Extreme { best: None, hits: 0 }), Box::new(Window::<3> { values: [0.0; 3], next: 0, full: false })]),
        parent: Some(Rc::downgrade(&top)),
    };
    for v in x {
        low.send(v * v + v);
    }
    let mut sorted: Vec<f64> = x.to_vec();
    sorted.sort_by(|a, b| a.partial_cmp(b).unwrap());
    sorted.retain(|v| *v > -1.0);
    let tail: Vec<f64> = sorted.drain(2..).collect();
    let label = format!("{}-{}", tail.len(), sorted.len());
    low.total() * top.total() + tail.iter().zip(sorted.iter().cycle()).map(|(a, b)| a * b).sum::<f64>() * label.len() as f64
}
