// ARGS: array(4, 3), array(3), array(2, seed=5), number(0.7), integer(1)
// Parallel loops around each other with views made in them, an integer array as index, and one that runs on a condition.
func.func @parallel_views(%a : memref<4x3xf64>, %b : memref<3xf64>, %c : memref<2xf64>, %x : f64, %n : index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f64
  %where = memref.alloca() : memref<4xindex>
  scf.for %i = %c0 to %c4 step %c1 {
    %j = arith.remui %i, %c2 : index
    memref.store %j, %where[%i] : memref<4xindex>
  }
  %sum = "scf.parallel"(%c0, %c4, %c1, %x) <{operandSegmentSizes = array<i32: 1, 1, 1, 1>}> ({
  ^outer(%i : index):
    %row = memref.subview %a[%i, 0] [1, 3] [1, 1] : memref<4x3xf64> to memref<3xf64, strided<[1], offset: ?>>
    %k = memref.load %where[%i] : memref<4xindex>
    %w = memref.load %c[%k] : memref<2xf64>
    "scf.parallel"(%c0, %c3, %c1) <{operandSegmentSizes = array<i32: 1, 1, 1, 0>}> ({
    ^inner(%j : index):
      %v = memref.load %row[%j] : memref<3xf64, strided<[1], offset: ?>>
      %u = memref.load %b[%j] : memref<3xf64>
      %p = arith.mulf %v, %u : f64
      %q = arith.mulf %p, %w : f64
      %s = math.sin %q : f64
      memref.store %s, %row[%j] : memref<3xf64, strided<[1], offset: ?>>
      scf.reduce
    }) : (index, index, index) -> ()
    %first = memref.load %row[%c0] : memref<3xf64, strided<[1], offset: ?>>
    %last = memref.load %row[%c2] : memref<3xf64, strided<[1], offset: ?>>
    %p = arith.mulf %first, %last : f64
    scf.reduce(%p : f64) {
    ^sum(%l : f64, %r : f64):
      %t = arith.addf %l, %r : f64
      scf.reduce.return %t : f64
    }
  }) : (index, index, index, f64) -> f64
  %some = arith.cmpi sgt, %n, %c0 : index
  %r = scf.if %some -> (f64) {
    %t = "scf.parallel"(%c0, %c3, %c1, %zero) <{operandSegmentSizes = array<i32: 1, 1, 1, 1>}> ({
    ^body(%j : index):
      %v = memref.load %a[%n, %j] : memref<4x3xf64>
      %p = arith.mulf %v, %sum : f64
      %q = math.exp %p : f64
      scf.reduce(%q : f64) {
      ^sum(%l : f64, %r : f64):
        %t = arith.addf %l, %r : f64
        scf.reduce.return %t : f64
      }
    }) : (index, index, index, f64) -> f64
    scf.yield %t : f64
  } else {
    scf.yield %sum : f64
  }
  func.return %r : f64
}
