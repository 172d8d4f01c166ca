// ARGS: array(5), array(3, seed=2)
// A body that reads a tensor at indices of its own, and branches: it is reversed as loops.
func.func @gather(%m : memref<5xf64>, %k : memref<3xf64>) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %a = bufferization.to_tensor %m restrict : memref<5xf64> to tensor<5xf64>
  %b = bufferization.to_tensor %k restrict : memref<3xf64> to tensor<3xf64>
  %e = tensor.empty() : tensor<3xf64>
  %z = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%b : tensor<3xf64>) outs(%e : tensor<3xf64>) {
  ^bb0(%x : f64, %o : f64):
    %i = linalg.index 0 : index
    %j = arith.subi %c4, %i : index
    %y = tensor.extract %a[%j] : tensor<5xf64>
    %first = arith.cmpi slt, %i, %c1 : index
    %p = scf.if %first -> (f64) {
      %q = math.exp %y : f64
      scf.yield %q : f64
    } else {
      %q = arith.mulf %x, %y : f64
      scf.yield %q : f64
    }
    linalg.yield %p : f64
  } -> tensor<3xf64>
  %s = arith.mulf %z, %z : tensor<3xf64>
  %u = tensor.extract %s[%c1] : tensor<3xf64>
  %v = tensor.extract %s[%c0] : tensor<3xf64>
  %r = arith.mulf %u, %v : f64
  func.return %r : f64
}
