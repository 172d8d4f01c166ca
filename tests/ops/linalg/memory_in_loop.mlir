// ARGS: array(4), array(4, 4, seed=2, low=-0.5, high=0.5), integer(3)
// An iterated map on memory: what the reverse sweep needs is copied in each iteration.
func.func @memory_in_loop(%v : memref<4xf64>, %a : memref<4x4xf64>, %n : index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f64
  scf.for %i = %c0 to %n step %c1 {
    %w = memref.alloc() : memref<4xf64>
    linalg.fill ins(%zero : f64) outs(%w : memref<4xf64>)
    linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d1)>, affine_map<(d0, d1) -> (d0)>], iterator_types = ["parallel", "reduction"]} ins(%a, %v : memref<4x4xf64>, memref<4xf64>) outs(%w : memref<4xf64>) {
    ^bb0(%x : f64, %y : f64, %o : f64):
      %p = arith.mulf %x, %y : f64
      %s = arith.addf %o, %p : f64
      linalg.yield %s : f64
    }
    linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%w : memref<4xf64>) outs(%v : memref<4xf64>) {
    ^bb0(%x : f64, %o : f64):
      %t = math.tanh %x : f64
      %s = arith.mulf %t, %o : f64
      linalg.yield %s : f64
    }
    memref.dealloc %w : memref<4xf64>
  }
  %r = memref.load %v[%c1] : memref<4xf64>
  %q = arith.mulf %r, %r : f64
  func.return %q : f64
}
