// X: 0.5 0 -0.75 2.0 0.3 -1.5 0 1.1
// A vector of an enumeration whose word is a float in one variant, a box in another: rotated, swapped, inserted, removed, cloned.
#[derive(Clone)]
enum Item {
    Value(f64),
    Link(Box<f64>),
    Pair(Box<f64>, f64),
    Empty,
}

fn read(item: &Item) -> f64 {
    match item {
        Item::Value(v) => *v,
        Item::Link(v) => **v * 2.0,
        Item::Pair(a, b) => **a * b,
        Item::Empty => 1.0,
    }
}

fn total(items: &[Item]) -> f64 {
    items.iter().enumerate().map(|(i, item)| read(item).powi(2) * (i + 1) as f64).sum()
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut items: Vec<Item> = Vec::new();
    for (i, v) in x.iter().enumerate() {
        items.push(match i % 4 {
            0 => Item::Value(*v),
            1 => Item::Link(Box::new(v + 1.0)),
            2 => Item::Pair(Box::new(*v), x[0]),
            _ => Item::Value(v * v),
        });
    }
    let mut result = total(&items);
    for round in 0..3 {
        items.rotate_left(1);
        items.swap(0, 2);
        let last = items.pop().unwrap();
        items.insert(1, last);
        if round == 1 {
            items[3] = Item::Value(result * 0.01);
            items.push(Item::Empty);
        }
        result += total(&items) * 0.5;
    }
    let copy = items.clone();
    let removed = items.remove(2);
    result + total(&copy) * read(&removed) + total(&items)
}
