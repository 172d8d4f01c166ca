// RUN: xdsl-opt %s | xdsl-opt | filecheck %s
// RUN: xdsl-opt %s --print-op-generic | xdsl-opt | filecheck %s

// CHECK-LABEL: @regions
func.func @regions(%x: f64, %dx: f64, %a: f64) -> (f64, f64) {
  // CHECK-NEXT: %g = enzyme.autodiff_region(%x, %dx) {
  // CHECK-NEXT: ^bb0(%y: f64):
  // CHECK-NEXT:   %z = arith.mulf %y, %a : f64
  // CHECK-NEXT:   enzyme.yield %z : f64
  // CHECK-NEXT: } attributes {activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_activenoneed>]} : (f64, f64) -> f64
  %g = enzyme.autodiff_region(%x, %dx) {
  ^bb0(%y: f64):
    %z = arith.mulf %y, %a : f64
    enzyme.yield %z : f64
  } attributes {activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_activenoneed>]} : (f64, f64) -> f64
  // CHECK-NEXT: %t = enzyme.fwddiff_region(%x, %dx) {
  // CHECK:      } attributes {activity = [#enzyme<activity enzyme_dup>], ret_activity = [#enzyme<activity enzyme_dupnoneed>], fn = "scale", fn_attrs = {}} : (f64, f64) -> f64
  %t = enzyme.fwddiff_region(%x, %dx) {
  ^bb0(%y: f64):
    %z = arith.mulf %y, %a : f64
    enzyme.yield %z : f64
  } <activity = [#enzyme.activity<enzyme_dup>], ret_activity = [#enzyme.activity<enzyme_dupnoneed>], fn = "scale"> attributes {fn_attrs = {}} : (f64, f64) -> f64
  func.return %g, %t : f64, f64
}

// CHECK-LABEL: @nothing
func.func @nothing(%m: memref<f64>, %dm: memref<f64>) {
  // CHECK:      enzyme.yield
  // CHECK-NEXT: } attributes {activity = [#enzyme<activity enzyme_dup>], ret_activity = [], atomic_add = true} : (memref<f64>, memref<f64>) -> ()
  enzyme.autodiff_region(%m, %dm) {
  ^bb0(%y: memref<f64>):
    enzyme.yield
  } attributes {activity = [#enzyme<activity enzyme_dup>], ret_activity = [], atomic_add = true} : (memref<f64>, memref<f64>) -> ()
  func.return
}
