// RUN: xdsl-opt -p "enzyme-recover-floats{entries=both}" %s | filecheck %s

// A function that copies floats for one caller and doubles for another: each has its own.

// CHECK: func.func @both
// CHECK: func.call @copy(%f, %p
// CHECK: func.call @copy.for_call(%g, %q
// CHECK: func.call @move(%f, %p
// CHECK: func.call @move(%f, %p
func.func @both(%p : !llvm.ptr, %q : !llvm.ptr, %f : !llvm.ptr, %g : !llvm.ptr, %n : i64) {
  %x = llvm.load %p : !llvm.ptr -> f32
  %y = llvm.load %q : !llvm.ptr -> f64
  func.call @copy(%f, %p, %n) : (!llvm.ptr, !llvm.ptr, i64) -> ()
  func.call @copy(%g, %q, %n) : (!llvm.ptr, !llvm.ptr, i64) -> ()
  func.call @move(%f, %p, %n) : (!llvm.ptr, !llvm.ptr, i64) -> ()
  func.call @move(%f, %p, %n) : (!llvm.ptr, !llvm.ptr, i64) -> ()
  func.return
}

// CHECK: func.func @copy(
// CHECK: llvm_extra.memcpy {{.*}}enzyme.layout = [#builtin.int<4>, [#builtin.int<0>, f32]]
// CHECK: func.func private @copy.for_call(
// CHECK: llvm_extra.memcpy {{.*}}enzyme.layout = [#builtin.int<8>, [#builtin.int<0>, f64]]
func.func @copy(%to : !llvm.ptr, %from : !llvm.ptr, %n : i64) {
  llvm_extra.memcpy %to, %from, %n : !llvm.ptr, !llvm.ptr, i64
  func.return
}

// One that is called with floats only stays one.

// CHECK: func.func @move(
// CHECK-NOT: @move.for_call
func.func @move(%to : !llvm.ptr, %from : !llvm.ptr, %n : i64) {
  llvm_extra.memmove %to, %from, %n : !llvm.ptr, !llvm.ptr, i64
  func.return
}
