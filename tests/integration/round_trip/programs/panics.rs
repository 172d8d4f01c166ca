// Panics that are caught, that run destructors on their way, that panic again; and a thread that ends with one.
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::fmt::{self, Display};
use std::panic;
use std::sync::{mpsc, Arc, Mutex};
use std::thread;

struct Named(&'static str);

impl Drop for Named {
    fn drop(&mut self) {
        println!("dropped {}{}", self.0, if thread::panicking() { " while panicking" } else { "" });
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Reading {
    Level(f32),
    Code(u128),
    Words(Vec<String>),
}

impl Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Reading::Level(level) => write!(f, "{level:8.3}"),
            Reading::Code(code) => write!(f, "{code:#x}"),
            Reading::Words(words) => f.write_str(&words.join("-")),
        }
    }
}

thread_local! {
    static VISITS: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

fn element(values: &[i32], index: usize) -> i32 {
    let _guard = Named("the guard of an element");
    VISITS.with_borrow_mut(|visits| visits.push(index));
    values[index]
}

fn told(payload: Box<dyn std::any::Any + Send>) -> String {
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(other) => other.downcast_ref::<&str>().map_or("something else".into(), |s| s.to_string()),
    }
}

fn checked(a: i32, b: i32, text: &str) -> Result<i32, Box<dyn std::error::Error>> {
    let quotient = a.checked_div(b).ok_or("division by zero")?;
    Ok(quotient + "12".parse::<i32>()? + i32::from(text.parse::<i16>()?))
}

#[no_mangle]
pub extern "C" fn main() -> i32 {
    panic::set_hook(Box::new(|info| eprintln!("panic: {}", info.payload_as_str().unwrap_or("?"))));
    let values = [3, 1, 4, 1, 5];
    for index in [2, 7, 4] {
        match panic::catch_unwind(|| element(&values, index)) {
            Ok(value) => println!("element {index} is {value}"),
            Err(payload) => println!("caught: {}", told(payload)),
        }
    }
    let nested = panic::catch_unwind(|| {
        let _outer = Named("outer");
        let inner = panic::catch_unwind(|| panic::panic_any(17_u64));
        let number = *inner.unwrap_err().downcast::<u64>().unwrap();
        panic!("{} again", number + 1);
    });
    println!("nested: {}", told(nested.unwrap_err()));

    let (sender, receiver) = mpsc::channel();
    let sum = Arc::new(Mutex::new(0_i64));
    let workers: Vec<_> = (0..3)
        .map(|k| {
            let (sender, sum) = (sender.clone(), Arc::clone(&sum));
            thread::spawn(move || {
                *sum.lock().unwrap() += k * k;
                sender.send(k).unwrap();
                assert!(k != 1, "worker {k} gives up");
                k * 10
            })
        })
        .collect();
    drop(sender);
    let mut received: Vec<i64> = receiver.iter().collect();
    received.sort_unstable_by(|a, b| b.cmp(a));
    for worker in workers {
        println!("{}", worker.join().map_or_else(told, |v| v.to_string()));
    }
    println!("{received:?} {}", sum.lock().unwrap());

    let mut counts = HashMap::new();
    let mut ordered = BTreeMap::new();
    for word in "a rose is a rose is a rose".split_whitespace() {
        *counts.entry(word).or_insert(0) += 1;
        ordered.entry(word.len()).or_insert_with(Vec::new).push(word.to_uppercase());
    }
    println!("{} {ordered:?}", counts["rose"]);

    let readings = [Reading::Level(2.5e-3), Reading::Code(u128::MAX / 7), Reading::Words(vec!["x".into(), "é".into()])];
    let copy = readings.to_vec();
    for (reading, other) in readings.iter().zip(copy.iter().rev()) {
        println!("{reading} {:?} {}", other, reading == other);
    }
    println!("{:?} {:?}", checked(9, 2, "-7").ok(), checked(1, 0, "").map_err(|e| e.to_string()));
    println!("{:?}", checked(4, 2, "70000").map_err(|e| e.to_string()));
    VISITS.with_borrow(|visits| println!("{visits:?}"));
    5
}
