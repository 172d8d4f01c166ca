// ARGS: array(3), integer(1)
func.func @regions(%m : memref<3xf64>, %n : index) -> f64 {
  %c1 = arith.constant 1 : index
  %t = bufferization.to_tensor %m restrict : memref<3xf64> to tensor<3xf64>
  %u = scf.execute_region -> (tensor<3xf64>) {
    %v = math.sin %t : tensor<3xf64>
    scf.yield %v : tensor<3xf64>
  }
  %w = scf.index_switch %n -> tensor<3xf64>
  case 0 {
    scf.yield %u : tensor<3xf64>
  }
  case 1 {
    %v = arith.mulf %u, %t : tensor<3xf64>
    scf.yield %v : tensor<3xf64>
  }
  default {
    scf.yield %t : tensor<3xf64>
  }
  %x = arith.mulf %w, %u : tensor<3xf64>
  %y = tensor.extract %x[%c1] : tensor<3xf64>
  func.return %y : f64
}
