// Batches: of scalars, tensors, calls, several results, derivatives; and derivatives of batches.
func.func private @shift(%x: f64) -> f64 {
  %k = arith.constant 2.5 : f64
  %y = arith.addf %x, %k : f64
  return %y : f64
}
func.func @curve(%x: f64) -> f64 {
  %s = math.sin %x : f64
  %t = func.call @shift(%s) : (f64) -> f64
  %p = arith.mulf %t, %x : f64
  return %p : f64
}
func.func private @both(%x: tensor<f64>, %y: tensor<f64>) -> (tensor<f64>, tensor<f64>) {
  %p = arith.mulf %x, %y : tensor<f64>
  %e = math.exp %x : tensor<f64>
  return %p, %e : tensor<f64>, tensor<f64>
}
func.func private @gradient_at(%x: f64, %seed: f64) -> f64 {
  %r = enzyme.autodiff @curve(%x, %seed) <
    activity = [#enzyme.activity<enzyme_active>],
    ret_activity = [#enzyme.activity<enzyme_activenoneed>]
  > : (f64, f64) -> f64
  return %r : f64
}
func.func private @tangent_at(%x: tensor<3xf64>, %dx: tensor<3xf64>) -> tensor<3xf64> {
  %r = enzyme.fwddiff @square(%x, %dx) <
    activity = [#enzyme.activity<enzyme_dup>],
    ret_activity = [#enzyme.activity<enzyme_dupnoneed>]
  > : (tensor<3xf64>, tensor<3xf64>) -> tensor<3xf64>
  return %r : tensor<3xf64>
}
func.func private @square(%x: tensor<3xf64>) -> tensor<3xf64> {
  %k = arith.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf64>
  %s = arith.mulf %x, %x : tensor<3xf64>
  %y = arith.mulf %s, %k : tensor<3xf64>
  return %y : tensor<3xf64>
}
func.func private @all(%x: tensor<3xf64>) -> tensor<3xf64> {
  %p, %e = enzyme.batch @both(%x, %x) <batch_shape = [3]> : (tensor<3xf64>, tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>)
  %c = enzyme.batch @curve(%p) {batch_shape = array<i64: 3>} : (tensor<3xf64>) -> tensor<3xf64>
  %y = arith.mulf %c, %e : tensor<3xf64>
  return %y : tensor<3xf64>
}

func.func @push_nothing(%x: tensor<2x3xf64>) -> tensor<2x3xf64> {
  %r = enzyme.batch @curve(%x) <{batch_shape = array<i64: 2, 3>}> : (tensor<2x3xf64>) -> tensor<2x3xf64>
  return %r : tensor<2x3xf64>
}
func.func @pull_each(%x: tensor<3xf64>, %seed: tensor<3xf64>) -> tensor<3xf64> {
  %r = enzyme.batch @gradient_at(%x, %seed) <batch_shape = [3]> : (tensor<3xf64>, tensor<3xf64>) -> tensor<3xf64>
  return %r : tensor<3xf64>
}
func.func @push_each(%x: tensor<2x3xf64>, %dx: tensor<2x3xf64>) -> tensor<2x3xf64> {
  %r = enzyme.batch @tangent_at(%x, %dx) <batch_shape = [2]> : (tensor<2x3xf64>, tensor<2x3xf64>) -> tensor<2x3xf64>
  return %r : tensor<2x3xf64>
}
func.func @push_all(%x: tensor<3xf64>, %dx: tensor<3xf64>) -> tensor<3xf64> {
  %r = enzyme.fwddiff @all(%x, %dx) <
    activity = [#enzyme.activity<enzyme_dup>],
    ret_activity = [#enzyme.activity<enzyme_dupnoneed>]
  > : (tensor<3xf64>, tensor<3xf64>) -> tensor<3xf64>
  return %r : tensor<3xf64>
}
func.func @pull_all(%x: tensor<3xf64>, %seed: tensor<3xf64>) -> tensor<3xf64> {
  %r = enzyme.autodiff @all(%x, %seed) <
    activity = [#enzyme.activity<enzyme_active>],
    ret_activity = [#enzyme.activity<enzyme_activenoneed>]
  > : (tensor<3xf64>, tensor<3xf64>) -> tensor<3xf64>
  return %r : tensor<3xf64>
}
