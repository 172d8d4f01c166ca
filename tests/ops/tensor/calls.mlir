// ARGS: array(3), number(0.9)
func.func private @scaled(%t : tensor<3xf64>, %x : f64) -> (tensor<3xf64>, f64) {
  %c1 = arith.constant 1 : index
  %s = tensor.splat %x : tensor<3xf64>
  %p = arith.mulf %s, %t : tensor<3xf64>
  %q = math.exp %p : tensor<3xf64>
  %y = tensor.extract %q[%c1] : tensor<3xf64>
  func.return %q, %y : tensor<3xf64>, f64
}
func.func @calls(%m : memref<3xf64>, %x : f64) -> f64 {
  %c2 = arith.constant 2 : index
  %t = bufferization.to_tensor %m restrict : memref<3xf64> to tensor<3xf64>
  %u, %y = func.call @scaled(%t, %x) : (tensor<3xf64>, f64) -> (tensor<3xf64>, f64)
  %v, %z = func.call @scaled(%u, %y) : (tensor<3xf64>, f64) -> (tensor<3xf64>, f64)
  %w = arith.mulf %v, %u : tensor<3xf64>
  %r = tensor.extract %w[%c2] : tensor<3xf64>
  %s = arith.mulf %r, %z : f64
  func.return %s : f64
}
