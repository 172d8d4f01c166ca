// Tensors that a loop carries, their elements and a sum over them.
func.func @tensors(%p: memref<?xf64>, %n: index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %t = bufferization.to_tensor %p restrict : memref<?xf64> to tensor<?xf64>
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%u = %t) -> (tensor<?xf64>) {
    %a = tensor.extract %u[%c0] : tensor<?xf64>
    %b = math.sin %a : f64
    %v = tensor.insert %b into %u[%c1] : tensor<?xf64>
    %w = arith.mulf %v, %t : tensor<?xf64>
    %x = arith.addf %w, %u : tensor<?xf64>
    scf.yield %x : tensor<?xf64>
  }
  %zero = arith.constant dense<0.0> : tensor<f64>
  %s = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> ()>], iterator_types = ["reduction"]} ins(%r : tensor<?xf64>) outs(%zero : tensor<f64>) {
  ^bb0(%x : f64, %o : f64):
    %q = arith.mulf %x, %x : f64
    %sum = arith.addf %o, %q : f64
    linalg.yield %sum : f64
  } -> tensor<f64>
  %y = tensor.extract %s[] : tensor<f64>
  func.return %y : f64
}
