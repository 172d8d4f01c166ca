// ARGS: array(3), array(3, seed=2), integer(3)
func.func @swapped(%m : memref<3xf64>, %k : memref<3xf64>, %n : index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %s = bufferization.to_tensor %m restrict : memref<3xf64> to tensor<3xf64>
  %t = bufferization.to_tensor %k restrict : memref<3xf64> to tensor<3xf64>
  %a, %b = scf.for %i = %c0 to %n step %c1 iter_args(%u = %s, %v = %t) -> (tensor<3xf64>, tensor<3xf64>) {
    %w = math.tanh %u : tensor<3xf64>
    %x = arith.mulf %w, %v : tensor<3xf64>
    scf.yield %v, %x : tensor<3xf64>, tensor<3xf64>
  }
  bufferization.materialize_in_destination %a in restrict writable %m : (tensor<3xf64>, memref<3xf64>) -> ()
  bufferization.materialize_in_destination %b in restrict writable %k : (tensor<3xf64>, memref<3xf64>) -> ()
  func.return
}
