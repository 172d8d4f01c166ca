// ARGS: array(2, 3), array(2, 2, seed=2), number(0.6), output(4, 8)
func.func @pad_concat(%m : memref<2x3xf64>, %k : memref<2x2xf64>, %x : f64, %out : memref<4x8xf64>) {
  %a = bufferization.to_tensor %m restrict : memref<2x3xf64> to tensor<2x3xf64>
  %b = bufferization.to_tensor %k restrict : memref<2x2xf64> to tensor<2x2xf64>
  %e = math.exp %a : tensor<2x3xf64>
  %c = tensor.concat dim(1) %a, %b, %e : (tensor<2x3xf64>, tensor<2x2xf64>, tensor<2x3xf64>) -> tensor<2x8xf64>
  %p = arith.mulf %c, %c : tensor<2x8xf64>
  %q = tensor.pad %p low[1, 0] high[1, 0] {
  ^bb0(%i : index, %j : index):
    %n = arith.addi %i, %j : index
    %l = arith.index_cast %n : index to i64
    %f = arith.sitofp %l : i64 to f64
    %g = arith.mulf %f, %x : f64
    tensor.yield %g : f64
  } : tensor<2x8xf64> to tensor<4x8xf64>
  %r = math.sin %q : tensor<4x8xf64>
  bufferization.materialize_in_destination %r in restrict writable %out : (tensor<4x8xf64>, memref<4x8xf64>) -> ()
  func.return
}
