// ARGS: array(4), array(6, seed=3), output(2), number(0.6)
// memref.atomic_rmw: sums (0) from a parallel loop; products (12), maxima (4), minima (8) and assignments (3).
func.func @atomic_updates(%a : memref<4xf64>, %b : memref<6xf64>, %c : memref<2xf64>, %x : f64) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c6 = arith.constant 6 : index
  %one = arith.constant 1.0 : f64
  memref.store %one, %c[%c1] : memref<2xf64>
  "scf.parallel"(%c0, %c6, %c1) <{operandSegmentSizes = array<i32: 1, 1, 1, 0>}> ({
  ^body(%i : index):
    %v = memref.load %b[%i] : memref<6xf64>
    %p = arith.mulf %v, %x : f64
    %s = math.sin %p : f64
    %j = arith.remui %i, %c4 : index
    %0 = "memref.atomic_rmw"(%s, %a, %j) <{kind = 0 : i64}> : (f64, memref<4xf64>, index) -> f64
    scf.reduce
  }) : (index, index, index) -> ()
  "scf.parallel"(%c0, %c4, %c1) <{operandSegmentSizes = array<i32: 1, 1, 1, 0>}> ({
  ^body(%i : index):
    %v = memref.load %a[%i] : memref<4xf64>
    %p = arith.mulf %v, %v : f64
    %0 = "memref.atomic_rmw"(%p, %c, %c0) <{kind = 4 : i64}> : (f64, memref<2xf64>, index) -> f64
    %1 = "memref.atomic_rmw"(%p, %c, %c1) <{kind = 12 : i64}> : (f64, memref<2xf64>, index) -> f64
    scf.reduce
  }) : (index, index, index) -> ()
  %u = memref.load %c[%c0] : memref<2xf64>
  %0 = "memref.atomic_rmw"(%u, %a, %c2) <{kind = 8 : i64}> : (f64, memref<4xf64>, index) -> f64
  %w = memref.load %c[%c1] : memref<2xf64>
  %r = arith.mulf %u, %w : f64
  %1 = "memref.atomic_rmw"(%r, %a, %c0) <{kind = 3 : i64}> : (f64, memref<4xf64>, index) -> f64
  func.return %r : f64
}
