// Rc, RefCell and Weak: nodes of a graph that hold their own state and share their neighbours.
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

struct Node {
    value: Cell<f64>,
    history: RefCell<Vec<f64>>,
    neighbours: RefCell<Vec<Rc<Node>>>,
    owner: RefCell<Weak<Node>>,
}

fn node(value: f64) -> Rc<Node> {
    Rc::new(Node {
        value: Cell::new(value),
        history: RefCell::new(Vec::new()),
        neighbours: RefCell::new(Vec::new()),
        owner: RefCell::new(Weak::new()),
    })
}

fn relax(node: &Rc<Node>) {
    let neighbours = node.neighbours.borrow();
    let mean = neighbours.iter().map(|n| n.value.get()).sum::<f64>() / neighbours.len() as f64;
    node.history.borrow_mut().push(node.value.get());
    node.value.set(0.5 * (node.value.get() + mean));
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let root = node(x[0] * x[1]);
    let leaves: Vec<Rc<Node>> = x[1..5].iter().map(|v| node(*v)).collect();
    for leaf in &leaves {
        root.neighbours.borrow_mut().push(Rc::clone(leaf));
        *leaf.owner.borrow_mut() = Rc::downgrade(&root);
    }
    relax(&root);
    for leaf in &leaves {
        if let Some(owner) = leaf.owner.borrow().upgrade() {
            leaf.value.set(leaf.value.get() * owner.value.get());
        }
    }
    relax(&root);
    let total: f64 = root.history.borrow().iter().map(|v| v * v).sum();
    total + root.value.get() * Rc::strong_count(&leaves[0]) as f64
}
