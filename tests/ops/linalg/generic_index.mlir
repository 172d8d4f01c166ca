// ARGS: array(3), number(0.3), output(3, 4)
// Indices, captured scalars and several results.
func.func @generic_index(%m : memref<3xf64>, %x : f64, %out : memref<3x4xf64>) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = bufferization.to_tensor %m restrict : memref<3xf64> to tensor<3xf64>
  %e = tensor.empty() : tensor<3x4xf64>
  %z = arith.constant dense<0.5> : tensor<4xf64>
  %y = math.sin %x : f64
  %0, %1 = "linalg.generic"(%a, %x, %e, %z) <{indexing_maps = [affine_map<(d0, d1) -> (d0)>, affine_map<(d0, d1) -> ()>, affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d1)>], iterator_types = [#linalg.iterator_type<reduction>, #linalg.iterator_type<parallel>], operandSegmentSizes = array<i32: 2, 2>}> ({
  ^bb0(%u : f64, %v : f64, %o : f64, %s : f64):
    %j = linalg.index 1 : index
    %k = arith.index_cast %j : index to i64
    %f = arith.sitofp %k : i64 to f64
    %g = arith.mulf %f, %u : f64
    %h = arith.mulf %g, %y : f64
    %i = arith.addf %h, %v : f64
    %p = arith.mulf %i, %i : f64
    %t = arith.addf %s, %p : f64
    linalg.yield %i, %t : f64, f64
  }) : (tensor<3xf64>, f64, tensor<3x4xf64>, tensor<4xf64>) -> (tensor<3x4xf64>, tensor<4xf64>)
  %q = arith.mulf %0, %0 : tensor<3x4xf64>
  bufferization.materialize_in_destination %q in restrict writable %out : (tensor<3x4xf64>, memref<3x4xf64>) -> ()
  %r = tensor.extract %1[%c1] : tensor<4xf64>
  %w = arith.mulf %r, %r : f64
  func.return %w : f64
}
