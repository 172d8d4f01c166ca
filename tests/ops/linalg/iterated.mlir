// ARGS: array(4), array(4, 4, seed=2, low=-0.5, high=0.5), integer(3)
// A recurrent network on tensors, whose state is carried by a loop.
func.func @iterated(%m : memref<4xf64>, %k : memref<4x4xf64>, %n : index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = bufferization.to_tensor %k restrict : memref<4x4xf64> to tensor<4x4xf64>
  %v = bufferization.to_tensor %m restrict : memref<4xf64> to tensor<4xf64>
  %zero = arith.constant 0.0 : f64
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%u = %v) -> (tensor<4xf64>) {
    %w = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d1)>, affine_map<(d0, d1) -> (d0)>], iterator_types = ["parallel", "reduction"]} ins(%a, %u : tensor<4x4xf64>, tensor<4xf64>) outs(%v : tensor<4xf64>) {
    ^bb0(%x : f64, %y : f64, %o : f64):
      %p = arith.mulf %x, %y : f64
      %s = arith.addf %o, %p : f64
      linalg.yield %s : f64
    } -> tensor<4xf64>
    %t = math.tanh %w : tensor<4xf64>
    scf.yield %t : tensor<4xf64>
  }
  %e = tensor.empty() : tensor<f64>
  %z = linalg.fill ins(%zero : f64) outs(%e : tensor<f64>) -> tensor<f64>
  %sum = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> ()>], iterator_types = ["reduction"]} ins(%r : tensor<4xf64>) outs(%z : tensor<f64>) {
  ^bb0(%x : f64, %o : f64):
    %p = arith.mulf %x, %x : f64
    %s = arith.addf %o, %p : f64
    linalg.yield %s : f64
  } -> tensor<f64>
  %y = tensor.extract %sum[] : tensor<f64>
  func.return %y : f64
}
