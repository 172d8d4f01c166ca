// ARGS: array(4), number(0.7)
// A parallel loop in a function that is called, a call in a parallel loop, and a loop that can't be counted inside of one.
func.func private @scale(%a : memref<4xf64>, %x : f64) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f64
  %sum = "scf.parallel"(%c0, %c4, %c1, %zero) <{operandSegmentSizes = array<i32: 1, 1, 1, 1>}> ({
  ^body1(%i : index):
    %v = memref.load %a[%i] : memref<4xf64>
    %w = arith.mulf %v, %x : f64
    %u = math.exp %w : f64
    memref.store %u, %a[%i] : memref<4xf64>
    scf.reduce(%u : f64) {
    ^bb0(%l : f64, %r : f64):
      %s = arith.addf %l, %r : f64
      scf.reduce.return %s : f64
    }
  }) : (index, index, index, f64) -> (f64)
  func.return %sum : f64
}
func.func private @square(%x : f64) -> f64 {
  %p = arith.mulf %x, %x : f64
  func.return %p : f64
}
func.func @parallel_called(%a : memref<4xf64>, %x : f64) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f64
  %bound = arith.constant 9.0 : f64
  %s = func.call @scale(%a, %x) : (memref<4xf64>, f64) -> f64
  %t = "scf.parallel"(%c0, %c4, %c1, %s) <{operandSegmentSizes = array<i32: 1, 1, 1, 1>}> ({
  ^body2(%i : index):
    %v = memref.load %a[%i] : memref<4xf64>
    %w = func.call @square(%v) : (f64) -> f64
    %g = scf.while (%b = %w) : (f64) -> f64 {
      %go = arith.cmpf olt, %b, %bound : f64
      scf.condition(%go) %b : f64
    } do {
    ^bb0(%b : f64):
      %d = arith.mulf %b, %v : f64
      %e = arith.addf %d, %w : f64
      scf.yield %e : f64
    }
    scf.reduce(%g : f64) {
    ^bb0(%l : f64, %r : f64):
      %q = arith.addf %l, %r : f64
      scf.reduce.return %q : f64
    }
  }) : (index, index, index, f64) -> (f64)
  func.return %t : f64
}
