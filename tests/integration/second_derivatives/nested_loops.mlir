// A loop whose length depends on that around it.
func.func @nested_loops(%p: memref<?xf64>, %n: index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %x = memref.load %p[%c0] : memref<?xf64>
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x) -> (f64) {
    %j = arith.remsi %i, %n : index
    %y = memref.load %p[%c1] : memref<?xf64>
    %b = scf.for %k = %c0 to %i step %c1 iter_args(%t = %a) -> (f64) {
      %u = math.tanh %t : f64
      %v = arith.mulf %u, %y : f64
      %w = arith.addf %v, %a : f64
      scf.yield %w : f64
    }
    %s = math.cos %b : f64
    scf.yield %s : f64
  }
  func.return %r : f64
}
