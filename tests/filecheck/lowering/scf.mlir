// RUN: xdsl-opt -t enzyme-llvm %s | filecheck %s

// CHECK-LABEL: define double @for(i64 %n, double %x) {
func.func @for(%n: index, %x: f64) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %z = arith.constant 0.0 : f64
  // CHECK-NEXT: entry:
  // CHECK-NEXT:   br label %for
  // CHECK-NEXT: for:
  // CHECK-NEXT:   %i = phi i64 [ 0, %entry ], [ %next, %endif ]
  // CHECK-NEXT:   %a = phi double [ %x, %entry ], [ %b, %endif ]
  // CHECK-NEXT:   %b = phi double [ 0.0, %entry ], [ %s, %endif ]
  // CHECK-NEXT:   %more = icmp slt i64 %i, %n
  // CHECK-NEXT:   br i1 %more, label %for.body, label %for.end
  // CHECK-NEXT: for.body:
  %r, %q = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x, %b = %z) -> (f64, f64) {
    // CHECK-NEXT:   %c = fcmp olt double %a, %b
    %c = arith.cmpf olt, %a, %b : f64
    // CHECK-NEXT:   br i1 %c, label %then, label %else
    // CHECK-NEXT: then:
    // CHECK-NEXT:   %d = fadd double %a, %x
    // CHECK-NEXT:   br label %endif
    // CHECK-NEXT: else:
    // CHECK-NEXT:   br label %endif
    // CHECK-NEXT: endif:
    // CHECK-NEXT:   %s = phi double [ %d, %then ], [ %x, %else ]
    %s = scf.if %c -> (f64) {
      %d = arith.addf %a, %x : f64
      scf.yield %d : f64
    } else {
      scf.yield %x : f64
    }
    scf.yield %b, %s : f64, f64
  }
  // CHECK-NEXT:   %next = add nuw nsw i64 %i, 1
  // CHECK-NEXT:   br label %for
  // CHECK-NEXT: for.end:
  // CHECK-NEXT:   ret double %a
  func.return %r : f64
}

// A loop that ends in its test needs one block.

// CHECK-LABEL: define i64 @tail(i64 %n) {
func.func @tail(%n: i64) -> i64 {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  // CHECK:      while:
  // CHECK-NEXT:   %i = phi i64 [ 0, %entry ], [ %j, %while ]
  // CHECK-NEXT:   %j = add i64 %i, 1
  // CHECK-NEXT:   %go = icmp slt i64 %j, %n
  // CHECK-NEXT:   br i1 %go, label %while, label %while.end
  // CHECK-NEXT: while.end:
  // CHECK-NEXT:   ret i64 %j
  %r = scf.while (%i = %zero) : (i64) -> i64 {
    %j = arith.addi %i, %one : i64
    %go = arith.cmpi slt, %j, %n : i64
    scf.condition(%go) %j : i64
  } do {
  ^bb0(%k: i64):
    scf.yield %k : i64
  }
  func.return %r : i64
}

// CHECK-LABEL: define void @general(i64 %n, ptr %p) {
func.func @general(%n: i64, %p: !llvm.ptr) {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  // CHECK:      while:
  // CHECK-NEXT:   %i = phi i64 [ 0, %entry ], [ %j, %while.body ]
  // CHECK-NEXT:   %go = icmp slt i64 %i, %n
  // CHECK-NEXT:   br i1 %go, label %while.body, label %while.end
  // CHECK-NEXT: while.body:
  // CHECK-NEXT:   store i64 %i, ptr %p
  // CHECK-NEXT:   %j = add i64 %i, 1
  // CHECK-NEXT:   br label %while
  // CHECK-NEXT: while.end:
  %r = scf.while (%i = %zero) : (i64) -> i64 {
    %go = arith.cmpi slt, %i, %n : i64
    scf.condition(%go) %i : i64
  } do {
  ^bb0(%k: i64):
    llvm.store %k, %p : i64, !llvm.ptr
    %j = arith.addi %k, %one : i64
    scf.yield %j : i64
  }
  func.return
}

// CHECK-LABEL: define i32 @switch(i64 %x) {
func.func @switch(%x: index) -> i32 {
  %c = arith.constant 20 : i32
  %d = arith.constant 7 : i32
  // CHECK:      switch i64 %x, label %default [ i64 2, label %case ]
  // CHECK-NEXT: case:
  // CHECK-NEXT:   br label %switch.end
  // CHECK-NEXT: default:
  // CHECK-NEXT:   br label %switch.end
  // CHECK-NEXT: switch.end:
  // CHECK-NEXT:   %a = phi i32 [ 20, %case ], [ 7, %default ]
  %a = scf.index_switch %x -> i32
  case 2 {
    scf.yield %c : i32
  }
  default {
    scf.yield %d : i32
  }
  func.return %a : i32
}
