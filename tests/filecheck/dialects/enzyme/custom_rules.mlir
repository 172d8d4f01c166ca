// RUN: xdsl-opt %s | xdsl-opt | filecheck %s
// RUN: xdsl-opt %s --print-op-generic | xdsl-opt | filecheck %s

// CHECK:      enzyme.custom_reverse_rule @double {
// CHECK-NEXT:   %cache = "enzyme.init"() : () -> !enzyme.Cache<f64>
// CHECK-NEXT:   enzyme.custom_reverse_rule.augmented_primal (%x: f64) -> f64 {
// CHECK-NEXT:     "enzyme.push"(%cache, %x)
// CHECK:          enzyme.yield %y : f64
// CHECK-NEXT:   }
// CHECK-NEXT:   enzyme.custom_reverse_rule.reverse (%dy: f64) -> f64 {
// CHECK:          enzyme.yield %dx : f64
// CHECK-NEXT:   }
// CHECK-NEXT:   enzyme.yield
// CHECK-NEXT: } attributes {function_type = (f64) -> f64, activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_active>]}
enzyme.custom_reverse_rule @double {
  %cache = "enzyme.init"() : () -> !enzyme.Cache<f64>
  enzyme.custom_reverse_rule.augmented_primal (%x: f64) -> f64 {
    "enzyme.push"(%cache, %x) : (!enzyme.Cache<f64>, f64) -> ()
    %y = arith.addf %x, %x : f64
    enzyme.yield %y : f64
  }
  enzyme.custom_reverse_rule.reverse (%dy: f64) -> f64 {
    %x = "enzyme.pop"(%cache) : (!enzyme.Cache<f64>) -> f64
    %dx = arith.addf %dy, %dy : f64
    enzyme.yield %dx : f64
  }
  enzyme.yield
} attributes {
  function_type = (f64) -> f64,
  activity = [#enzyme<activity enzyme_active>],
  ret_activity = [#enzyme<activity enzyme_active>]
}

// CHECK:      enzyme.custom_reverse_rule @effect {
// CHECK-NEXT:   enzyme.custom_reverse_rule.augmented_primal () {
// CHECK:        enzyme.custom_reverse_rule.reverse () -> (f64, f64) {
enzyme.custom_reverse_rule @effect {
  enzyme.custom_reverse_rule.augmented_primal () {
    enzyme.yield
  }
  enzyme.custom_reverse_rule.reverse () -> (f64, f64) {
    %c = arith.constant 1.0 : f64
    enzyme.yield %c, %c : f64, f64
  }
  enzyme.yield
} attributes {function_type = () -> (), activity = [], ret_activity = []}

func.func @use(%x: f64) -> f64 {
  // CHECK: %y, %c = enzyme.call_augmented_primal @double(%x) : (f64) -> f64 caches f64
  %y, %c = enzyme.call_augmented_primal @double(%x) : (f64) -> f64 caches f64
  // CHECK: %dx = enzyme.call_custom_reverse @double(%y) caches(%c : f64) : (f64) -> f64
  %dx = enzyme.call_custom_reverse @double(%y) caches(%c : f64) : (f64) -> f64
  func.return %dx : f64
}
