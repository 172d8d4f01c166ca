// Branches that depend on the data, and a choice between values.
func.func @branches(%p: memref<?xf64>, %n: index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %x = memref.load %p[%c0] : memref<?xf64>
  %half = arith.constant 0.5 : f64
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x) -> (f64) {
    %large = arith.cmpf ogt, %a, %half : f64
    %b = scf.if %large -> (f64) {
      %s = arith.mulf %a, %a : f64
      %t = arith.mulf %s, %half : f64
      scf.yield %t : f64
    } else {
      %y = memref.load %p[%c1] : memref<?xf64>
      %e = math.exp %a : f64
      %f = arith.mulf %e, %y : f64
      scf.yield %f : f64
    }
    scf.yield %b : f64
  }
  %q = arith.mulf %r, %x : f64
  %positive = arith.cmpf ogt, %q, %half : f64
  %chosen = arith.select %positive, %q, %r : f64
  %z = arith.mulf %chosen, %chosen : f64
  func.return %z : f64
}
