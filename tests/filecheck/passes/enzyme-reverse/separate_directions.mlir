// RUN: xdsl-opt -p enzyme-reverse %s | filecheck %s

// With `separate`, each direction has memory of its own, and the program runs once.

func.func @f(%x: !llvm.ptr) -> f64 {
  %v = llvm.load %x : !llvm.ptr -> f64
  %r = arith.mulf %v, %v : f64
  llvm.store %r, %x : f64, !llvm.ptr
  func.return %r : f64
}
func.func @rows(%x: !llvm.ptr, %d0: !llvm.ptr, %d1: !llvm.ptr, %s0: f64, %s1: f64) {
  enzyme.autodiff @f(%x, %d0, %d1, %s0, %s1) {activity = [#enzyme<activity enzyme_dup>], ret_activity = [#enzyme<activity enzyme_activenoneed>], width = 2, separate} : (!llvm.ptr, !llvm.ptr, !llvm.ptr, f64, f64) -> ()
  func.return
}

// CHECK:       func.func private @f.gradient.directions2(%x: !llvm.ptr, %x_d: !llvm.ptr {enzyme.shadow}, %x_d_1: !llvm.ptr {enzyme.shadow}, %{{.*}}: f64, %{{.*}}: f64)
// CHECK-NEXT:    %v = llvm.load %x : !llvm.ptr -> f64
// CHECK-NEXT:    %r = arith.mulf %v, %v : f64
// CHECK-NEXT:    llvm.store %r, %x : f64, !llvm.ptr
// CHECK-NEXT:    %{{.*}} = llvm.load %x_d : !llvm.ptr -> f64
// CHECK-NEXT:    %{{.*}} = llvm.load %x_d_1 : !llvm.ptr -> f64
// CHECK-NOT:     llvm.load %x :
// CHECK:       func.func @rows
// CHECK:         func.call @f.gradient.directions2(%x, %d0, %d1, %s0, %s1)
