// ARGS: array(2, 2)
// Integers take no part, but what is made of them does.
func.func @quantized(%m : memref<2x2xf64>) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %t = bufferization.to_tensor %m restrict : memref<2x2xf64> to tensor<2x2xf64>
  %a = arith.constant dense<[[1, -2], [3, 4]]> : tensor<2x2xi8>
  %b = arith.constant dense<[[2, 1], [0, -1]]> : tensor<2x2xi8>
  %zero = arith.constant 1 : i32
  %z = arith.constant dense<0> : tensor<2x2xi32>
  %q = linalg.quantized_matmul ins(%a, %b, %zero, %zero : tensor<2x2xi8>, tensor<2x2xi8>, i32, i32) outs(%z : tensor<2x2xi32>) -> tensor<2x2xi32>
  %e = tensor.empty() : tensor<2x2xf64>
  %f = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} ins(%q : tensor<2x2xi32>) outs(%e : tensor<2x2xf64>) {
  ^bb0(%i : i32, %o : f64):
    %n = arith.sitofp %i : i32 to f64
    linalg.yield %n : f64
  } -> tensor<2x2xf64>
  %p = arith.mulf %f, %t : tensor<2x2xf64>
  %s = math.sin %p : tensor<2x2xf64>
  %x = tensor.extract %s[%c0, %c1] : tensor<2x2xf64>
  %y = tensor.extract %s[%c1, %c1] : tensor<2x2xf64>
  %r = arith.mulf %x, %y : f64
  func.return %r : f64
}
