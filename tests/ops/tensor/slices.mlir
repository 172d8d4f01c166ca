// ARGS: array(4, 6), integer(1)
func.func @slices(%m : memref<4x6xf64>, %n : index) -> f64 {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %t = bufferization.to_tensor %m restrict : memref<4x6xf64> to tensor<4x6xf64>
  %row = tensor.extract_slice %t[%n, 0] [1, 6] [1, 1] : tensor<4x6xf64> to tensor<6xf64>
  %part = tensor.extract_slice %t[1, %n] [2, 3] [1, 2] : tensor<4x6xf64> to tensor<2x3xf64>
  %dyn = tensor.extract_slice %t[0, 1] [%c2, 3] [2, 1] : tensor<4x6xf64> to tensor<?x3xf64>
  %static = tensor.cast %dyn : tensor<?x3xf64> to tensor<2x3xf64>
  %p = arith.mulf %part, %static : tensor<2x3xf64>
  %u = tensor.insert_slice %p into %t[%n, 2] [2, 3] [2, 1] : tensor<2x3xf64> into tensor<4x6xf64>
  %e = math.exp %row : tensor<6xf64>
  %v = tensor.insert_slice %e into %u[2, 0] [1, 6] [1, 1] : tensor<6xf64> into tensor<4x6xf64>
  %w = arith.mulf %v, %u : tensor<4x6xf64>
  bufferization.materialize_in_destination %w in restrict writable %m : (tensor<4x6xf64>, memref<4x6xf64>) -> ()
  %x = tensor.extract %v[%c2, %c1] : tensor<4x6xf64>
  %y = arith.mulf %x, %x : f64
  func.return %y : f64
}
