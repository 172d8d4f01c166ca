// ARGS: array(4)
// What a function reads is overwritten, and freed, by its caller before the reverse sweep wants it.
func.func private @weighted(%a : memref<?xf64>, %w : memref<?xf64>) -> f64 {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %one = arith.constant 1.0 : f64
  %o = memref.alloc(%c4) : memref<?xf64>
  linalg.fill ins(%one : f64) outs(%o : memref<?xf64>)
  linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%a, %w : memref<?xf64>, memref<?xf64>) outs(%o : memref<?xf64>) {
  ^bb0(%x : f64, %y : f64, %z : f64):
    %p = arith.mulf %x, %y : f64
    %q = arith.mulf %p, %x : f64
    linalg.yield %q : f64
  }
  %v = memref.load %o[%c1] : memref<?xf64>
  memref.dealloc %o : memref<?xf64>
  func.return %v : f64
}
func.func @overwritten_by_caller(%a : memref<?xf64>) -> f64 {
  %i0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %two = arith.constant 2.0 : f64
  %w = memref.alloc(%c4) : memref<?xf64>
  scf.for %i = %i0 to %c4 step %c1 {
    memref.store %two, %w[%i] : memref<?xf64>
  }
  %v = func.call @weighted(%a, %w) : (memref<?xf64>, memref<?xf64>) -> f64
  memref.store %two, %w[%c1] : memref<?xf64>
  memref.dealloc %w : memref<?xf64>
  memref.store %two, %a[%c1] : memref<?xf64>
  %y = arith.mulf %v, %v : f64
  func.return %y : f64
}
