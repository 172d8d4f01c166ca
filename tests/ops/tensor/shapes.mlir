// ARGS: array(2, 6), array(12, seed=2)
func.func @shapes(%m : memref<2x6xf64>, %k : memref<12xf64>) {
  %t = bufferization.to_tensor %m restrict : memref<2x6xf64> to tensor<2x6xf64>
  %v = bufferization.to_tensor %k restrict : memref<12xf64> to tensor<12xf64>
  %flat = tensor.collapse_shape %t [[0, 1]] : tensor<2x6xf64> into tensor<12xf64>
  %p = arith.mulf %flat, %v : tensor<12xf64>
  %c = tensor.expand_shape %p [[0, 1, 2]] output_shape [2, 3, 2] : tensor<12xf64> into tensor<2x3x2xf64>
  %s = math.sin %c : tensor<2x3x2xf64>
  %shape = arith.constant dense<[3, 4]> : tensor<2xindex>
  %r = tensor.reshape %s(%shape) : (tensor<2x3x2xf64>, tensor<2xindex>) -> tensor<3x4xf64>
  %q = arith.mulf %r, %r : tensor<3x4xf64>
  %d = tensor.cast %q : tensor<3x4xf64> to tensor<?x4xf64>
  %back = tensor.collapse_shape %d [[0, 1]] : tensor<?x4xf64> into tensor<?xf64>
  %done = tensor.cast %back : tensor<?xf64> to tensor<12xf64>
  bufferization.materialize_in_destination %done in restrict writable %k : (tensor<12xf64>, memref<12xf64>) -> ()
  func.return
}
