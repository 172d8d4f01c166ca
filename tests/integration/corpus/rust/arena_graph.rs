// Expressions in an arena: nodes by index, with options; evaluated with a memo, and differentiated by the program itself.
#[derive(Clone, Copy)]
enum Node {
    Input(usize),
    Constant(f64),
    Sum(usize, usize),
    Product(usize, usize),
    Sine(usize),
}

struct Arena<'a> {
    nodes: Vec<Node>,
    memo: Vec<Option<f64>>,
    inputs: &'a [f64],
}

impl<'a> Arena<'a> {
    fn new(inputs: &'a [f64]) -> Self {
        Arena { nodes: Vec::new(), memo: Vec::new(), inputs }
    }

    fn add(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.memo.push(None);
        self.nodes.len() - 1
    }

    fn value(&mut self, id: usize) -> f64 {
        if let Some(known) = self.memo[id] {
            return known;
        }
        let value = match self.nodes[id] {
            Node::Input(i) => self.inputs[i],
            Node::Constant(c) => c,
            Node::Sum(a, b) => self.value(a) + self.value(b),
            Node::Product(a, b) => self.value(a) * self.value(b),
            Node::Sine(a) => self.value(a).sin(),
        };
        self.memo[id] = Some(value);
        value
    }

    fn adjoints(&mut self, id: usize) -> Vec<f64> {
        self.value(id);
        let mut adjoints = vec![0.0; self.nodes.len()];
        adjoints[id] = 1.0;
        for k in (0..=id).rev() {
            let seed = adjoints[k];
            match self.nodes[k] {
                Node::Input(_) | Node::Constant(_) => {}
                Node::Sum(a, b) => {
                    adjoints[a] += seed;
                    adjoints[b] += seed;
                }
                Node::Product(a, b) => {
                    adjoints[a] += seed * self.memo[b].unwrap();
                    adjoints[b] += seed * self.memo[a].unwrap();
                }
                Node::Sine(a) => adjoints[a] += seed * self.memo[a].unwrap().cos(),
            }
        }
        adjoints
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut arena = Arena::new(x);
    let inputs: Vec<usize> = (0..x.len()).map(|i| arena.add(Node::Input(i))).collect();
    let mut result = arena.add(Node::Constant(x[0] * 0.5));
    for pair in inputs.chunks(2) {
        let product = arena.add(Node::Product(pair[0], pair[1]));
        let sine = arena.add(Node::Sine(product));
        let sum = arena.add(Node::Sum(result, sine));
        result = arena.add(Node::Product(sum, pair[0]));
    }
    let adjoints = arena.adjoints(result);
    arena.value(result) + inputs.iter().zip(x).map(|(&i, v)| adjoints[i] * v).sum::<f64>()
}
