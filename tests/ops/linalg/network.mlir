// ARGS: array(2, 3), array(3, 4, seed=2, low=-1.0), array(4, seed=3), array(4, 2, seed=4, low=-1.0)
// A network of two layers: the sum of the squares of what it says.
func.func @network(%x : memref<2x3xf64>, %w : memref<3x4xf64>, %b : memref<4xf64>, %v : memref<4x2xf64>) -> f64 {
  %xt = bufferization.to_tensor %x restrict : memref<2x3xf64> to tensor<2x3xf64>
  %wt = bufferization.to_tensor %w restrict : memref<3x4xf64> to tensor<3x4xf64>
  %bt = bufferization.to_tensor %b restrict : memref<4xf64> to tensor<4xf64>
  %vt = bufferization.to_tensor %v restrict : memref<4x2xf64> to tensor<4x2xf64>
  %zero = arith.constant 0.0 : f64
  %e = tensor.empty() : tensor<2x4xf64>
  %init = linalg.broadcast ins(%bt : tensor<4xf64>) outs(%e : tensor<2x4xf64>) dimensions = [0]
  %h = linalg.matmul ins(%xt, %wt : tensor<2x3xf64>, tensor<3x4xf64>) outs(%init : tensor<2x4xf64>) -> tensor<2x4xf64>
  %a = math.tanh %h : tensor<2x4xf64>
  %e2 = tensor.empty() : tensor<2x2xf64>
  %z2 = linalg.fill ins(%zero : f64) outs(%e2 : tensor<2x2xf64>) -> tensor<2x2xf64>
  %o = linalg.matmul ins(%a, %vt : tensor<2x4xf64>, tensor<4x2xf64>) outs(%z2 : tensor<2x2xf64>) -> tensor<2x2xf64>
  %sq = arith.mulf %o, %o : tensor<2x2xf64>
  %e0 = tensor.empty() : tensor<f64>
  %z0 = linalg.fill ins(%zero : f64) outs(%e0 : tensor<f64>) -> tensor<f64>
  %sum = linalg.reduce ins(%sq : tensor<2x2xf64>) outs(%z0 : tensor<f64>) dimensions = [0, 1]
    (%in: f64, %acc: f64) {
      %s = arith.addf %in, %acc : f64
      linalg.yield %s : f64
    }
  %r = tensor.extract %sum[] : tensor<f64>
  func.return %r : f64
}
