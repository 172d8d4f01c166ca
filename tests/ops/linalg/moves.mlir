// ARGS: array(2, 3), array(2, seed=2), number(0.4), output(3, 2)
func.func @moves(%m : memref<2x3xf64>, %k : memref<2xf64>, %x : f64, %out : memref<3x2xf64>) {
  %a = bufferization.to_tensor %m restrict : memref<2x3xf64> to tensor<2x3xf64>
  %b = bufferization.to_tensor %k restrict : memref<2xf64> to tensor<2xf64>
  %e = tensor.empty() : tensor<3x2xf64>
  %t = linalg.transpose ins(%a : tensor<2x3xf64>) outs(%e : tensor<3x2xf64>) permutation = [1, 0]
  %u = linalg.broadcast ins(%b : tensor<2xf64>) outs(%e : tensor<3x2xf64>) dimensions = [0]
  %f = linalg.fill ins(%x : f64) outs(%e : tensor<3x2xf64>) -> tensor<3x2xf64>
  %v = arith.mulf %t, %u : tensor<3x2xf64>
  %w = arith.mulf %v, %f : tensor<3x2xf64>
  %s = math.sin %w : tensor<3x2xf64>
  bufferization.materialize_in_destination %s in restrict writable %out : (tensor<3x2xf64>, memref<3x2xf64>) -> ()
  func.return
}
