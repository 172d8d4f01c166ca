// RUN: xdsl-opt %s | xdsl-opt | filecheck %s
// RUN: xdsl-opt -p enzyme-reverse %s | filecheck %s --check-prefix=REVERSE

// The halves of reverse mode in different functions, with memory as the tape.

func.func @f(%x: f64) -> f64 {
  %0 = math.sin %x : f64
  %y = math.sin %0 : f64
  func.return %y : f64
}

// CHECK:      %y, %tape = enzyme.augment @f(%x)
// CHECK-SAME: : (f64) -> (f64, !llvm.ptr)
// REVERSE-LABEL: func.func @first
// REVERSE: %{{.*}} = "enzyme.init"() : () -> !enzyme.Cache<f64>
// REVERSE: func.call @f.augmented(
// REVERSE: %{{.*}} = func.call @malloc(
// REVERSE: llvm.store %{{.*}}, %{{.*}} : !enzyme.Cache<f64>, !llvm.ptr
func.func @first(%x: f64) -> (f64, !llvm.ptr) {
  %y, %tape = enzyme.augment @f(%x) {
    activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_active>]
  } : (f64) -> (f64, !llvm.ptr)
  func.return %y, %tape : f64, !llvm.ptr
}

// CHECK:      %dx = enzyme.reverse @f(%x, %seed, %tape)
// CHECK-SAME: : (f64, f64, !llvm.ptr) -> f64
// REVERSE-LABEL: func.func @second
// REVERSE: llvm.load %{{.*}} : !llvm.ptr -> !enzyme.Cache<f64>
// REVERSE: func.call @f.reverse(
// REVERSE: func.call @free(
func.func @second(%x: f64, %seed: f64, %tape: !llvm.ptr) -> f64 {
  %dx = enzyme.reverse @f(%x, %seed, %tape) {
    activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_active>]
  } : (f64, f64, !llvm.ptr) -> f64
  func.return %dx : f64
}
