// RUN: xdsl-opt -p enzyme-reverse %s | filecheck %s

// Of what is inactive nothing is reversed. Arguments are still there in the reverse sweep, so nothing is cached.

// CHECK-LABEL: @square.gradient(
// CHECK-SAME:    %x: f64, %n: f64, [[SEED:%.*]]: f64) -> f64
// CHECK-NOT:     enzyme.init
// CHECK:         %z = arith.addf %y, %p : f64
// CHECK-NEXT:    [[A:%.*]] = arith.mulf [[SEED]], %x
// CHECK-NEXT:    [[B:%.*]] = arith.mulf [[SEED]], %x
// CHECK-NEXT:    [[C:%.*]] = arith.addf [[A]], [[B]]
// CHECK-NEXT:    func.return [[C]] : f64
func.func @square(%x : f64, %n : f64) -> f64 {
  %p = arith.mulf %n, %n : f64
  %y = arith.mulf %x, %x : f64
  %z = arith.addf %y, %p : f64
  func.return %z : f64
}
func.func @d_square(%x : f64, %n : f64, %seed : f64) -> f64 {
  %dx = enzyme.autodiff @square(%x, %n, %seed) {
    activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (f64, f64, f64) -> f64
  func.return %dx : f64
}
// The carried value is cached where it is defined. The adjoint of %x, which the body captures, is carried.

// CHECK-LABEL: @loop.gradient(
// CHECK-SAME:    %x: f64, %n: i64, [[SEED:%.*]]: f64) -> f64
// CHECK-NEXT:    [[CACHE:%.*]] = "enzyme.init"()
// CHECK-NOT:     "enzyme.init"
// CHECK:         scf.for
// CHECK-NEXT:      "enzyme.push"([[CACHE]], %a)
// CHECK:         } {enzyme.loop = 0 : i64}
// CHECK:         [[FINAL:%.*]], [[CAPTURED:%.*]] = scf.for {{.*}} to %n {{.*}} iter_args([[ADJOINT:%.*]] = [[SEED]], [[SUM:%.*]] = {{.*}})
// CHECK-NEXT:      [[A:%.*]] = "enzyme.pop"([[CACHE]])
// CHECK-NEXT:      [[NEXT:%.*]] = arith.mulf [[ADJOINT]], %x
// CHECK-NEXT:      [[SHARE:%.*]] = arith.mulf [[ADJOINT]], [[A]]
// CHECK-NEXT:      [[TOTAL:%.*]] = arith.addf [[SUM]], [[SHARE]]
// CHECK-NEXT:      scf.yield [[NEXT]], [[TOTAL]] : f64, f64
// CHECK-NEXT:    } {enzyme.reversed_loop = 0 : i64}
// CHECK-NEXT:    arith.addf [[CAPTURED]], [[FINAL]]
func.func @loop(%x : f64, %n : i64) -> f64 {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %r = scf.for %i = %zero to %n step %one iter_args(%a = %x) -> (f64) : i64 {
    %b = arith.mulf %a, %x : f64
    scf.yield %b : f64
  }
  func.return %r : f64
}
func.func @d_loop(%x : f64, %n : i64, %seed : f64) -> f64 {
  %dx = enzyme.autodiff @loop(%x, %n, %seed) {
    activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (f64, i64, f64) -> f64
  func.return %dx : f64
}
// The adjoint comes back from where the value was stored, which is zero from then on, and goes to where it was loaded.

// CHECK-LABEL: @move.gradient
// CHECK:         llvm.store %v, %q
// CHECK-NEXT:    [[ADJOINT:%.*]] = llvm.load %q_d
// CHECK-NEXT:    [[ZERO:%.*]] = arith.constant 0.000000e+00
// CHECK-NEXT:    llvm.store [[ZERO]], %q_d
// CHECK-NEXT:    [[BEFORE:%.*]] = llvm.load %p_d
// CHECK-NEXT:    [[AFTER:%.*]] = arith.addf [[BEFORE]], [[ADJOINT]]
// CHECK-NEXT:    llvm.store [[AFTER]], %p_d
// CHECK-NEXT:    func.return
func.func @move(%p : !llvm.ptr, %q : !llvm.ptr) {
  %v = llvm.load %p : !llvm.ptr -> f64
  llvm.store %v, %q : f64, !llvm.ptr
  func.return
}
func.func @d_move(%p : !llvm.ptr, %dp : !llvm.ptr, %q : !llvm.ptr, %dq : !llvm.ptr) {
  enzyme.autodiff @move(%p, %dp, %q, %dq) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_dup>], ret_activity = []
  } : (!llvm.ptr, !llvm.ptr, !llvm.ptr, !llvm.ptr) -> ()
  func.return
}
