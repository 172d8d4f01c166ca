// ARGS: array(1, 2, 5, 5), array(2, 2, 3, 3, seed=2), output(1, 2, 2, 2)
func.func @convolution(%m : memref<1x2x5x5xf64>, %k : memref<2x2x3x3xf64>, %out : memref<1x2x2x2xf64>) {
  %a = bufferization.to_tensor %m restrict : memref<1x2x5x5xf64> to tensor<1x2x5x5xf64>
  %b = bufferization.to_tensor %k restrict : memref<2x2x3x3xf64> to tensor<2x2x3x3xf64>
  %z = arith.constant dense<0.1> : tensor<1x2x2x2xf64>
  %c = linalg.conv_2d_nchw_fchw {dilations = dense<1> : tensor<2xi64>, strides = dense<2> : tensor<2xi64>} ins(%a, %b : tensor<1x2x5x5xf64>, tensor<2x2x3x3xf64>) outs(%z : tensor<1x2x2x2xf64>) -> tensor<1x2x2x2xf64>
  %s = math.tanh %c : tensor<1x2x2x2xf64>
  bufferization.materialize_in_destination %s in restrict writable %out : (tensor<1x2x2x2xf64>, memref<1x2x2x2xf64>) -> ()
  func.return
}
