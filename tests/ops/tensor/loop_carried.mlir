// ARGS: array(5), integer(4)
func.func @loop_carried(%m : memref<5xf64>, %n : index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %t = bufferization.to_tensor %m restrict : memref<5xf64> to tensor<5xf64>
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%u = %t) -> (tensor<5xf64>) {
    %j = arith.addi %i, %c1 : index
    %a = tensor.extract %u[%i] : tensor<5xf64>
    %b = tensor.extract %u[%j] : tensor<5xf64>
    %c = arith.mulf %a, %b : f64
    %d = math.sin %c : f64
    %v = tensor.insert %d into %u[%j] : tensor<5xf64>
    %w = arith.mulf %v, %u : tensor<5xf64>
    scf.yield %w : tensor<5xf64>
  }
  bufferization.materialize_in_destination %r in restrict writable %m : (tensor<5xf64>, memref<5xf64>) -> ()
  %s = tensor.extract %r[%n] : tensor<5xf64>
  func.return %s : f64
}
