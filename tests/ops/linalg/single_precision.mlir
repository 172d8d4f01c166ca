// ARGS: array(2, 3, dtype=f32), array(3, 2, seed=2, dtype=f32), output(2, 2)
func.func @single_precision(%m : memref<2x3xf32>, %k : memref<3x2xf32>, %out : memref<2x2xf64>) {
  %a = bufferization.to_tensor %m restrict : memref<2x3xf32> to tensor<2x3xf32>
  %b = bufferization.to_tensor %k restrict : memref<3x2xf32> to tensor<3x2xf32>
  %z = arith.constant dense<0.25> : tensor<2x2xf32>
  %c = linalg.matmul ins(%a, %b : tensor<2x3xf32>, tensor<3x2xf32>) outs(%z : tensor<2x2xf32>) -> tensor<2x2xf32>
  %d = arith.extf %c : tensor<2x2xf32> to tensor<2x2xf64>
  %e = math.log %d : tensor<2x2xf64>
  bufferization.materialize_in_destination %e in restrict writable %out : (tensor<2x2xf64>, memref<2x2xf64>) -> ()
  func.return
}
