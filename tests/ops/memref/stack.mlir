// ARGS: array(4), number(0.7), integer(3)
// alloca in loops, with sizes known and not, in branches and in memref.alloca_scope; memref.memory_space_cast.
func.func @stack(%a : memref<4xf64>, %x : f64, %n : index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %same = "memref.memory_space_cast"(%a) : (memref<4xf64>) -> memref<4xf64>
  %total = scf.for %i = %c0 to %c4 step %c1 iter_args(%s = %x) -> (f64) {
    %fixed = memref.alloca() : memref<2xf64>
    %size = arith.addi %i, %n : index
    %sized = memref.alloca(%size) : memref<?xf64>
    %v = memref.load %same[%i] : memref<4xf64>
    %p = arith.mulf %v, %s : f64
    memref.store %p, %fixed[%c0] : memref<2xf64>
    %q = math.sin %p : f64
    memref.store %q, %sized[%i] : memref<?xf64>
    %r = "memref.alloca_scope"() ({
      %inner = memref.alloca(%size) : memref<?xf64>
      %w = memref.load %fixed[%c0] : memref<2xf64>
      memref.store %w, %inner[%c1] : memref<?xf64>
      %y = memref.load %inner[%c1] : memref<?xf64>
      %z = arith.mulf %y, %y : f64
      "memref.alloca_scope.return"(%z) : (f64) -> ()
    }) : () -> f64
    %first = arith.cmpi eq, %i, %c1 : index
    %t = scf.if %first -> (f64) {
      %inner = memref.alloca() : memref<f64>
      memref.store %r, %inner[] : memref<f64>
      %y = memref.load %inner[] : memref<f64>
      %z = arith.mulf %y, %r : f64
      scf.yield %z : f64
    } else {
      %y = memref.load %sized[%i] : memref<?xf64>
      %z = arith.mulf %y, %r : f64
      scf.yield %z : f64
    }
    memref.store %t, %a[%i] : memref<4xf64>
    scf.yield %t : f64
  }
  func.return %total : f64
}
