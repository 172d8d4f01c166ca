// ARGS: array(4, 6), array(6), integer(4)
// affine.parallel with bounds from operands and a sum, affine.vector_load and vector_store.
#zeros = affine_map<() -> (0, 0)>
#upper = affine_map<()[s0] -> (s0, 3)>
#zero = affine_map<() -> (0)>
#four = affine_map<() -> (4)>
func.func @affine_parallel(%a : memref<4x6xf64>, %b : memref<6xf64>, %n : index) -> f64 {
  "affine.parallel"(%n) <{reductions = [], lowerBoundsMap = #zeros, lowerBoundsGroups = dense<1> : tensor<2xi32>, upperBoundsMap = #upper, upperBoundsGroups = dense<1> : tensor<2xi32>, steps = [1, 2]}> ({
  ^body(%i : index, %j : index):
    %v = affine.load %a[%i, %j * 2 + 1] : memref<4x6xf64>
    %w = affine.load %b[%j] : memref<6xf64>
    %p = arith.mulf %v, %w : f64
    %s = math.sin %p : f64
    affine.store %s, %a[%i, %j] : memref<4x6xf64>
    affine.yield
  }) : (index) -> ()
  affine.for %i = 0 to 3 {
    %v = affine.vector_load %a[%i, 2] : memref<4x6xf64>, vector<2xf64>
    %w = affine.vector_load %b[%i + 1] : memref<6xf64>, vector<2xf64>
    %p = arith.mulf %v, %w : vector<2xf64>
    affine.vector_store %p, %b[%i * 2] : memref<6xf64>, vector<2xf64>
  }
  %zero = arith.constant 0.0 : f64
  %sum = affine.for %i = 0 to 6 iter_args(%t = %zero) -> (f64) {
    %v = affine.load %b[%i] : memref<6xf64>
    %w = affine.load %a[%i floordiv 2, %i] : memref<4x6xf64>
    %p = arith.mulf %v, %w : f64
    %u = arith.addf %t, %p : f64
    affine.yield %u : f64
  }
  func.return %sum : f64
}
