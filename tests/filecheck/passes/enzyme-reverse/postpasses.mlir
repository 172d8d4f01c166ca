// RUN: xdsl-opt -p 'enzyme-reverse{postpasses="cse,canonicalize"}' %s | filecheck %s
// RUN: xdsl-opt -p 'enzyme-forward{postpasses="cse"}' %s | filecheck %s --check-prefix=FORWARD

// The pipeline sees what is made, and nothing else.

// CHECK-LABEL: func.func @square(%x: f64) -> f64 {
// CHECK-NEXT:    %a = arith.mulf %x, %x : f64
// CHECK-NEXT:    %b = arith.mulf %x, %x : f64
// CHECK-NEXT:    %y = arith.addf %a, %b : f64
// CHECK-LABEL: func.func private @square.gradient(
// CHECK-SAME:    %x: f64, [[S:%.*]]: f64) -> f64 {
// CHECK-NEXT:    %[[P:.*]] = arith.mulf [[S]], %x
// CHECK-NOT:     arith.mulf
// CHECK:         func.return
// FORWARD-LABEL: func.func @square
// FORWARD:         %b = arith.mulf
// FORWARD-LABEL: func.func private @square.forward
// FORWARD-NEXT:    %a = arith.mulf %x, %x : f64
// FORWARD-NEXT:    %[[P:.*]] = arith.mulf %x_d, %x
// FORWARD-NOT:     arith.mulf
// FORWARD:         func.return
func.func @square(%x : f64) -> f64 {
  %a = arith.mulf %x, %x : f64
  %b = arith.mulf %x, %x : f64
  %y = arith.addf %a, %b : f64
  func.return %y : f64
}
func.func @d_square(%x : f64, %seed : f64) -> (f64, f64) {
  %dx = enzyme.autodiff @square(%x, %seed) {
    activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (f64, f64) -> f64
  %t = enzyme.fwddiff @square(%x, %seed) {
    activity = [#enzyme<activity enzyme_dup>], ret_activity = [#enzyme<activity enzyme_dupnoneed>]
  } : (f64, f64) -> f64
  func.return %dx, %t : f64, f64
}
