// Memory of the function's own, which is overwritten in every round.
func.func @memory(%p: memref<?xf64>, %n: index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %zero = arith.constant 0.0 : f64
  %buffer = memref.alloc(%c2) : memref<?xf64>
  scf.for %i = %c0 to %c2 step %c1 {
    %v = memref.load %p[%i] : memref<?xf64>
    memref.store %v, %buffer[%i] : memref<?xf64>
  }
  scf.for %k = %c0 to %n step %c1 {
    %a = memref.load %buffer[%c0] : memref<?xf64>
    %b = memref.load %buffer[%c1] : memref<?xf64>
    %s = math.sin %b : f64
    %t = arith.mulf %a, %s : f64
    %u = arith.addf %a, %t : f64
    memref.store %t, %buffer[%c1] : memref<?xf64>
    memref.store %u, %buffer[%c0] : memref<?xf64>
  }
  %sum = scf.for %i = %c0 to %c2 step %c1 iter_args(%a = %zero) -> (f64) {
    %v = memref.load %buffer[%i] : memref<?xf64>
    %w = arith.mulf %v, %v : f64
    %b = arith.addf %a, %w : f64
    scf.yield %b : f64
  }
  memref.dealloc %buffer : memref<?xf64>
  func.return %sum : f64
}
