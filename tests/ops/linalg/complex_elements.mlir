// ARGS: array(3), array(3, seed=2)
func.func @complex_elements(%m : memref<3xf64>, %k : memref<3xf64>) -> f64 {
  %c1 = arith.constant 1 : index
  %a = bufferization.to_tensor %m restrict : memref<3xf64> to tensor<3xf64>
  %b = bufferization.to_tensor %k restrict : memref<3xf64> to tensor<3xf64>
  %e = tensor.empty() : tensor<3xcomplex<f64>>
  %z = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%a, %b : tensor<3xf64>, tensor<3xf64>) outs(%e : tensor<3xcomplex<f64>>) {
  ^bb0(%x : f64, %y : f64, %o : complex<f64>):
    %c = complex.create %x, %y : complex<f64>
    %s = complex.mul %c, %c : complex<f64>
    linalg.yield %s : complex<f64>
  } -> tensor<3xcomplex<f64>>
  %v = tensor.extract %z[%c1] : tensor<3xcomplex<f64>>
  %r = complex.re %v : complex<f64>
  %i = complex.im %v : complex<f64>
  %p = arith.mulf %r, %i : f64
  func.return %p : f64
}
