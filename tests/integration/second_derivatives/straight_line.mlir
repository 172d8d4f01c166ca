// Elementary functions of the parameters.
func.func @straight_line(%p: memref<?xf64>, %n: index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %x = memref.load %p[%c0] : memref<?xf64>
  %y = memref.load %p[%c1] : memref<?xf64>
  %s = math.sin %x : f64
  %e = math.exp %y : f64
  %m = arith.mulf %s, %e : f64
  %d = arith.divf %m, %x : f64
  %r = math.sqrt %e : f64
  %z = arith.subf %d, %r : f64
  func.return %z : f64
}
