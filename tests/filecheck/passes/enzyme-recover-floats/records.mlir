// RUN: xdsl-opt -p enzyme-recover-floats %s | filecheck %s

// A record of an integer and a float that is copied as one i64: a loop carries both.

// CHECK-LABEL: @last
func.func @last(%p : !llvm.ptr, %q : !llvm.ptr, %n : i64) -> f32 {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %id = llvm.load %p : !llvm.ptr -> i32
  %next = arith.addi %id, %id : i32
  llvm.store %next, %p : i32, !llvm.ptr
  %v = llvm.getelementptr %p[4] : (!llvm.ptr) -> !llvm.ptr, i8
  %w = llvm.load %v : !llvm.ptr -> f32
  llvm.store %w, %v : f32, !llvm.ptr
  // CHECK: scf.for {{.*}} iter_args(%{{.*}} = %{{.*}}, %{{.*}} = %{{.*}}) -> (i32, f32)
  %r = scf.for %i = %zero to %n step %one iter_args(%a = %zero) -> (i64) : i64 {
    // CHECK: llvm.load {{.*}} -> i32
    // CHECK: llvm.load {{.*}} -> f32
    %e = llvm.getelementptr %p[%i] : (!llvm.ptr, i64) -> !llvm.ptr, !llvm.struct<(i32, f32)>
    %b = llvm.load %e : !llvm.ptr -> i64
    // CHECK: scf.yield %{{.*}}, %{{.*}} : i32, f32
    scf.yield %b : i64
  }
  // CHECK: llvm.store %{{.*}} : i32
  // CHECK: llvm.store %{{.*}} : f32
  llvm.store %r, %q : i64, !llvm.ptr
  %shift = arith.constant 32 : i64
  %h = arith.shrui %r, %shift : i64
  %t = arith.trunci %h : i64 to i32
  %f = arith.bitcast %t : i32 to f32
  // CHECK-NOT: arith.bitcast
  // CHECK: func.return %{{.*}} : f32
  func.return %f : f32
}

// A pointer that is handed on beside what is taken apart leads where it led before.

// CHECK-LABEL: @beside_a_pointer
func.func @beside_a_pointer(%p : !llvm.ptr, %q : !llvm.ptr, %r : !llvm.ptr, %c : i1) {
  %x = llvm.load %p : !llvm.ptr -> f64
  %i = llvm.load %p : !llvm.ptr -> i64
  // CHECK: %[[S:.*]], %{{.*}} = scf.if %c -> (!llvm.ptr, f64)
  %s, %w = scf.if %c -> (!llvm.ptr, i64) {
    scf.yield %p, %i : !llvm.ptr, i64
  } else {
    %j = llvm.load %q : !llvm.ptr -> i64
    scf.yield %q, %j : !llvm.ptr, i64
  }
  llvm.store %w, %r : i64, !llvm.ptr
  // CHECK: %[[B:.*]] = llvm.load %[[S]] {{.*}} : !llvm.ptr -> f64
  // CHECK: llvm.store %[[B]], %r
  %b = llvm.load %s : !llvm.ptr -> i64
  llvm.store %b, %r : i64, !llvm.ptr
  func.return
}
