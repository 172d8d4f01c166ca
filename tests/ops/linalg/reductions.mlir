// ARGS: array(3, 4), output(3)
// Sums, products and extremes; a product needs its factors, in their order.
func.func @reductions(%m : memref<3x4xf64>, %out : memref<3xf64>) {
  %a = bufferization.to_tensor %m restrict : memref<3x4xf64> to tensor<3x4xf64>
  %zero = arith.constant dense<0.0> : tensor<3xf64>
  %one = arith.constant dense<[1.0, 0.5, 2.0]> : tensor<3xf64>
  %least = arith.constant dense<-1.0e+10> : tensor<3xf64>
  %sum = linalg.reduce ins(%a : tensor<3x4xf64>) outs(%zero : tensor<3xf64>) dimensions = [1]
    (%in : f64, %acc : f64) {
      %e = math.exp %in : f64
      %s = arith.addf %e, %acc : f64
      linalg.yield %s : f64
    }
  %product = linalg.reduce ins(%a : tensor<3x4xf64>) outs(%one : tensor<3xf64>) dimensions = [1]
    (%in : f64, %acc : f64) {
      %s = arith.mulf %in, %acc : f64
      linalg.yield %s : f64
    }
  %max = linalg.reduce ins(%a : tensor<3x4xf64>) outs(%least : tensor<3xf64>) dimensions = [1]
    (%in : f64, %acc : f64) {
      %s = arith.maximumf %in, %acc : f64
      linalg.yield %s : f64
    }
  %min = linalg.reduce ins(%a : tensor<3x4xf64>) outs(%sum : tensor<3xf64>) dimensions = [1]
    (%in : f64, %acc : f64) {
      %s = arith.minimumf %in, %acc : f64
      linalg.yield %s : f64
    }
  %p = arith.mulf %sum, %product : tensor<3xf64>
  %q = arith.mulf %p, %max : tensor<3xf64>
  %r = arith.mulf %q, %min : tensor<3xf64>
  bufferization.materialize_in_destination %r in restrict writable %out : (tensor<3xf64>, memref<3xf64>) -> ()
  func.return
}
