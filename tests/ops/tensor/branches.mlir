// ARGS: array(2, 3), number(0.7), constant(1.0)
func.func @branches(%m : memref<2x3xf64>, %x : f64, %limit : f64) -> f64 {
  %i0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %t = bufferization.to_tensor %m restrict : memref<2x3xf64> to tensor<2x3xf64>
  %a = tensor.extract %t[%c1, %c1] : tensor<2x3xf64>
  %large = arith.cmpf ogt, %a, %limit : f64
  %u = scf.if %large -> (tensor<2x3xf64>) {
    %v = math.exp %t : tensor<2x3xf64>
    scf.yield %v : tensor<2x3xf64>
  } else {
    %s = tensor.splat %x : tensor<2x3xf64>
    %v = arith.mulf %s, %t : tensor<2x3xf64>
    %w = tensor.insert %x into %v[%c1, %c1] : tensor<2x3xf64>
    scf.yield %w : tensor<2x3xf64>
  }
  %chosen = arith.select %large, %t, %u : tensor<2x3xf64>
  %p = arith.mulf %chosen, %u : tensor<2x3xf64>
  %r = tensor.extract %p[%c1, %c1] : tensor<2x3xf64>
  %q = tensor.extract %p[%c1, %i0] : tensor<2x3xf64>
  %y = arith.mulf %r, %q : f64
  func.return %y : f64
}
