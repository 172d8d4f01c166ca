// ARGS: array(3, 4), array(4, seed=2), integer(3)
// Rows of memory in the iterations of a parallel loop, which share an input.
func.func @in_parallel_loop(%m : memref<3x4xf64>, %k : memref<4xf64>, %n : index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  "scf.parallel"(%c0, %n, %c1) <{operandSegmentSizes = array<i32: 1, 1, 1, 0>}> ({
  ^body(%i : index):
    %row = memref.subview %m[%i, 0] [1, 4] [1, 1] : memref<3x4xf64> to memref<4xf64, strided<[1], offset: ?>>
    linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%k : memref<4xf64>) outs(%row : memref<4xf64, strided<[1], offset: ?>>) {
    ^bb0(%x : f64, %o : f64):
      %e = math.exp %o : f64
      %p = arith.mulf %e, %x : f64
      linalg.yield %p : f64
    }
    "scf.reduce"() : () -> ()
  }) : (index, index, index) -> ()
  func.return
}
