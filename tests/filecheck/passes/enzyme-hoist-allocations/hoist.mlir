// RUN: xdsl-opt -p enzyme-hoist-allocations %s | filecheck %s

// The size is computed outside, or from what is outside: one allocation serves all iterations.
// CHECK-LABEL: @invariant
func.func @invariant(%n: i64, %zero: i64, %one: i64) {
  // CHECK:      %twice = arith.addi %n, %n : i64
  // CHECK-NEXT: %tmp = llvm.alloca %twice x f64
  // CHECK-NEXT: scf.for
  scf.for %i = %zero to %n step %one : i64 {
    scf.for %j = %zero to %n step %one : i64 {
      %twice = arith.addi %n, %n : i64
      %tmp = llvm.alloca %twice x f64 {llvm.scoped} : (i64) -> !llvm.ptr
      "test.op"(%tmp) : (!llvm.ptr) -> ()
    }
  }
  func.return
}

// The size depends on the iteration of the outer loop: only the inner loop is left.
// CHECK-LABEL: @triangular
func.func @triangular(%n: i64, %zero: i64, %one: i64) {
  // CHECK:      scf.for %i
  // CHECK-NEXT:   %tmp = llvm.alloca %i x f64
  // CHECK-NEXT:   scf.for %j
  scf.for %i = %zero to %n step %one : i64 {
    scf.for %j = %zero to %n step %one : i64 {
      %tmp = llvm.alloca %i x f64 {llvm.scoped} : (i64) -> !llvm.ptr
      "test.op"(%tmp) : (!llvm.ptr) -> ()
    }
  }
  func.return
}

// A branch may guard the size, and memory from `alloca` in C lives until the function returns: both stay.
// CHECK-LABEL: @stays
func.func @stays(%n: i64, %zero: i64, %one: i64, %c: i1) {
  // CHECK:      scf.for %i
  // CHECK-NEXT:   llvm.alloca %one x i8
  // CHECK-NEXT:   scf.if %c {
  // CHECK-NEXT:     llvm.alloca %n x f64
  scf.for %i = %zero to %n step %one : i64 {
    %kept = llvm.alloca %one x i8 : (i64) -> !llvm.ptr
    scf.if %c {
      %tmp = llvm.alloca %n x f64 {llvm.scoped} : (i64) -> !llvm.ptr
      "test.op"(%tmp, %kept) : (!llvm.ptr, !llvm.ptr) -> ()
    }
  }
  func.return
}
