// A way through one of several branches for each iteration.
func.func @index_switch(%p: memref<?xf64>, %n: index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %x = memref.load %p[%c0] : memref<?xf64>
  %y = memref.load %p[%c1] : memref<?xf64>
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x) -> (f64) {
    %k = arith.remui %i, %c3 : index
    %b = scf.index_switch %k -> f64
    case 0 {
      %s = math.sin %a : f64
      scf.yield %s : f64
    }
    case 1 {
      %s = arith.mulf %a, %y : f64
      scf.yield %s : f64
    }
    default {
      %s = math.exp %a : f64
      scf.yield %s : f64
    }
    scf.yield %b : f64
  }
  func.return %r : f64
}
