// ARGS: array(2, 3), integer(3), number(1.1)
// Elementwise.
func.func private @wave(%x : f64, %y : f64) -> (f64, f64) {
  %two = arith.constant 2.0 : f64
  %s = math.sin %x : f64
  %a = arith.mulf %s, %y : f64
  %b = arith.mulf %a, %two : f64
  func.return %a, %b : f64, f64
}
// In turn.
func.func private @power(%x : f64, %n : index) -> f64 {
  %i0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %i0 to %n step %c1 iter_args(%a = %x) -> (f64) {
    %b = arith.mulf %a, %x : f64
    scf.yield %b : f64
  }
  func.return %r : f64
}
// On parts of a tensor.
func.func private @turn(%x : tensor<3xf64>) -> tensor<2xf64> {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %a = tensor.extract %x[%c1] : tensor<3xf64>
  %b = tensor.extract %x[%c2] : tensor<3xf64>
  %p = arith.mulf %a, %b : f64
  %e = math.exp %b : f64
  %r = tensor.from_elements %p, %e : tensor<2xf64>
  func.return %r : tensor<2xf64>
}
func.func @batch(%m : memref<2x3xf64>, %n : index, %x : f64) -> f64 {
  %i0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %t = bufferization.to_tensor %m restrict : memref<2x3xf64> to tensor<2x3xf64>
  %s = tensor.splat %x : tensor<2x3xf64>
  %w, %v = enzyme.batch @wave(%t, %s) {batch_shape = array<i64: 2, 3>} : (tensor<2x3xf64>, tensor<2x3xf64>) -> (tensor<2x3xf64>, tensor<2x3xf64>)
  %ns = tensor.splat %n : tensor<2x3xindex>
  %p = enzyme.batch @power(%v, %ns) {batch_shape = array<i64: 2, 3>} : (tensor<2x3xf64>, tensor<2x3xindex>) -> tensor<2x3xf64>
  %u = arith.mulf %w, %p : tensor<2x3xf64>
  %r = enzyme.batch @turn(%u) {batch_shape = array<i64: 2>} : (tensor<2x3xf64>) -> tensor<2x2xf64>
  %a = tensor.extract %r[%i0, %c1] : tensor<2x2xf64>
  %b = tensor.extract %r[%c1, %i0] : tensor<2x2xf64>
  %y = arith.mulf %a, %b : f64
  func.return %y : f64
}
