// Trait objects behind Box, in a vector, with default methods and a downcast-free visitor.
trait Shape {
    fn area(&self) -> f64;
    fn scale(&mut self, by: f64);
    fn weight(&self) -> f64 {
        0.5 * self.area()
    }
}

struct Circle {
    radius: f64,
}

struct Rectangle {
    width: f64,
    height: f64,
}

struct Group {
    members: Vec<Box<dyn Shape>>,
}

impl Shape for Circle {
    fn area(&self) -> f64 {
        std::f64::consts::PI * self.radius * self.radius
    }
    fn scale(&mut self, by: f64) {
        self.radius *= by;
    }
}

impl Shape for Rectangle {
    fn area(&self) -> f64 {
        self.width * self.height
    }
    fn scale(&mut self, by: f64) {
        self.width *= by;
        self.height *= by;
    }
    fn weight(&self) -> f64 {
        self.area() + self.width
    }
}

impl Shape for Group {
    fn area(&self) -> f64 {
        self.members.iter().map(|m| m.area()).sum()
    }
    fn scale(&mut self, by: f64) {
        for member in self.members.iter_mut() {
            member.scale(by);
        }
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut shapes: Vec<Box<dyn Shape>> = Vec::new();
    for pair in x.chunks(2) {
        if pair[0] > 0.6 {
            shapes.push(Box::new(Circle { radius: pair[0] }));
        } else {
            shapes.push(Box::new(Rectangle { width: pair[0], height: pair[1] }));
        }
    }
    let mut group = Group { members: shapes };
    group.scale(1.0 + x[0]);
    group.weight() + group.members.last().map_or(0.0, |m| m.weight())
}
