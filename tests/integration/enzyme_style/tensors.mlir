// Tensors as active values, elementwise and by linalg.
func.func @fade(%x: tensor<3xf64>) -> tensor<3xf64> {
  %c = math.cos %x : tensor<3xf64>
  %e = math.exp %c : tensor<3xf64>
  return %e : tensor<3xf64>
}
func.func @weigh(%x: tensor<3xf64>, %w: tensor<3xf64>) -> tensor<f64> {
  %zero = arith.constant dense<0.0> : tensor<f64>
  %r = linalg.generic {
    indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>, affine_map<(i) -> ()>],
    iterator_types = ["reduction"]
  } ins(%x, %w : tensor<3xf64>, tensor<3xf64>) outs(%zero : tensor<f64>) {
  ^bb0(%a: f64, %b: f64, %s: f64):
    %p = arith.mulf %a, %b : f64
    %q = arith.mulf %p, %b : f64
    %t = arith.addf %s, %q : f64
    linalg.yield %t : f64
  } -> tensor<f64>
  return %r : tensor<f64>
}

func.func @push_fade(%x: tensor<3xf64>, %dx: tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>) {
  %v, %r = enzyme.fwddiff @fade(%x, %dx) <{
    activity = [#enzyme.activity<enzyme_dup>],
    ret_activity = [#enzyme.activity<enzyme_dup>]
  }> : (tensor<3xf64>, tensor<3xf64>) -> (tensor<3xf64>, tensor<3xf64>)
  return %v, %r : tensor<3xf64>, tensor<3xf64>
}
func.func @pull_fade(%x: tensor<3xf64>, %seed: tensor<3xf64>) -> tensor<3xf64> {
  %r = enzyme.autodiff @fade(%x, %seed) {
    activity = [#enzyme<activity enzyme_active>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (tensor<3xf64>, tensor<3xf64>) -> tensor<3xf64>
  return %r : tensor<3xf64>
}
func.func @push_weigh(%x: tensor<3xf64>, %dx: tensor<3xf64>, %w: tensor<3xf64>, %dw: tensor<3xf64>) -> tensor<f64> {
  %r = enzyme.fwddiff @weigh(%x, %dx, %w, %dw) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_dup>],
    ret_activity = [#enzyme<activity enzyme_dupnoneed>]
  } : (tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>) -> tensor<f64>
  return %r : tensor<f64>
}
func.func @pull_weigh(%x: tensor<3xf64>, %w: tensor<3xf64>, %seed: tensor<f64>) -> (tensor<3xf64>, tensor<3xf64>) {
  %r:2 = enzyme.autodiff @weigh(%x, %w, %seed) {
    activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_active>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (tensor<3xf64>, tensor<3xf64>, tensor<f64>) -> (tensor<3xf64>, tensor<3xf64>)
  return %r#0, %r#1 : tensor<3xf64>, tensor<3xf64>
}
