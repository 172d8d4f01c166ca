// What is active stays in vectors; maps from names and keys lead to its indices.
use std::collections::{BTreeMap, BTreeSet};

struct Network {
    names: BTreeMap<String, usize>,
    edges: BTreeMap<usize, BTreeSet<usize>>,
    weights: Vec<f64>,
}

impl Network {
    fn node(&mut self, name: &str, weight: f64) -> usize {
        let next = self.weights.len();
        let index = *self.names.entry(name.to_string()).or_insert(next);
        if index == next {
            self.weights.push(weight);
        } else {
            self.weights[index] += 0.5 * weight;
        }
        index
    }

    fn relax(&self) -> Vec<f64> {
        self.weights
            .iter()
            .enumerate()
            .map(|(i, w)| match self.edges.get(&i) {
                Some(others) => others.iter().map(|&j| self.weights[j] * w).sum::<f64>() / others.len() as f64,
                None => w.exp(),
            })
            .collect()
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut network = Network { names: BTreeMap::new(), edges: BTreeMap::new(), weights: vec![] };
    let mut last = None;
    for (v, name) in x.iter().zip(["a", "b", "c", "a", "d", "b", "e", "f"]) {
        let index = network.node(name, *v);
        if let Some(before) = last.replace(index) {
            network.edges.entry(before).or_default().insert(index);
        }
    }
    for _ in 0..3 {
        network.weights = network.relax();
    }
    network.names.values().map(|&i| network.weights[i] * (i as f64 + 1.0)).sum()
}
