// RUN: xdsl-opt %s | xdsl-opt | filecheck %s
// RUN: xdsl-opt -p enzyme-reverse %s | filecheck %s --check-prefix=EXPANDED

// Forward mode after the first half of reverse mode: what the function reads is recorded, and its memory left alone.

// EXPANDED-LABEL: func.func private @f.recorded(
// EXPANDED: %[[X:.*]] = llvm.load %{{.*}} : !llvm.ptr -> f64
// EXPANDED-NEXT: func.call @enzyme.record.f64(%{{.*}}, %[[X]])
// EXPANDED: llvm.store
// EXPANDED-LABEL: func.func private @f.forward(
// EXPANDED-SAME: %[[P:.*]]: !llvm.ptr, %[[D:.*]]: !llvm.ptr {{{.*}}}, %[[CURSOR:.*]]: !llvm.ptr)
// EXPANDED: %[[PLACE:.*]] = llvm.load %[[CURSOR]]
// EXPANDED: %[[READ:.*]] = llvm.load %[[PLACE]]
// EXPANDED: llvm.load %[[D]]
// EXPANDED: llvm.store %{{.*}}, %[[D]]
// EXPANDED-NOT: llvm.store %{{.*}}, %[[P]] :
func.func @f(%p: !llvm.ptr) {
  %x = llvm.load %p : !llvm.ptr -> f64
  %y = arith.mulf %x, %x : f64
  llvm.store %y, %p : f64, !llvm.ptr
  func.return
}

// CHECK:      %tape = enzyme.augment @f(%p, %d)
// CHECK:      enzyme.forward_split @f(%p, %d, %tape)
// CHECK-SAME: : (!llvm.ptr, !llvm.ptr, !llvm.ptr) -> ()
// EXPANDED-LABEL: func.func @both
// EXPANDED: func.call @f.recorded(
// EXPANDED: func.call @f.forward(
// EXPANDED: func.call @free(
func.func @both(%p: !llvm.ptr, %d: !llvm.ptr) {
  %tape = enzyme.augment @f(%p, %d) {activity = [#enzyme<activity enzyme_dup>], ret_activity = []} : (!llvm.ptr, !llvm.ptr) -> !llvm.ptr
  enzyme.forward_split @f(%p, %d, %tape) {activity = [#enzyme<activity enzyme_dup>], ret_activity = []} : (!llvm.ptr, !llvm.ptr, !llvm.ptr) -> ()
  func.return
}
