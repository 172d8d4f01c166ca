// Two directions at once for a tensor: the direction is the first dimension of the tangent.
func.func @wave(%x: tensor<3xf64>) -> tensor<3xf64> {
  %s = math.sin %x : tensor<3xf64>
  %p = arith.mulf %s, %x : tensor<3xf64>
  return %p : tensor<3xf64>
}
func.func @slope(%x: tensor<3xf32>) -> tensor<3xf32> {
  %a = math.atan %x : tensor<3xf32>
  return %a : tensor<3xf32>
}

func.func @push_wave(%x: tensor<3xf64>, %dx: tensor<2x3xf64>) -> tensor<2x3xf64> {
  %r = enzyme.fwddiff @wave(%x, %dx) <
    activity = [#enzyme.activity<enzyme_dup>],
    ret_activity = [#enzyme.activity<enzyme_dupnoneed>], width = 2
  > : (tensor<3xf64>, tensor<2x3xf64>) -> tensor<2x3xf64>
  return %r : tensor<2x3xf64>
}
func.func @pull_wave(%x: tensor<3xf64>, %seed: tensor<2x3xf64>) -> tensor<2x3xf64> {
  %r = enzyme.autodiff @wave(%x, %seed) <
    activity = [#enzyme.activity<enzyme_active>],
    ret_activity = [#enzyme.activity<enzyme_activenoneed>], width = 2
  > : (tensor<3xf64>, tensor<2x3xf64>) -> tensor<2x3xf64>
  return %r : tensor<2x3xf64>
}
func.func @push_slope(%x: tensor<3xf32>, %dx: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = enzyme.fwddiff @slope(%x, %dx) {
    activity = [#enzyme<activity enzyme_dup>],
    ret_activity = [#enzyme<activity enzyme_dupnoneed>], width = 2 : i64
  } : (tensor<3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}
