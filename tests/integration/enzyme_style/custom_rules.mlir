// Rules for reverse mode that the program gives itself: their adjoints are several times too large, so as to be seen.
func.func private @scale(%a: f64, %x: f64) -> f64 attributes {enzyme.custom_rule = [@scale_second, @scale_both]} {
  %y = arith.mulf %a, %x : f64
  return %y : f64
}
enzyme.custom_reverse_rule @scale_both {
  %first = "enzyme.init"() : () -> !enzyme.Cache<f64>
  %second = "enzyme.init"() : () -> !enzyme.Cache<f64>
  enzyme.custom_reverse_rule.augmented_primal (%a: f64, %x: f64) -> f64 {
    "enzyme.push"(%second, %x) : (!enzyme.Cache<f64>, f64) -> ()
    %y = arith.mulf %a, %x : f64
    "enzyme.push"(%first, %a) : (!enzyme.Cache<f64>, f64) -> ()
    enzyme.yield %y : f64
  }
  enzyme.custom_reverse_rule.reverse (%dy: f64) -> (f64, f64) {
    %three = arith.constant 3.0 : f64
    %a = "enzyme.pop"(%first) : (!enzyme.Cache<f64>) -> f64
    %x = "enzyme.pop"(%second) : (!enzyme.Cache<f64>) -> f64
    %p = arith.mulf %dy, %x : f64
    %q = arith.mulf %dy, %a : f64
    %r = arith.mulf %q, %three : f64
    enzyme.yield %p, %r : f64, f64
  }
  enzyme.yield
} attributes {
  activity = [#enzyme.activity<enzyme_active>, #enzyme.activity<enzyme_active>],
  ret_activity = [#enzyme.activity<enzyme_active>], function_type = (f64, f64) -> f64
}
enzyme.custom_reverse_rule @scale_second {
  %first = "enzyme.init"() : () -> !enzyme.Cache<f64>
  enzyme.custom_reverse_rule.augmented_primal (%a: f64, %x: f64) -> f64 {
    "enzyme.push"(%first, %a) : (!enzyme.Cache<f64>, f64) -> ()
    %y = arith.mulf %a, %x : f64
    enzyme.yield %y : f64
  }
  enzyme.custom_reverse_rule.reverse (%dy: f64) -> f64 {
    %a = "enzyme.pop"(%first) : (!enzyme.Cache<f64>) -> f64
    %q = arith.mulf %dy, %a : f64
    enzyme.yield %q : f64
  }
  enzyme.yield
} attributes {
  activity = [#enzyme.activity<enzyme_const>, #enzyme.activity<enzyme_active>],
  ret_activity = [#enzyme.activity<enzyme_active>], function_type = (f64, f64) -> f64
}
func.func private @square(%x: tensor<3xf64>) -> tensor<3xf64> attributes {enzyme.custom_rule = @square_rule} {
  %y = arith.mulf %x, %x : tensor<3xf64>
  return %y : tensor<3xf64>
}
enzyme.custom_reverse_rule @square_rule {
  %cache = "enzyme.init"() : () -> !enzyme.Cache<tensor<3xf64>>
  enzyme.custom_reverse_rule.augmented_primal (%x: tensor<3xf64>) -> tensor<3xf64> {
    "enzyme.push"(%cache, %x) : (!enzyme.Cache<tensor<3xf64>>, tensor<3xf64>) -> ()
    %y = arith.mulf %x, %x : tensor<3xf64>
    enzyme.yield %y : tensor<3xf64>
  }
  enzyme.custom_reverse_rule.reverse (%dy: tensor<3xf64>) -> tensor<3xf64> {
    %x = "enzyme.pop"(%cache) : (!enzyme.Cache<tensor<3xf64>>) -> tensor<3xf64>
    %five = arith.constant dense<5.0> : tensor<3xf64>
    %p = arith.mulf %dy, %x : tensor<3xf64>
    %q = arith.mulf %p, %five : tensor<3xf64>
    enzyme.yield %q : tensor<3xf64>
  }
  enzyme.yield
} attributes {
  activity = [#enzyme.activity<enzyme_active>], ret_activity = [#enzyme.activity<enzyme_active>],
  function_type = (tensor<3xf64>) -> tensor<3xf64>
}
func.func @power(%a: f64, %x: f64, %c: i1) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %r = scf.if %c -> (f64) {
    %s = scf.for %i = %c0 to %c2 step %c1 iter_args(%v = %x) -> (f64) {
      %w = func.call @scale(%a, %v) : (f64, f64) -> f64
      scf.yield %w : f64
    }
    scf.yield %s : f64
  } else {
    scf.yield %x : f64
  }
  return %r : f64
}
func.func private @scale_by_two(%x: f64) -> f64 {
  %two = arith.constant 2.0 : f64
  %y = func.call @scale(%two, %x) : (f64, f64) -> f64
  return %y : f64
}
func.func @each(%x: tensor<3xf64>) -> tensor<3xf64> {
  %y = enzyme.batch @scale_by_two(%x) <batch_shape = [3]> : (tensor<3xf64>) -> tensor<3xf64>
  return %y : tensor<3xf64>
}

func.func @pull_power(%a: f64, %x: f64, %c: i1, %seed: f64) -> (f64, f64) {
  %r:2 = enzyme.autodiff @power(%a, %x, %c, %seed) {
    activity = [#enzyme.activity<enzyme_active>, #enzyme.activity<enzyme_active>, #enzyme.activity<enzyme_const>],
    ret_activity = [#enzyme.activity<enzyme_activenoneed>]
  } : (f64, f64, i1, f64) -> (f64, f64)
  return %r#0, %r#1 : f64, f64
}
func.func @push_power(%a: f64, %x: f64, %dx: f64, %c: i1) -> f64 {
  %r = enzyme.fwddiff @power(%a, %x, %dx, %c) {
    activity = [#enzyme.activity<enzyme_const>, #enzyme.activity<enzyme_dup>, #enzyme.activity<enzyme_const>],
    ret_activity = [#enzyme.activity<enzyme_dupnoneed>]
  } : (f64, f64, f64, i1) -> f64
  return %r : f64
}
func.func @pull_square(%x: tensor<3xf64>, %seed: tensor<3xf64>) -> tensor<3xf64> {
  %r = enzyme.autodiff @square(%x, %seed) {
    activity = [#enzyme.activity<enzyme_active>], ret_activity = [#enzyme.activity<enzyme_activenoneed>]
  } : (tensor<3xf64>, tensor<3xf64>) -> tensor<3xf64>
  return %r : tensor<3xf64>
}
func.func @pull_each(%x: tensor<3xf64>, %seed: tensor<3xf64>) -> tensor<3xf64> {
  %r = enzyme.autodiff @each(%x, %seed) {
    activity = [#enzyme.activity<enzyme_active>], ret_activity = [#enzyme.activity<enzyme_activenoneed>]
  } : (tensor<3xf64>, tensor<3xf64>) -> tensor<3xf64>
  return %r : tensor<3xf64>
}
