// ARGS: array(2, 3), array(2, 3, seed=2), output(2, 3)
func.func @elementwise(%m : memref<2x3xf64>, %k : memref<2x3xf64>, %out : memref<2x3xf64>) {
  %a = bufferization.to_tensor %m restrict : memref<2x3xf64> to tensor<2x3xf64>
  %b = bufferization.to_tensor %k restrict : memref<2x3xf64> to tensor<2x3xf64>
  %e = tensor.empty() : tensor<2x3xf64>
  %0 = linalg.add ins(%a, %b : tensor<2x3xf64>, tensor<2x3xf64>) outs(%e : tensor<2x3xf64>) -> tensor<2x3xf64>
  %1 = linalg.mul ins(%0, %a : tensor<2x3xf64>, tensor<2x3xf64>) outs(%e : tensor<2x3xf64>) -> tensor<2x3xf64>
  %2 = linalg.sub ins(%1, %b : tensor<2x3xf64>, tensor<2x3xf64>) outs(%e : tensor<2x3xf64>) -> tensor<2x3xf64>
  %3 = linalg.exp ins(%2 : tensor<2x3xf64>) outs(%e : tensor<2x3xf64>) -> tensor<2x3xf64>
  %4 = linalg.log ins(%0 : tensor<2x3xf64>) outs(%e : tensor<2x3xf64>) -> tensor<2x3xf64>
  %5 = linalg.sqrt ins(%3 : tensor<2x3xf64>) outs(%e : tensor<2x3xf64>) -> tensor<2x3xf64>
  %6 = linalg.max ins(%4, %5 : tensor<2x3xf64>, tensor<2x3xf64>) outs(%e : tensor<2x3xf64>) -> tensor<2x3xf64>
  %7 = linalg.min ins(%6, %3 : tensor<2x3xf64>, tensor<2x3xf64>) outs(%e : tensor<2x3xf64>) -> tensor<2x3xf64>
  %i = tensor.empty() : tensor<2x3xi1>
  %c = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} ins(%4, %a : tensor<2x3xf64>, tensor<2x3xf64>) outs(%i : tensor<2x3xi1>) {
  ^bb0(%x : f64, %y : f64, %o : i1):
    %less = arith.cmpf olt, %x, %y : f64
    linalg.yield %less : i1
  } -> tensor<2x3xi1>
  %8 = linalg.select ins(%c, %7, %2 : tensor<2x3xi1>, tensor<2x3xf64>, tensor<2x3xf64>) outs(%e : tensor<2x3xf64>) -> tensor<2x3xf64>
  %9 = linalg.copy ins(%8 : tensor<2x3xf64>) outs(%e : tensor<2x3xf64>) -> tensor<2x3xf64>
  %r = arith.mulf %9, %9 : tensor<2x3xf64>
  bufferization.materialize_in_destination %r in restrict writable %out : (tensor<2x3xf64>, memref<2x3xf64>) -> ()
  func.return
}
