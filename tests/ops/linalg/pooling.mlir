// ARGS: array(1, 2, 4, 4), output(1, 2, 3, 3)
func.func @pooling(%m : memref<1x2x4x4xf64>, %out : memref<1x2x3x3xf64>) {
  %a = bufferization.to_tensor %m restrict : memref<1x2x4x4xf64> to tensor<1x2x4x4xf64>
  %w = tensor.empty() : tensor<2x2xf64>
  %z = arith.constant dense<-1.0e+10> : tensor<1x2x3x3xf64>
  %c = linalg.pooling_nchw_max {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>} ins(%a, %w : tensor<1x2x4x4xf64>, tensor<2x2xf64>) outs(%z : tensor<1x2x3x3xf64>) -> tensor<1x2x3x3xf64>
  %s = arith.mulf %c, %c : tensor<1x2x3x3xf64>
  bufferization.materialize_in_destination %s in restrict writable %out : (tensor<1x2x3x3xf64>, memref<1x2x3x3xf64>) -> ()
  func.return
}
