// RUN: xdsl-opt -p enzyme-activity %s | filecheck %s

// CHECK-LABEL: @square
// CHECK-NEXT:    %p = {{.*}}["inactive: depends on no active input"]
// CHECK-NEXT:    %y = {{.*}}["active: depends on argument x, and result 0 depends on it"]
// CHECK-NEXT:    %z = {{.*}}["active: depends on argument x, and result 0 depends on it"]
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
// CHECK-LABEL: @loop
// CHECK-NEXT:    %zero = {{.*}}["inactive: values of type i64 have no derivative"]
// CHECK:         %b = {{.*}}["active: depends on argument x, and result 0 depends on it"]
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
// Through memory, from one argument to the other.

// CHECK-LABEL: @move
// CHECK-NEXT:    %v = {{.*}}["active: depends on argument p, and argument q depends on it"]
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
