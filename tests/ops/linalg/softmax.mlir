// ARGS: array(2, 4), output(2, 4)
// A softmax row by row, made stable by the largest element.
func.func @softmax(%m : memref<2x4xf64>, %out : memref<2x4xf64>) {
  %a = bufferization.to_tensor %m restrict : memref<2x4xf64> to tensor<2x4xf64>
  %least = arith.constant dense<-1.0e+300> : tensor<2xf64>
  %zero = arith.constant dense<0.0> : tensor<2xf64>
  %e = tensor.empty() : tensor<2x4xf64>
  %max = linalg.reduce ins(%a : tensor<2x4xf64>) outs(%least : tensor<2xf64>) dimensions = [1]
    (%in : f64, %acc : f64) {
      %s = arith.maximumf %in, %acc : f64
      linalg.yield %s : f64
    }
  %exp = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} ins(%a, %max : tensor<2x4xf64>, tensor<2xf64>) outs(%e : tensor<2x4xf64>) {
  ^bb0(%x : f64, %y : f64, %o : f64):
    %d = arith.subf %x, %y : f64
    %p = math.exp %d : f64
    linalg.yield %p : f64
  } -> tensor<2x4xf64>
  %sum = linalg.reduce ins(%exp : tensor<2x4xf64>) outs(%zero : tensor<2xf64>) dimensions = [1]
    (%in : f64, %acc : f64) {
      %s = arith.addf %in, %acc : f64
      linalg.yield %s : f64
    }
  %b = linalg.broadcast ins(%sum : tensor<2xf64>) outs(%e : tensor<2x4xf64>) dimensions = [1]
  %r = arith.divf %exp, %b : tensor<2x4xf64>
  %s = arith.mulf %r, %a : tensor<2x4xf64>
  bufferization.materialize_in_destination %s in restrict writable %out : (tensor<2x4xf64>, memref<2x4xf64>) -> ()
  func.return
}
