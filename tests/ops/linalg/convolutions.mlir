// ARGS: array(36), array(16, seed=2), output(8)
// The other layouts of convolutions, with groups.
func.func @convolutions(%m : memref<36xf64>, %k : memref<16xf64>, %out : memref<8xf64>) {
  %f = bufferization.to_tensor %m restrict : memref<36xf64> to tensor<36xf64>
  %g = bufferization.to_tensor %k restrict : memref<16xf64> to tensor<16xf64>
  %h = tensor.extract_slice %f[0] [18] [1] : tensor<36xf64> to tensor<18xf64>
  %l = tensor.extract_slice %g[0] [8] [1] : tensor<16xf64> to tensor<8xf64>
  %nhwc = tensor.expand_shape %h [[0, 1, 2, 3]] output_shape [1, 3, 3, 2] : tensor<18xf64> into tensor<1x3x3x2xf64>
  %hwcf = tensor.expand_shape %l [[0, 1, 2, 3]] output_shape [2, 2, 2, 1] : tensor<8xf64> into tensor<2x2x2x1xf64>
  %fhwc = tensor.expand_shape %l [[0, 1, 2, 3]] output_shape [1, 2, 2, 2] : tensor<8xf64> into tensor<1x2x2x2xf64>
  %z = arith.constant dense<0.1> : tensor<1x2x2x1xf64>
  %0 = linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>} ins(%nhwc, %hwcf : tensor<1x3x3x2xf64>, tensor<2x2x2x1xf64>) outs(%z : tensor<1x2x2x1xf64>) -> tensor<1x2x2x1xf64>
  %1 = linalg.conv_2d_nhwc_fhwc {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>} ins(%nhwc, %fhwc : tensor<1x3x3x2xf64>, tensor<1x2x2x2xf64>) outs(%z : tensor<1x2x2x1xf64>) -> tensor<1x2x2x1xf64>
  %ngchw = tensor.expand_shape %f [[0, 1, 2, 3, 4]] output_shape [1, 2, 2, 3, 3] : tensor<36xf64> into tensor<1x2x2x3x3xf64>
  %fgchw = tensor.expand_shape %g [[0, 1, 2, 3, 4]] output_shape [1, 2, 2, 2, 2] : tensor<16xf64> into tensor<1x2x2x2x2xf64>
  %gfchw = tensor.expand_shape %g [[0, 1, 2, 3, 4]] output_shape [2, 1, 2, 2, 2] : tensor<16xf64> into tensor<2x1x2x2x2xf64>
  %y = arith.constant dense<0.2> : tensor<1x2x1x2x2xf64>
  %2 = linalg.conv_2d_ngchw_fgchw {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>} ins(%ngchw, %fgchw : tensor<1x2x2x3x3xf64>, tensor<1x2x2x2x2xf64>) outs(%y : tensor<1x2x1x2x2xf64>) -> tensor<1x2x1x2x2xf64>
  %3 = linalg.conv_2d_ngchw_gfchw {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>} ins(%ngchw, %gfchw : tensor<1x2x2x3x3xf64>, tensor<2x1x2x2x2xf64>) outs(%y : tensor<1x2x1x2x2xf64>) -> tensor<1x2x1x2x2xf64>
  %nhwgc = tensor.expand_shape %f [[0, 1, 2, 3, 4]] output_shape [1, 3, 3, 2, 2] : tensor<36xf64> into tensor<1x3x3x2x2xf64>
  %gfhwc = tensor.expand_shape %g [[0, 1, 2, 3, 4]] output_shape [2, 1, 2, 2, 2] : tensor<16xf64> into tensor<2x1x2x2x2xf64>
  %x = arith.constant dense<0.3> : tensor<1x2x2x2x1xf64>
  %4 = linalg.conv_2d_nhwgc_gfhwc {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>} ins(%nhwgc, %gfhwc : tensor<1x3x3x2x2xf64>, tensor<2x1x2x2x2xf64>) outs(%x : tensor<1x2x2x2x1xf64>) -> tensor<1x2x2x2x1xf64>
  %5 = arith.mulf %0, %1 : tensor<1x2x2x1xf64>
  %6 = arith.mulf %2, %3 : tensor<1x2x1x2x2xf64>
  %7 = tensor.collapse_shape %6 [[0, 1, 2, 3, 4]] : tensor<1x2x1x2x2xf64> into tensor<8xf64>
  %8 = tensor.collapse_shape %4 [[0, 1, 2, 3, 4]] : tensor<1x2x2x2x1xf64> into tensor<8xf64>
  %9 = arith.mulf %7, %8 : tensor<8xf64>
  %10 = tensor.collapse_shape %5 [[0, 1, 2, 3]] : tensor<1x2x2x1xf64> into tensor<4xf64>
  %11 = tensor.insert_slice %10 into %9[2] [4] [1] : tensor<4xf64> into tensor<8xf64>
  %12 = arith.mulf %11, %9 : tensor<8xf64>
  %13 = math.log %12 : tensor<8xf64>
  bufferization.materialize_in_destination %13 in restrict writable %out : (tensor<8xf64>, memref<8xf64>) -> ()
  func.return
}
