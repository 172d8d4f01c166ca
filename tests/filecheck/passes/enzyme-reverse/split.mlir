// RUN: xdsl-opt -p 'enzyme-reverse{split=true}' %s | filecheck %s
// RUN: xdsl-opt -p enzyme-reverse %s | filecheck %s --check-prefix=OPS

// CHECK-LABEL: func.func private @product.augmented(
// CHECK-SAME:    %x: f64, %y: f64, [[C:%.*]]: !enzyme.Cache<f64>) -> f64 {
// CHECK-NEXT:    %s = math.sin %x : f64
// CHECK-NEXT:    %z = arith.mulf %s, %y : f64
// CHECK-NEXT:    "enzyme.push"([[C]], %s)
// CHECK-NEXT:    func.return %z : f64
// CHECK-LABEL: func.func private @product.reverse(
// CHECK-SAME:    %0: f64, %1: f64, %2: f64, [[C:%.*]]: !enzyme.Cache<f64>) -> (f64, f64) attributes {enzyme.reverses = [@product.augmented, 2 : i64]} {
// CHECK-NEXT:    "enzyme.pop"([[C]])
func.func @product(%x : f64, %y : f64) -> f64 {
  %s = math.sin %x : f64
  %z = arith.mulf %s, %y : f64
  func.return %z : f64
}

// CHECK-LABEL: func.func @gradient
// CHECK-NEXT:    [[C:%.*]] = "enzyme.init"() : () -> !enzyme.Cache<f64>
// CHECK-NEXT:    %v = func.call @product.augmented(%x, %y, [[C]]) : (f64, f64, !enzyme.Cache<f64>) -> f64
// CHECK-NEXT:    %dx, %dy = func.call @product.reverse(%x, %y, %seed, [[C]]) : (f64, f64, f64, !enzyme.Cache<f64>) -> (f64, f64)
// CHECK-NEXT:    func.return %v, %dx, %dy
func.func @gradient(%x : f64, %y : f64, %seed : f64) -> (f64, f64, f64) {
  %v, %dx, %dy = enzyme.autodiff @product(%x, %y, %seed) {
    activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_active>],
    ret_activity = [#enzyme<activity enzyme_active>]
  } : (f64, f64, f64) -> (f64, f64, f64)
  func.return %v, %dx, %dy : f64, f64, f64
}

// With a tape, something else may happen between the halves.

// OPS-LABEL: func.func @halves
// OPS-NEXT:    [[C:%.*]] = "enzyme.init"() : () -> !enzyme.Cache<f64>
// OPS-NEXT:    %v = func.call @product.augmented(%x, %y, [[C]])
// OPS-NEXT:    %seed = arith.mulf %v, %v : f64
// OPS-NEXT:    %dx, %dy = func.call @product.reverse(%x, %y, %seed, [[C]])
func.func @halves(%x : f64, %y : f64) -> (f64, f64) attributes {enzyme.reverses = [@product.augmented, 2 : i64]} {
  %v, %tape = enzyme.autodiff_split_mode.primal @product(%x, %y) {
    activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_active>],
    ret_activity = [#enzyme<activity enzyme_active>]
  } : (f64, f64) -> (f64, !enzyme.Tape)
  %seed = arith.mulf %v, %v : f64
  %dx, %dy = enzyme.autodiff_split_mode.reverse @product(%seed, %tape) {
    activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_active>],
    ret_activity = [#enzyme<activity enzyme_active>]
  } : (f64, !enzyme.Tape) -> (f64, f64)
  func.return %dx, %dy : f64, f64
}

// A function that two callees call has one cache, not one for each way that leads there; the other one is for %l.

// CHECK-LABEL: func.func @ways
// CHECK-NEXT:    [[C:%.*]] = "enzyme.init"() : () -> !enzyme.Cache<f64>
// CHECK-NEXT:    [[L:%.*]] = "enzyme.init"() : () -> !enzyme.Cache<f64>
// CHECK-NEXT:    %v = func.call @both.augmented(%x, [[L]], [[C]]) : (f64, !enzyme.Cache<f64>, !enzyme.Cache<f64>) -> f64
func.func private @left(%x : f64) -> f64 {
  %r = func.call @product(%x, %x) : (f64, f64) -> f64
  func.return %r : f64
}
func.func private @right(%x : f64) -> f64 {
  %r = func.call @product(%x, %x) : (f64, f64) -> f64
  func.return %r : f64
}
func.func private @both(%x : f64) -> f64 {
  %l = func.call @left(%x) : (f64) -> f64
  %r = func.call @right(%l) : (f64) -> f64
  func.return %r : f64
}
func.func @ways(%x : f64, %seed : f64) -> (f64, f64) attributes {enzyme.reverses = [@product.augmented, 2 : i64]} {
  %v, %dx = enzyme.autodiff @both(%x, %seed) {
    activity = [#enzyme<activity enzyme_active>],
    ret_activity = [#enzyme<activity enzyme_active>]
  } : (f64, f64) -> (f64, f64)
  func.return %v, %dx : f64, f64
}
