// A stack machine that runs a program of operations.
#[derive(Clone, Copy)]
enum Operation {
    Push(f64),
    Load(usize),
    Add,
    Multiply,
    Exponential,
    Duplicate,
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    use Operation::*;
    let program = [Load(0), Load(1), Multiply, Duplicate, Push(0.5), Multiply, Exponential, Add, Load(2), Duplicate, Multiply, Add];
    let mut stack = [0.0; 8];
    let mut top = 0;
    for operation in program {
        match operation {
            Push(v) => {
                stack[top] = v;
                top += 1;
            }
            Load(i) => {
                stack[top] = x[i];
                top += 1;
            }
            Add => {
                top -= 1;
                stack[top - 1] += stack[top];
            }
            Multiply => {
                top -= 1;
                stack[top - 1] *= stack[top];
            }
            Exponential => stack[top - 1] = stack[top - 1].exp(),
            Duplicate => {
                stack[top] = stack[top - 1];
                top += 1;
            }
        }
    }
    stack[0]
}
