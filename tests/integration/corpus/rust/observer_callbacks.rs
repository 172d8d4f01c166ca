// Listeners: boxed closures in a table by name, which share a ledger behind Rc<RefCell>, and a closure that makes closures.
use std::cell::RefCell;
use std::rc::Rc;

#[derive(Default)]
struct Ledger {
    entries: Vec<(usize, f64)>,
    balance: f64,
}

struct Bus {
    listeners: Vec<(&'static str, Box<dyn Fn(usize, f64)>)>,
}

impl Bus {
    fn emit(&self, name: &str, at: usize, amount: f64) {
        self.listeners.iter().filter(|(known, _)| *known == name).for_each(|(_, listener)| listener(at, amount));
    }
}

fn scaled(factor: f64) -> impl Fn(f64) -> f64 {
    move |v| v * factor + factor.cos()
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let ledger = Rc::new(RefCell::new(Ledger::default()));
    let mut bus = Bus { listeners: Vec::new() };
    for (name, fee) in [("buy", x[0]), ("sell", x[1])] {
        let (ledger, price) = (Rc::clone(&ledger), scaled(fee));
        bus.listeners.push((
            name,
            Box::new(move |at, amount| {
                let mut ledger = ledger.borrow_mut();
                ledger.balance += price(amount);
                let balance = ledger.balance;
                ledger.entries.push((at, balance * amount));
            }),
        ));
    }
    for (i, v) in x.iter().enumerate() {
        bus.emit(if i % 3 == 0 { "sell" } else { "buy" }, i, *v);
    }
    drop(bus);
    let ledger = Rc::try_unwrap(ledger).ok().unwrap().into_inner();
    ledger.entries.iter().map(|(at, v)| v * (*at as f64 + 0.5)).sum::<f64>() + ledger.balance.sin()
}
