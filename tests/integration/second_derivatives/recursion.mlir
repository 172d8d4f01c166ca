func.func private @descend(%x: f64, %y: f64, %n: index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %end = arith.cmpi eq, %n, %c0 : index
  %r = scf.if %end -> (f64) {
    %e = math.exp %x : f64
    scf.yield %e : f64
  } else {
    %m = arith.subi %n, %c1 : index
    %s = math.sin %x : f64
    %t = arith.mulf %s, %y : f64
    %d = func.call @descend(%t, %x, %m) : (f64, f64, index) -> f64
    %u = arith.mulf %d, %x : f64
    scf.yield %u : f64
  }
  func.return %r : f64
}
func.func @recursion(%p: memref<?xf64>, %n: index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %x = memref.load %p[%c0] : memref<?xf64>
  %y = memref.load %p[%c1] : memref<?xf64>
  %r = func.call @descend(%x, %y, %n) : (f64, f64, index) -> f64
  func.return %r : f64
}
