// RUN: xdsl-opt -p enzyme-lower-custom-rules %s | filecheck %s

// A rule becomes two functions; what it pushes is a further result of one, and an argument of the other.

// CHECK: func.func private @double(%x: f64) -> f64 attributes {enzyme.adjoint = @[[adjoint:.*]], enzyme.augmented = @[[augmented:.*]]} {
func.func private @double(%x: f64) -> f64 attributes {enzyme.custom_rule = @rule} {
  %y = arith.addf %x, %x : f64
  func.return %y : f64
}
// CHECK: func.func private @[[augmented]](%x: f64) -> (f64, f64) {
// CHECK: func.func private @[[adjoint]](%{{.*}}: f64, %{{.*}}: f64, %dy: f64) -> f64 {
// CHECK-NOT: enzyme.push
enzyme.custom_reverse_rule @rule {
  %kept = "enzyme.init"() : () -> !enzyme.Cache<f64>
  enzyme.custom_reverse_rule.augmented_primal (%x: f64) -> f64 {
    %y = arith.addf %x, %x : f64
    "enzyme.push"(%kept, %x) : (!enzyme.Cache<f64>, f64) -> ()
    enzyme.yield %y : f64
  }
  enzyme.custom_reverse_rule.reverse (%dy: f64) -> f64 {
    %x = "enzyme.pop"(%kept) : (!enzyme.Cache<f64>) -> f64
    %dx = arith.mulf %x, %dy : f64
    enzyme.yield %dx : f64
  }
  enzyme.yield
} attributes {
  activity = [#enzyme<activity enzyme_active>],
  ret_activity = [#enzyme<activity enzyme_active>], function_type = (f64) -> f64
}
