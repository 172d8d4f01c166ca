// ARGS: array(4), array(4, seed=2), number(0.7), integer(3)
// Memrefs that loops carry and swap, that branches and selects choose, and views made in each iteration.
func.func @memrefs_as_values(%a : memref<4xf64>, %b : memref<4xf64>, %x : f64, %n : index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %from, %to = scf.for %k = %c0 to %n step %c1 iter_args(%p = %a, %q = %b) -> (memref<4xf64>, memref<4xf64>) {
    scf.for %i = %c0 to %c4 step %c1 {
      %u = memref.load %p[%i] : memref<4xf64>
      %v = memref.load %q[%i] : memref<4xf64>
      %w = arith.mulf %u, %v : f64
      %s = math.sin %w : f64
      %t = arith.mulf %s, %x : f64
      memref.store %t, %q[%i] : memref<4xf64>
    }
    scf.yield %q, %p : memref<4xf64>, memref<4xf64>
  }
  %last = memref.load %from[%c1] : memref<4xf64>
  %big = arith.cmpf ogt, %last, %x : f64
  %chosen = scf.if %big -> (memref<?xf64, strided<[1], offset: ?>>) {
    %view = memref.subview %from[%c1] [%n] [1] : memref<4xf64> to memref<?xf64, strided<[1], offset: ?>>
    scf.yield %view : memref<?xf64, strided<[1], offset: ?>>
  } else {
    %view = memref.subview %to[%c0] [%c2] [1] : memref<4xf64> to memref<?xf64, strided<[1], offset: ?>>
    scf.yield %view : memref<?xf64, strided<[1], offset: ?>>
  }
  %even = arith.cmpi eq, %n, %c2 : index
  %other = arith.select %even, %a, %to : memref<4xf64>
  %sum = scf.for %i = %c0 to %c2 step %c1 iter_args(%s = %x) -> (f64) {
    %view = memref.subview %other[%i] [2] [1] : memref<4xf64> to memref<2xf64, strided<[1], offset: ?>>
    %u = memref.load %chosen[%i] : memref<?xf64, strided<[1], offset: ?>>
    %v = memref.load %view[%c1] : memref<2xf64, strided<[1], offset: ?>>
    %p = arith.mulf %u, %v : f64
    %q = arith.mulf %s, %p : f64
    memref.store %q, %view[%c0] : memref<2xf64, strided<[1], offset: ?>>
    %t = arith.addf %q, %u : f64
    scf.yield %t : f64
  }
  func.return %sum : f64
}
