// A carried value: one cache for each of the iterations.
func.func @loop(%p: memref<?xf64>, %n: index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %x = memref.load %p[%c0] : memref<?xf64>
  %y = memref.load %p[%c1] : memref<?xf64>
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x) -> (f64) {
    %s = math.sin %a : f64
    %b = arith.mulf %s, %y : f64
    scf.yield %b : f64
  }
  func.return %r : f64
}
