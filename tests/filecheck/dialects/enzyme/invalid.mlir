// RUN: xdsl-opt %s --split-input-file --verify-diagnostics | filecheck %s

// CHECK: enzyme.fwddiff: '@nowhere' is not a function of this module
func.func @unknown(%x: f64) {
  %0 = enzyme.fwddiff @nowhere(%x, %x) {activity = [#enzyme<activity enzyme_dup>], ret_activity = [#enzyme<activity enzyme_dupnoneed>]} : (f64, f64) -> f64
  func.return
}

// -----

// CHECK: enzyme.autodiff of @f: 2 activities for a function of 1 arguments
func.func private @f(f64) -> f64
func.func @too_many_activities(%x: f64) {
  %0 = enzyme.autodiff @f(%x, %x) {activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_activenoneed>]} : (f64, f64) -> f64
  func.return
}

// -----

// CHECK: enzyme.autodiff of @f: 0 result activities for 1 results
func.func private @f(f64) -> f64
func.func @too_few_result_activities(%x: f64) {
  %0 = enzyme.autodiff @f(%x, %x) {activity = [#enzyme<activity enzyme_active>], ret_activity = []} : (f64, f64) -> f64
  func.return
}

// -----

// CHECK: enzyme.fwddiff of @f: an argument cannot be enzyme_active in this mode
func.func private @f(f64) -> f64
func.func @active_in_forward_mode(%x: f64) {
  %0 = enzyme.fwddiff @f(%x, %x) {activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_dupnoneed>]} : (f64, f64) -> f64
  func.return
}

// -----

// CHECK: enzyme.fwddiff of @f: a result cannot be enzyme_activenoneed in this mode
func.func private @f(f64) -> f64
func.func @seed_in_forward_mode(%x: f64) {
  %0 = enzyme.fwddiff @f(%x, %x) {activity = [#enzyme<activity enzyme_dup>], ret_activity = [#enzyme<activity enzyme_activenoneed>]} : (f64, f64) -> f64
  func.return
}

// -----

// CHECK: enzyme.autodiff of @f: an argument cannot be enzyme_constnoneed in this mode
func.func private @f(f64) -> f64
func.func @unneeded_constant(%x: f64) {
  enzyme.autodiff @f(%x) {activity = [#enzyme<activity enzyme_constnoneed>], ret_activity = [#enzyme<activity enzyme_constnoneed>]} : (f64) -> ()
  func.return
}

// -----

// CHECK: enzyme.autodiff of @f: with these activities the operands are (f64, f64), not (f64)
func.func private @f(f64) -> f64
func.func @no_seed(%x: f64) {
  %0 = enzyme.autodiff @f(%x) {activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_activenoneed>]} : (f64) -> f64
  func.return
}

// -----

// CHECK: enzyme.autodiff of @f: with these activities the results are (f64, f64), not (f64)
func.func private @f(f64) -> f64
func.func @no_primal(%x: f64) {
  %0 = enzyme.autodiff @f(%x, %x) {activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_active>]} : (f64, f64) -> f64
  func.return
}

// -----

// CHECK: enzyme.fwddiff of @f: with these activities the operands are (f64, vector<2xf64> or tensor<2xf64>), not (f64, f64)
func.func private @f(f64) -> f64
func.func @narrow_tangent(%x: f64) {
  %0 = enzyme.fwddiff @f(%x, %x) {activity = [#enzyme<activity enzyme_dup>], ret_activity = [#enzyme<activity enzyme_dupnoneed>], width = 2} : (f64, f64) -> vector<2xf64>
  func.return
}

// -----

// CHECK: enzyme.fwddiff of @f: width is 0, and must be positive
func.func private @f(f64) -> f64
func.func @no_width(%x: f64) {
  %0 = enzyme.fwddiff @f(%x, %x) {activity = [#enzyme<activity enzyme_dup>], ret_activity = [#enzyme<activity enzyme_dupnoneed>], width = 0} : (f64, f64) -> f64
  func.return
}

// -----

// CHECK: enzyme.jacobian of @f: 0 argument activities for 1 arguments
func.func private @f(f64) -> f64
func.func @jacobian(%x: f64) {
  %0 = enzyme.jacobian @f(%x) {activity = [], ret_activity = [#enzyme<activity enzyme_active>]} : (f64) -> f64
  func.return
}

// -----

// CHECK: enzyme.autodiff_split_mode.primal of @f: with these activities the results are (f64, !enzyme.Tape), not (!enzyme.Tape)
func.func private @f(f64) -> f64
func.func @first_half(%x: f64) {
  %tape = enzyme.autodiff_split_mode.primal @f(%x) {activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_active>]} : (f64) -> !enzyme.Tape
  func.return
}

// -----

// CHECK: enzyme.autodiff_split_mode.reverse of @f: with these activities the operands are (f64, !enzyme.Tape), not (!enzyme.Tape)
func.func private @f(f64) -> f64
func.func @second_half(%tape: !enzyme.Tape) {
  %0 = enzyme.autodiff_split_mode.reverse @f(%tape) {activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_active>]} : (!enzyme.Tape) -> f64
  func.return
}

// -----

// CHECK: enzyme.batch of @f: the operands are (tensor<3xf64>), not (f64)
func.func private @f(f64) -> f64
func.func @no_batch(%x: f64) {
  %0 = enzyme.batch @f(%x) {batch_shape = array<i64: 3>} : (f64) -> tensor<3xf64>
  func.return
}

// -----

// CHECK: enzyme.batch of @f: batch_shape is [], and must be one or more positive sizes
func.func private @f(f64) -> f64
func.func @no_shape(%x: f64) {
  %0 = enzyme.batch @f(%x) {batch_shape = array<i64>} : (f64) -> f64
  func.return
}

// -----

// CHECK: enzyme.autodiff_region: with these activities the operands are (f64, f64), not (f64)
func.func @region(%x: f64) {
  %0 = enzyme.autodiff_region(%x) {
  ^bb0(%y: f64):
    enzyme.yield %y : f64
  } attributes {activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_activenoneed>]} : (f64) -> f64
  func.return
}

// -----

// CHECK: enzyme.fwddiff_region: the region does not end in enzyme.yield
func.func @no_yield(%x: f64) {
  %0 = enzyme.fwddiff_region(%x, %x) {
  ^bb0(%y: f64):
    llvm.unreachable
  } attributes {activity = [#enzyme<activity enzyme_dup>], ret_activity = [#enzyme<activity enzyme_dupnoneed>]} : (f64, f64) -> f64
  func.return
}

// -----

// CHECK: 'enzyme.yield' expects parent op to be one of
func.func @stray_yield() {
  enzyme.yield
}

// -----

// CHECK: enzyme.broadcast: f64 repeated [4] times is tensor<4xf64>, not tensor<3xf64>
func.func @broadcast(%x: f64) {
  %0 = "enzyme.broadcast"(%x) <{shape = array<i64: 4>}> : (f64) -> tensor<3xf64>
  func.return
}

// -----

// CHECK: enzyme.concat: 2 of f64 are tensor<2xf64>, not tensor<3xf64>
func.func @concat(%x: f64) {
  %0 = enzyme.concat(%x, %x) : (f64, f64) -> tensor<3xf64>
  func.return
}

// -----

// CHECK: enzyme.extract: tensor<2xf64> has no element 2
func.func @extract(%x: tensor<2xf64>) {
  %0 = enzyme.extract %x[2] : (tensor<2xf64>) -> f64
  func.return
}

// -----

// CHECK: enzyme.load: 1 indices into memref<?x3xf64>
func.func @load(%m: memref<?x3xf64>, %i: index) {
  %0 = enzyme.load %m[%i] ([%i, 3]) : memref<?x3xf64>
  func.return
}

// -----

// CHECK: enzyme.custom_reverse_rule @rule: 0 activities for (f64) -> ()
enzyme.custom_reverse_rule @rule {
  enzyme.yield
} attributes {function_type = (f64) -> (), activity = [], ret_activity = []}

// -----

// CHECK: enzyme.custom_reverse_rule.reverse: the region is not a function of type () -> f64
enzyme.custom_reverse_rule @rule {
  enzyme.custom_reverse_rule.reverse () -> f64 {
    enzyme.yield
  }
  enzyme.yield
} attributes {function_type = () -> (), activity = [], ret_activity = []}

// -----

// CHECK: enzyme.call_custom_reverse: '@f' is not a custom rule of this module
func.func private @f(f64) -> f64
func.func @call(%x: f64) {
  %0 = enzyme.call_custom_reverse @f(%x) : (f64) -> f64
  func.return
}

// -----

// CHECK: enzyme.genericAdjoint: 0 indexing maps for 1 operands
func.func @adjoint(%m: memref<3xf64>) {
  "enzyme.genericAdjoint"(%m) <{indexing_maps = [], iterator_types = [], operandSegmentSizes = array<i32: 0, 1>}> ({
  }) : (memref<3xf64>) -> ()
  func.return
}
