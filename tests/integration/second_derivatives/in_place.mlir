// The parameters themselves are overwritten, and read again.
func.func @in_place(%p: memref<?xf64>, %n: index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %one = arith.constant 1.0 : f64
  scf.for %i = %c0 to %n step %c1 {
    %a = memref.load %p[%c0] : memref<?xf64>
    %b = memref.load %p[%c1] : memref<?xf64>
    %t = arith.mulf %a, %b : f64
    %s = math.sin %t : f64
    memref.store %s, %p[%c0] : memref<?xf64>
    %u = arith.addf %s, %b : f64
    memref.store %u, %p[%c1] : memref<?xf64>
  }
  %a = memref.load %p[%c0] : memref<?xf64>
  %b = memref.load %p[%c1] : memref<?xf64>
  %z = arith.mulf %a, %b : f64
  func.return %z : f64
}
