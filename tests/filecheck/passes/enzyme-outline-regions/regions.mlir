// RUN: xdsl-opt -p enzyme-outline-regions %s | filecheck %s
// RUN: xdsl-opt -p enzyme-reverse,enzyme-forward %s | filecheck %s --check-prefix=EXPANDED

// What is used from outside becomes an argument, which is constant, even if the same value is active elsewhere.

// CHECK-LABEL: func.func @twice(%x: f64, %seed: f64, %n: index)
// CHECK-NEXT:    %d = enzyme.autodiff @twice_to_diff0(%x, %n, %x, %seed) {
// CHECK-SAME:      activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_const>, #enzyme<activity enzyme_const>]
// CHECK-SAME:      ret_activity = [#enzyme<activity enzyme_activenoneed>]
// CHECK-SAME:    } : (f64, index, f64, f64) -> f64
// CHECK-NEXT:    %t = enzyme.fwddiff @twice_to_fwddiff0(%x, %seed) {
// CHECK-NEXT:    func.return %d, %t
// CHECK:       func.func private @twice_to_diff0(%y: f64, %n: index, %x: f64) -> f64 {
// CHECK:         scf.for
// CHECK-SAME:      to %n
// CHECK-NEXT:      arith.mulf %v, %x : f64
// CHECK:         func.return %p : f64
// CHECK:       func.func private @twice_to_fwddiff0(%y: f64) -> f64 {
// EXPANDED-LABEL: func.func @twice
// EXPANDED-NEXT:    %d = func.call @twice_to_diff0.gradient(%x, %n, %x, %seed)
// EXPANDED-NEXT:    %{{.*}}, %t = func.call @twice_to_fwddiff0.forward(%x, %seed)
func.func @twice(%x: f64, %seed: f64, %n: index) -> (f64, f64) {
  %d = enzyme.autodiff_region(%x, %seed) {
  ^bb0(%y: f64):
    %zero = arith.constant 0 : index
    %one = arith.constant 1 : index
    %p = scf.for %i = %zero to %n step %one iter_args(%v = %y) -> (f64) {
      %w = arith.mulf %v, %x : f64
      scf.yield %w : f64
    }
    enzyme.yield %p : f64
  } attributes {activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_activenoneed>]} : (f64, f64) -> f64
  %t = enzyme.fwddiff_region(%x, %seed) {
  ^bb0(%y: f64):
    %s = math.sin %y : f64
    enzyme.yield %s : f64
  } attributes {activity = [#enzyme<activity enzyme_dup>], ret_activity = [#enzyme<activity enzyme_dupnoneed>]} : (f64, f64) -> f64
  func.return %d, %t : f64, f64
}

// A region in a region is outlined first; a function gets back its attributes.

// CHECK-LABEL: func.func @nested
// CHECK-NEXT:    enzyme.fwddiff @nested_to_fwddiff0(%x, %seed, %a)
// CHECK:       func.func private @nested_to_fwddiff0(%y: f64 {llvm.noundef}, %a: f64) -> f64 attributes {note} {
// CHECK-NEXT:    enzyme.autodiff @nested_to_diff0(%y, %a, %a)
// CHECK:       func.func private @nested_to_diff0(%z: f64, %a: f64) -> f64 {
func.func @nested(%x: f64, %seed: f64, %a: f64) -> f64 {
  %t = enzyme.fwddiff_region(%x, %seed) {
  ^bb0(%y: f64):
    %d = enzyme.autodiff_region(%y, %a) {
    ^bb1(%z: f64):
      %p = arith.mulf %z, %z : f64
      %q = arith.mulf %p, %a : f64
      enzyme.yield %q : f64
    } attributes {activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_activenoneed>]} : (f64, f64) -> f64
    enzyme.yield %d : f64
  } attributes {activity = [#enzyme<activity enzyme_dup>], ret_activity = [#enzyme<activity enzyme_dupnoneed>], fn = "slope", fn_attrs = {note, sym_visibility = "public", arg_attrs = [{llvm.noundef}]}} : (f64, f64) -> f64
  func.return %t : f64
}

// Blocks and jumps may be in a region.

// CHECK-LABEL: func.func @jumps
// CHECK:       func.func private @jumps_to_diff0(%y: f64, %c: i1) -> f64 {
// CHECK-NEXT:    cf.cond_br %c, ^[[A:.*]], ^[[B:.*]]
// CHECK-NEXT:  ^[[A]]:
// CHECK-NEXT:    func.return %y : f64
// CHECK-NEXT:  ^[[B]]:
// CHECK-NEXT:    arith.mulf %y, %y
// CHECK-NEXT:    func.return
func.func @jumps(%x: f64, %seed: f64, %c: i1) -> f64 {
  %d = enzyme.autodiff_region(%x, %seed) {
  ^bb0(%y: f64):
    cf.cond_br %c, ^bb1, ^bb2
  ^bb1:
    enzyme.yield %y : f64
  ^bb2:
    %s = arith.mulf %y, %y : f64
    enzyme.yield %s : f64
  } attributes {activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_activenoneed>]} : (f64, f64) -> f64
  func.return %d : f64
}
