// RUN: xdsl-opt -p enzyme-forward %s | filecheck %s

// What does not depend on an active input has no tangent.

// CHECK-LABEL: @square.forward(%x: f64, %x_d: f64, %n: f64) -> (f64, f64)
// CHECK-NEXT:    %p = arith.mulf %n, %n : f64
// CHECK-NEXT:    %y = arith.mulf %x, %x : f64
// CHECK-NEXT:    [[A:%.*]] = arith.mulf %x_d, %x
// CHECK-NEXT:    [[B:%.*]] = arith.mulf %x_d, %x
// CHECK-NEXT:    %y_d = arith.addf [[A]], [[B]]
// CHECK-NEXT:    %z = arith.addf %y, %p : f64
// CHECK-NEXT:    func.return %z, %y_d : f64, f64
// CHECK-LABEL: @d_square
// CHECK-NEXT:    func.call @square.forward(%x, %dx, %n)
func.func @square(%x : f64, %n : f64) -> f64 {
  %p = arith.mulf %n, %n : f64
  %y = arith.mulf %x, %x : f64
  %z = arith.addf %y, %p : f64
  func.return %z : f64
}
func.func @d_square(%x : f64, %dx : f64, %n : f64) -> (f64, f64) {
  %r, %dr = enzyme.fwddiff @square(%x, %dx, %n) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_dup>]
  } : (f64, f64, f64) -> (f64, f64)
  func.return %r, %dr : f64, f64
}
// Two tangents at once: the partial is a scalar, and is built once.

// CHECK-LABEL: @sine.forward(%x: f64, %x_d: vector<2xf64>) -> (f64, vector<2xf64>)
// CHECK-NEXT:    %y = math.sin %x : f64
// CHECK-NEXT:    [[P:%.*]] = math.cos %x : f64
// CHECK-NEXT:    [[V:%.*]] = vector.broadcast [[P]] : f64 to vector<2xf64>
// CHECK-NEXT:    %y_d = arith.mulf %x_d, [[V]]
// CHECK-NEXT:    func.return %y, %y_d
func.func @sine(%x : f64) -> f64 {
  %y = math.sin %x : f64
  func.return %y : f64
}
func.func @d_sine(%x : f64, %dx : vector<2xf64>) -> vector<2xf64> {
  %dr = enzyme.fwddiff @sine(%x, %dx) {
    activity = [#enzyme<activity enzyme_dup>],
    ret_activity = [#enzyme<activity enzyme_dupnoneed>], width = 2
  } : (f64, vector<2xf64>) -> vector<2xf64>
  func.return %dr : vector<2xf64>
}
// Shadow memory is read and written beside the memory.

// CHECK-LABEL: @halve.forward(%p: !llvm.ptr, %p_d: !llvm.ptr {enzyme.shadow})
// CHECK:         %v = llvm.load %p : !llvm.ptr -> f64
// CHECK-NEXT:    %v_d = llvm.load %p_d : !llvm.ptr -> f64
// CHECK-NEXT:    %w = arith.mulf %v, %half : f64
// CHECK-NEXT:    %w_d = arith.mulf %v_d, %half
// CHECK-NEXT:    llvm.store %w, %p : f64, !llvm.ptr
// CHECK-NEXT:    llvm.store %w_d, %p_d : f64, !llvm.ptr
// CHECK-NEXT:    func.return
func.func @halve(%p : !llvm.ptr) {
  %half = arith.constant 0.5 : f64
  %v = llvm.load %p : !llvm.ptr -> f64
  %w = arith.mulf %v, %half : f64
  llvm.store %w, %p : f64, !llvm.ptr
  func.return
}
func.func @d_halve(%p : !llvm.ptr, %dp : !llvm.ptr) {
  enzyme.fwddiff @halve(%p, %dp) {
    activity = [#enzyme<activity enzyme_dup>], ret_activity = []
  } : (!llvm.ptr, !llvm.ptr) -> ()
  func.return
}
