// Recursion, and several results of which one is an integer.
func.func private @both(%x : f64, %n : i64) -> (f64, i64, f64) {
  %one = arith.constant 1 : i64
  %m = arith.addi %n, %one : i64
  %s = math.sin %x : f64
  %p = arith.mulf %x, %x : f64
  func.return %s, %m, %p : f64, i64, f64
}
func.func private @power(%x : f64, %n : i64) -> f64 {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %unit = arith.constant 1.0 : f64
  %done = arith.cmpi sle, %n, %zero : i64
  %r = scf.if %done -> (f64) {
    scf.yield %unit : f64
  } else {
    %m = arith.subi %n, %one : i64
    %below = func.call @power(%x, %m) : (f64, i64) -> f64
    %p = arith.mulf %below, %x : f64
    scf.yield %p : f64
  }
  func.return %r : f64
}
func.func @calls(%x : f64, %y : f64, %n : i64) -> f64 {
  %s, %m, %p = func.call @both(%x, %n) : (f64, i64) -> (f64, i64, f64)
  %q = func.call @power(%y, %m) : (f64, i64) -> f64
  %t = arith.mulf %s, %q : f64
  %r = arith.addf %t, %p : f64
  func.return %r : f64
}
