// Two directions at once, as tensors at the boundary: of scalars, of single precision, through loops, branches and blocks.
func.func @rate(%x: f64, %y: f64) -> f64 {
  %q = arith.divf %x, %y : f64
  %t = math.tanh %q : f64
  return %t : f64
}
func.func @widen(%x: f32) -> f64 {
  %p = arith.mulf %x, %x : f32
  %w = arith.extf %p : f32 to f64
  return %w : f64
}
func.func @repeat(%x: f64) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %one = arith.constant 1.0 : f64
  %r = scf.for %i = %c0 to %c3 step %c1 iter_args(%a = %one) -> (f64) {
    %b = arith.mulf %a, %x : f64
    %c = arith.addf %b, %x : f64
    scf.yield %c : f64
  }
  return %r : f64
}
func.func @smaller(%x: f64, %y: f64) -> f64 {
  %c = arith.cmpf olt, %x, %y : f64
  cf.cond_br %c, ^out(%x : f64), ^out(%y : f64)
^out(%r: f64):
  return %r : f64
}
func.func @gate(%x: f64, %c: i1) -> (f64, f64) {
  %five = arith.constant 5.0 : f64
  %r:2 = scf.if %c -> (f64, f64) {
    %s = arith.mulf %x, %x : f64
    scf.yield %s, %five : f64, f64
  } else {
    scf.yield %x, %x : f64, f64
  }
  return %r#0, %r#1 : f64, f64
}

func.func @push_rate(%x: f64, %dx: tensor<2xf64>, %y: f64, %dy: tensor<2xf64>) -> (f64, tensor<2xf64>) {
  %v, %r = enzyme.fwddiff @rate(%x, %dx, %y, %dy) <
    activity = [#enzyme.activity<enzyme_dup>, #enzyme.activity<enzyme_dup>],
    ret_activity = [#enzyme.activity<enzyme_dup>], width = 2
  > : (f64, tensor<2xf64>, f64, tensor<2xf64>) -> (f64, tensor<2xf64>)
  return %v, %r : f64, tensor<2xf64>
}
func.func @pull_rate(%x: f64, %y: f64, %seed: tensor<2xf64>) -> (tensor<2xf64>, tensor<2xf64>) {
  %r:2 = enzyme.autodiff @rate(%x, %y, %seed) {
    activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_active>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>], width = 2
  } : (f64, f64, tensor<2xf64>) -> (tensor<2xf64>, tensor<2xf64>)
  return %r#0, %r#1 : tensor<2xf64>, tensor<2xf64>
}
func.func @push_widen(%x: f32, %dx: tensor<2xf32>) -> tensor<2xf64> {
  %r = enzyme.fwddiff @widen(%x, %dx) <{
    activity = [#enzyme.activity<enzyme_dup>],
    ret_activity = [#enzyme.activity<enzyme_dupnoneed>], width = 2
  }> : (f32, tensor<2xf32>) -> tensor<2xf64>
  return %r : tensor<2xf64>
}
func.func @push_repeat(%x: f64, %dx: tensor<2xf64>) -> tensor<2xf64> {
  %r = enzyme.fwddiff @repeat(%x, %dx) {
    activity = [#enzyme<activity enzyme_dup>],
    ret_activity = [#enzyme<activity enzyme_dupnoneed>], width = 2
  } : (f64, tensor<2xf64>) -> tensor<2xf64>
  return %r : tensor<2xf64>
}
func.func @pull_repeat(%x: f64, %seed: tensor<2xf64>) -> tensor<2xf64> {
  %r = enzyme.autodiff @repeat(%x, %seed) {
    activity = [#enzyme<activity enzyme_active>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>], width = 2
  } : (f64, tensor<2xf64>) -> tensor<2xf64>
  return %r : tensor<2xf64>
}
func.func @push_smaller(%x: f64, %dx: tensor<2xf64>, %y: f64, %dy: tensor<2xf64>) -> tensor<2xf64> {
  %r = enzyme.fwddiff @smaller(%x, %dx, %y, %dy) <
    activity = [#enzyme.activity<enzyme_dup>, #enzyme.activity<enzyme_dup>],
    ret_activity = [#enzyme.activity<enzyme_dupnoneed>], width = 2
  > : (f64, tensor<2xf64>, f64, tensor<2xf64>) -> tensor<2xf64>
  return %r : tensor<2xf64>
}
func.func @push_gate(%x: f64, %dx: tensor<2xf64>, %c: i1) -> (tensor<2xf64>, tensor<2xf64>) {
  %r:2 = enzyme.fwddiff @gate(%x, %dx, %c) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_dupnoneed>, #enzyme<activity enzyme_dupnoneed>], width = 2
  } : (f64, tensor<2xf64>, i1) -> (tensor<2xf64>, tensor<2xf64>)
  return %r#0, %r#1 : tensor<2xf64>, tensor<2xf64>
}
