// A small network: layers with Vec<Vec<f64>> weights made from the input, an activation chosen by an enum.
#[derive(Clone, Copy)]
enum Activation {
    Tanh,
    Softplus,
    Identity,
}

impl Activation {
    fn apply(self, v: f64) -> f64 {
        match self {
            Activation::Tanh => v.tanh(),
            Activation::Softplus => (1.0 + v.exp()).ln(),
            Activation::Identity => v,
        }
    }
}

struct Layer {
    weights: Vec<Vec<f64>>,
    bias: Vec<f64>,
    activation: Activation,
}

impl Layer {
    fn new(rows: usize, columns: usize, source: &[f64], activation: Activation) -> Layer {
        let weights = (0..rows)
            .map(|i| (0..columns).map(|j| source[(i * columns + j) % source.len()] * 0.5).collect())
            .collect();
        let bias = (0..rows).map(|i| source[i % source.len()] * 0.1).collect();
        Layer { weights, bias, activation }
    }

    fn forward(&self, input: &[f64]) -> Vec<f64> {
        self.weights
            .iter()
            .zip(&self.bias)
            .map(|(row, b)| {
                let sum: f64 = row.iter().zip(input).map(|(w, v)| w * v).sum();
                self.activation.apply(sum + b)
            })
            .collect()
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let layers = [
        Layer::new(4, x.len(), x, Activation::Tanh),
        Layer::new(3, 4, &x[1..], Activation::Softplus),
        Layer::new(1, 3, &x[2..], Activation::Identity),
    ];
    let mut values = x.to_vec();
    for layer in &layers {
        values = layer.forward(&values);
    }
    values[0] * values[0]
}
