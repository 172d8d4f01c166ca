// A thermostat as a state machine whose states carry data.
enum State {
    Idle { since: f64 },
    Heating { power: f64 },
    Cooling { rate: f64, start: f64 },
}

fn advance(state: State, temperature: &mut f64, x: &[f64]) -> State {
    match state {
        State::Idle { since } if *temperature < 0.8 => State::Heating { power: x[0].abs() + 0.1 * since },
        State::Idle { since } if *temperature > 1.6 => State::Cooling { rate: x[1] * x[1], start: *temperature - since * 0.01 },
        State::Idle { since } => {
            *temperature += 0.05 * x[2];
            State::Idle { since: since + 1.0 }
        }
        State::Heating { power } => {
            *temperature += power * (-0.3 * *temperature).exp();
            if *temperature > 1.3 { State::Idle { since: 0.5 * power } } else { State::Heating { power: 0.9 * power } }
        }
        State::Cooling { rate, start } => {
            *temperature -= rate * 0.2 * (*temperature - 0.5);
            if *temperature < 0.6 * start { State::Idle { since: 0.0 } } else { State::Cooling { rate, start } }
        }
    }
}

#[no_mangle]
pub extern "C" fn objective(x: *const f64, n: i32) -> f64 {
    let x = unsafe { std::slice::from_raw_parts(x, n as usize) };
    let mut temperature = 0.3 + 0.1 * x[3];
    let mut state = State::Idle { since: x[4] };
    let mut comfort = 0.0;
    for _ in 0..25 {
        state = advance(state, &mut temperature, x);
        comfort += (temperature - 1.0).powi(2);
    }
    comfort
}
