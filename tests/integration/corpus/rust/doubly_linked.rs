// An arena of nodes that are linked by indices, and a list of boxes that is reversed in place.
struct Cell {
    value: f64,
    next: Option<Box<Cell>>,
}

fn reversed(mut list: Option<Box<Cell>>) -> Option<Box<Cell>> {
    let mut done = None;
    while let Some(mut cell) = list {
        list = cell.next.take();
        cell.next = done;
        done = Some(cell);
    }
    done
}

struct Arena {
    values: Vec<f64>,
    links: Vec<(Option<usize>, Option<usize>)>,
}

impl Arena {
    fn insert(&mut self, at: usize, value: f64) {
        let mut k = at;
        loop {
            let side = if value < self.values[k] { &mut self.links[k].0 } else { &mut self.links[k].1 };
            match side {
                Some(next) => k = *next,
                None => {
                    *side = Some(self.values.len());
                    break;
                }
            }
        }
        self.values.push(value);
        self.links.push((None, None));
    }
    fn fold(&self, at: Option<usize>, depth: f64) -> f64 {
        at.map_or(0.0, |k| {
            let (left, right) = self.links[k];
            self.values[k] * depth + self.fold(left, depth * 0.5) * self.fold(right, depth + 1.0) + self.values[k]
        })
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut list = None;
    for v in x {
        list = Some(Box::new(Cell { value: v * v, next: list }));
    }
    let mut total = 0.0;
    let mut at = &reversed(list);
    let mut weight = 1.0;
    while let Some(cell) = at {
        total += cell.value * weight;
        weight *= 0.5 + 0.1 * cell.value;
        at = &cell.next;
    }
    let mut arena = Arena { values: vec![x[0]], links: vec![(None, None)] };
    for v in &x[1..] {
        arena.insert(0, *v);
    }
    total + arena.fold(Some(0), 1.0)
}
