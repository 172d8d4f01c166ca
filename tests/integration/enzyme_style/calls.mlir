// Calls: private functions, several results of which some are not used, inactive ones, one that writes, and recursion.
func.func private @damp(%x: f64) -> f64 {
  %k = arith.constant 0.5 : f64
  %y = arith.mulf %x, %k : f64
  %z = math.tanh %y : f64
  return %z : f64
}
func.func private @split(%x: f64, %n: i32) -> (f64, i32, f64) {
  %d = func.call @damp(%x) : (f64) -> f64
  %a = arith.mulf %d, %x : f64
  %m = arith.addi %n, %n : i32
  %b = arith.addf %d, %x : f64
  return %a, %m, %b : f64, i32, f64
}
func.func private @settings(%x: f64, %n: i32) -> (f64, i32) {
  %k = arith.constant 2.5 : f64
  return %k, %n : f64, i32
}
func.func private @replace(%m: memref<f64>, %x: f64) -> f64 {
  %old = memref.load %m[] : memref<f64>
  %p = arith.mulf %old, %x : f64
  memref.store %p, %m[] : memref<f64>
  return %old : f64
}
func.func @chain(%x: f64) -> f64 {
  %n = arith.constant 3 : i32
  %a, %m, %b = func.call @split(%x, %n) : (f64, i32) -> (f64, i32, f64)
  %k, %l = func.call @settings(%a, %m) : (f64, i32) -> (f64, i32)
  %i = arith.sitofp %l : i32 to f64
  %c, %o, %d = func.call @split(%a, %l) : (f64, i32) -> (f64, i32, f64)
  %u = arith.mulf %c, %k : f64
  %v = arith.mulf %b, %i : f64
  %w = arith.addf %u, %v : f64
  return %w : f64
}
func.func @twice(%m: memref<f64>, %x: f64) -> f64 {
  %a = func.call @replace(%m, %x) : (memref<f64>, f64) -> f64
  %b = func.call @replace(%m, %a) : (memref<f64>, f64) -> f64
  return %b : f64
}
func.func @even(%x: f64, %n: i64) -> f64 {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %stop = arith.cmpi sle, %n, %zero : i64
  %r = scf.if %stop -> (f64) {
    scf.yield %x : f64
  } else {
    %m = arith.subi %n, %one : i64
    %s = math.sin %x : f64
    %t = func.call @odd(%s, %m) : (f64, i64) -> f64
    scf.yield %t : f64
  }
  return %r : f64
}
func.func @odd(%x: f64, %n: i64) -> f64 {
  %m = arith.constant 1 : i64
  %k = arith.subi %n, %m : i64
  %s = arith.mulf %x, %x : f64
  %t = func.call @even(%s, %k) : (f64, i64) -> f64
  return %t : f64
}

func.func @pull_chain(%x: f64, %seed: f64) -> (f64, f64) {
  %r:2 = enzyme.autodiff @chain(%x, %seed) {
    activity = [#enzyme<activity enzyme_active>],
    ret_activity = [#enzyme<activity enzyme_active>]
  } : (f64, f64) -> (f64, f64)
  return %r#0, %r#1 : f64, f64
}
func.func @push_chain(%x: f64, %dx: f64) -> (f64, f64) {
  %r:2 = enzyme.fwddiff @chain(%x, %dx) {
    activity = [#enzyme<activity enzyme_dup>],
    ret_activity = [#enzyme<activity enzyme_dup>]
  } : (f64, f64) -> (f64, f64)
  return %r#0, %r#1 : f64, f64
}
func.func @pull_twice(%m: memref<f64>, %dm: memref<f64>, %x: f64, %seed: f64) -> f64 {
  %r = enzyme.autodiff @twice(%m, %dm, %x, %seed) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_active>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (memref<f64>, memref<f64>, f64, f64) -> f64
  return %r : f64
}
func.func @pull_even(%x: f64, %n: i64, %seed: f64) -> f64 {
  %r = enzyme.autodiff @even(%x, %n, %seed) {
    activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (f64, i64, f64) -> f64
  return %r : f64
}
func.func @push_even(%x: f64, %dx: f64, %n: i64) -> f64 {
  %r = enzyme.fwddiff @even(%x, %dx, %n) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_dupnoneed>]
  } : (f64, f64, i64) -> f64
  return %r : f64
}
