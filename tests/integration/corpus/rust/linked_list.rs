// A singly linked list of boxes, built, reversed in place and summed.
struct Node {
    value: f64,
    next: Option<Box<Node>>,
}

struct List {
    head: Option<Box<Node>>,
}

impl List {
    fn push(&mut self, value: f64) {
        let next = self.head.take();
        self.head = Some(Box::new(Node { value, next }));
    }

    fn reverse(&mut self) {
        let mut done = None;
        let mut rest = self.head.take();
        while let Some(mut node) = rest {
            rest = node.next.take();
            node.next = done;
            done = Some(node);
        }
        self.head = done;
    }

    fn scale(&mut self, factor: f64) {
        let mut node = self.head.as_mut();
        while let Some(current) = node {
            current.value *= factor * current.value.cos();
            node = current.next.as_mut();
        }
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut list = List { head: None };
    for &v in x {
        list.push(v);
    }
    list.reverse();
    list.scale(x[0]);
    let (mut sum, mut weight) = (0.0, 1.0);
    let mut node = &list.head;
    while let Some(current) = node {
        sum += weight * current.value;
        weight *= 0.9;
        node = &current.next;
    }
    sum
}
