// Structured ops on memory, in place.
func.func @structured_memory(%p: memref<?xf64>, %n: index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %one = arith.constant 1.0 : f64
  %w = memref.alloc(%c2) : memref<?xf64>
  linalg.fill ins(%one : f64) outs(%w : memref<?xf64>)
  scf.for %i = %c0 to %n step %c1 {
    linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%p : memref<?xf64>) outs(%w : memref<?xf64>) {
    ^bb0(%x : f64, %o : f64):
      %s = math.sin %x : f64
      %q = arith.mulf %s, %o : f64
      %r = arith.addf %q, %x : f64
      linalg.yield %r : f64
    }
  }
  %a = memref.load %w[%c0] : memref<?xf64>
  %b = memref.load %w[%c1] : memref<?xf64>
  memref.dealloc %w : memref<?xf64>
  %y = arith.mulf %a, %b : f64
  func.return %y : f64
}
