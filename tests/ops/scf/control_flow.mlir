// ARGS: number(0.8), array(6), integer(2), integer(6)
// scf.for from a bound to a bound by a step, downwards loops by arithmetic, scf.while, scf.if, scf.index_switch and scf.execute_region.
func.func @control_flow(%x : f64, %a : memref<?xf64>, %m : index, %n : index) -> f64 {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %one = arith.constant 1.0 : f64
  %bound = arith.constant 6.0 : f64
  %first = scf.for %i = %c1 to %n step %m iter_args(%s = %x) -> (f64) {
    %inner, %count = scf.for %j = %i to %n step %c1 iter_args(%t = %s, %k = %c1) -> (f64, index) {
      %v = memref.load %a[%j] : memref<?xf64>
      %p = arith.mulf %t, %v : f64
      %q = math.sin %p : f64
      %l = arith.addi %k, %c1 : index
      scf.yield %q, %l : f64, index
    }
    %rest = arith.subi %n, %i : index
    memref.store %inner, %a[%i] : memref<?xf64>
    %chosen = scf.index_switch %rest -> f64
    case 5 {
      %p = arith.mulf %inner, %x : f64
      scf.yield %p : f64
    }
    case 3 {
      %p = math.exp %inner : f64
      scf.yield %p : f64
    }
    default {
      scf.yield %s : f64
    }
    %sum = arith.addf %inner, %chosen : f64
    scf.yield %sum : f64
  }
  %grown, %steps = scf.while (%s = %first, %k = %c1) : (f64, index) -> (f64, index) {
    %p = arith.mulf %s, %s : f64
    %small = arith.cmpf olt, %p, %bound : f64
    scf.condition(%small) %p, %k : f64, index
  } do {
  ^bb0(%s : f64, %k : index):
    %v = memref.load %a[%k] : memref<?xf64>
    %p = arith.addf %s, %v : f64
    %q = arith.addf %p, %one : f64
    %l = arith.addi %k, %c1 : index
    scf.yield %q, %l : f64, index
  }
  %late = arith.cmpi ugt, %steps, %c2 : index
  scf.if %late {
    %p = arith.mulf %grown, %x : f64
    memref.store %p, %a[%c2] : memref<?xf64>
  }
  %r = scf.execute_region -> (f64) {
    %v = memref.load %a[%c2] : memref<?xf64>
    %p = arith.mulf %v, %grown : f64
    scf.yield %p : f64
  }
  func.return %r : f64
}
