// scf.if with a captured value, scf.index_switch and scf.execute_region.
func.func @branches(%x : f64, %y : f64, %n : index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %one = arith.constant 1.0 : f64
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x) -> (f64) {
    %big = arith.cmpf ogt, %a, %one : f64
    %b = scf.if %big -> (f64) {
      %p = math.sqrt %a : f64
      %q = arith.mulf %p, %y : f64
      scf.yield %q : f64
    } else {
      %q = arith.addf %a, %y : f64
      scf.yield %q : f64
    }
    %which = arith.remui %i, %c3 : index
    %c = scf.index_switch %which -> f64
    case 0 {
      %p = arith.mulf %b, %x : f64
      scf.yield %p : f64
    }
    case 1 {
      %p = math.exp %y : f64
      %q = arith.subf %p, %b : f64
      scf.yield %q : f64
    }
    default {
      scf.yield %b : f64
    }
    %d = scf.execute_region -> (f64) {
      %p = arith.mulf %c, %c : f64
      %q = arith.divf %p, %y : f64
      scf.yield %q : f64
    }
    scf.yield %d : f64
  }
  func.return %r : f64
}
