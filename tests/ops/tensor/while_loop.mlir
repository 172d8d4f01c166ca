// ARGS: array(3), constant(9.0)
func.func @while_loop(%m : memref<3xf64>, %limit : f64) -> f64 {
  %c0 = arith.constant 0 : index
  %t = bufferization.to_tensor %m restrict : memref<3xf64> to tensor<3xf64>
  %r = scf.while (%u = %t) : (tensor<3xf64>) -> tensor<3xf64> {
    %a = tensor.extract %u[%c0] : tensor<3xf64>
    %go = arith.cmpf olt, %a, %limit : f64
    scf.condition(%go) %u : tensor<3xf64>
  } do {
  ^bb0(%v : tensor<3xf64>):
    %w = math.exp %v : tensor<3xf64>
    %x = arith.addf %w, %t : tensor<3xf64>
    scf.yield %x : tensor<3xf64>
  }
  %y = tensor.extract %r[%c0] : tensor<3xf64>
  func.return %y : f64
}
