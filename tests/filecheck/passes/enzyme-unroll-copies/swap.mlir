// RUN: xdsl-opt -p enzyme-unroll-copies %s | filecheck %s

// Rust's swap of two vectors: a capacity, a pointer and a length.
// CHECK-LABEL: @swap
func.func @swap(%p: !llvm.ptr, %q: !llvm.ptr) {
  // CHECK:      %0 = arith.constant 0 : i64
  // CHECK-NEXT: %a = llvm.getelementptr %p[%0]
  // CHECK-NEXT: %b = llvm.getelementptr %q[%0]
  // CHECK-NEXT: %x = llvm.load %a
  // CHECK-NEXT: %y = llvm.load %b
  // CHECK-NEXT: llvm.store %y, %a
  // CHECK-NEXT: llvm.store %x, %b
  // CHECK-NEXT: %1 = arith.constant 1 : i64
  // CHECK-NEXT: llvm.getelementptr %p[%1]
  // CHECK:      %2 = arith.constant 2 : i64
  // CHECK-NEXT: llvm.getelementptr %p[%2]
  // CHECK-NOT:  arith.constant
  // CHECK:      func.return
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %three = arith.constant 3 : i64
  scf.for %i = %zero to %three step %one : i64 {
    %a = llvm.getelementptr %p[%i] : (!llvm.ptr, i64) -> !llvm.ptr, i64
    %b = llvm.getelementptr %q[%i] : (!llvm.ptr, i64) -> !llvm.ptr, i64
    %x = llvm.load %a : !llvm.ptr -> i64
    %y = llvm.load %b : !llvm.ptr -> i64
    llvm.store %y, %a : i64, !llvm.ptr
    llvm.store %x, %b : i64, !llvm.ptr
  }
  func.return
}

// What a loop carries goes from iteration to iteration.
// CHECK-LABEL: @bump
func.func @bump(%p: !llvm.ptr, %q: !llvm.ptr) -> !llvm.ptr {
  // CHECK:      %x = llvm.load %p
  // CHECK-NEXT: llvm.store %x, %q
  // CHECK-NEXT: %next = llvm.getelementptr %p[8]
  // CHECK-NEXT: arith.constant 4
  // CHECK-NEXT: %x_1 = llvm.load %next
  // CHECK-NEXT: llvm.store %x_1, %q
  // CHECK-NEXT: %next_1 = llvm.getelementptr %next[8]
  // CHECK-NEXT: func.return %next_1
  %two = arith.constant 2 : i64
  %six = arith.constant 6 : i64
  %end = scf.for %i = %two to %six step %two iter_args(%at = %p) -> (!llvm.ptr) : i64 {
    %x = llvm.load %at : !llvm.ptr -> i64
    llvm.store %x, %q : i64, !llvm.ptr
    %next = llvm.getelementptr %at[8] : (!llvm.ptr) -> !llvm.ptr, i8
    scf.yield %next : !llvm.ptr
  }
  func.return %end : !llvm.ptr
}

// Loops that compute, of floats, of many iterations or of an unknown number of them stay.
// CHECK-LABEL: @stay
func.func @stay(%p: !llvm.ptr, %q: !llvm.ptr, %n: i64) {
  // CHECK: scf.for
  // CHECK: scf.for
  // CHECK: scf.for
  // CHECK: scf.for
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %three = arith.constant 3 : i64
  %many = arith.constant 300 : i64
  scf.for %i = %zero to %three step %one : i64 {
    %x = llvm.load %p : !llvm.ptr -> i64
    %y = arith.addi %x, %one : i64
    llvm.store %y, %q : i64, !llvm.ptr
  }
  scf.for %i = %zero to %three step %one : i64 {
    %x = llvm.load %p : !llvm.ptr -> f64
    llvm.store %x, %q : f64, !llvm.ptr
  }
  scf.for %i = %zero to %many step %one : i64 {
    %x = llvm.load %p : !llvm.ptr -> i64
    llvm.store %x, %q : i64, !llvm.ptr
  }
  scf.for %i = %zero to %n step %one : i64 {
    %x = llvm.load %p : !llvm.ptr -> i64
    llvm.store %x, %q : i64, !llvm.ptr
  }
  func.return
}
