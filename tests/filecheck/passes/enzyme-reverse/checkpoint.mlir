// RUN: xdsl-opt -p enzyme-reverse %s | filecheck %s

// A loop with checkpoints becomes a function, and so does its iteration. What it carries is saved; memory that is read and written, too.

func.func @orbit(%x: f64, %n: i64) -> f64 {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %r = scf.for %i = %zero to %n step %one iter_args(%s = %x) -> (f64) : i64 {
    %c = math.sin %s : f64
    scf.yield %c : f64
  } {enzyme.checkpoint = 3 : i64}
  return %r : f64
}

func.func @reverse_orbit(%x: f64, %n: i64, %seed: f64) -> f64 {
  %d = enzyme.autodiff @orbit(%x, %n, %seed) {
    activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (f64, i64, f64) -> f64
  return %d : f64
}

// CHECK-LABEL: func.func private @orbit.gradient(
// CHECK:         call @orbit.gradient.loop.augmented(
// CHECK-NEXT:    call @orbit.gradient.loop.reverse(

// The function of the loop is a program as it stands.
// CHECK:       func.func private @orbit.gradient.loop(
// CHECK-SAME:    attributes {enzyme.checkpoint = {snapshots = 3 : i64, carried = 1 : i64, captured = 0 : i64, memory = []}}
// CHECK:         scf.for
// CHECK-NEXT:      call @orbit.gradient.step(

// CHECK:       func.func private @orbit.gradient.loop.augmented(
// CHECK:         call @malloc(
// CHECK:         call @orbit.gradient.loop.advance(
// CHECK:         enzyme.push

// CHECK:       func.func private @orbit.gradient.loop.advance(
// CHECK:         scf.while
// CHECK:           call @enzyme.revolve(
// CHECK:           scf.for
// CHECK:             call @orbit.gradient.step(

// CHECK:       func.func private @orbit.gradient.loop.reverse(
// CHECK:         enzyme.pop
// CHECK:         scf.for
// CHECK:           call @orbit.gradient.loop.advance(
// CHECK:           call @orbit.gradient.step.gradient(
// CHECK:         call @free(

// Nothing is kept of an iteration but by the function that reverses it.
// CHECK:       func.func private @orbit.gradient.step(
// CHECK-NOT:     enzyme.push
// CHECK:         math.sin
// CHECK:       func.func private @orbit.gradient.step.gradient(
