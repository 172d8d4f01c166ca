; RUN: python -m xdsl_enzyme.frontends -O0 %s | filecheck %s

; Phis become block arguments; constants move to the top.

define double @sum(ptr %x, i64 %n) {
entry:
  %empty = icmp eq i64 %n, 0
  br i1 %empty, label %exit, label %loop

loop:
  %i = phi i64 [ 0, %entry ], [ %j, %loop ]
  %s = phi double [ 0.0, %entry ], [ %t, %loop ]
  %p = getelementptr double, ptr %x, i64 %i
  %v = load double, ptr %p
  %t = fadd double %s, %v
  %j = add nuw i64 %i, 1
  %done = icmp eq i64 %j, %n
  br i1 %done, label %exit, label %loop

exit:
  %r = phi double [ 0.0, %entry ], [ %t, %loop ]
  ret double %r
}

; CHECK:      func.func @sum(%x: !llvm.ptr, %n: i64) -> f64 {
; CHECK-NEXT:   %0 = arith.constant 0 : i64
; CHECK-NEXT:   %1 = arith.constant 0.000000e+00 : f64
; CHECK-NEXT:   %2 = arith.constant 1 : i64
; CHECK-NEXT:   %empty = arith.cmpi eq, %n, %0 : i64
; CHECK-NEXT:   cf.cond_br %empty, ^[[EXIT:bb[0-9]+]](%1 : f64), ^[[LOOP:bb[0-9]+]](%0, %1 : i64, f64)
; CHECK-NEXT: ^[[LOOP]](%i: i64, %s: f64):
; CHECK-NEXT:   %p = llvm.getelementptr %x[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f64
; CHECK-NEXT:   %v = llvm.load %p {alignment = 8 : i64} : !llvm.ptr -> f64
; CHECK-NEXT:   %t = arith.addf %s, %v : f64
; CHECK-NEXT:   %j = arith.addi %i, %2 overflow<nuw> : i64
; CHECK-NEXT:   %done = arith.cmpi eq, %j, %n : i64
; CHECK-NEXT:   cf.cond_br %done, ^[[EXIT]](%t : f64), ^[[LOOP]](%j, %t : i64, f64)
; CHECK-NEXT: ^[[EXIT]](%r: f64):
; CHECK-NEXT:   func.return %r : f64

define i32 @choose(i8 %k, i32 %a) {
entry:
  switch i8 %k, label %other [
    i8 0, label %join
    i8 5, label %join
  ]
other:
  unreachable
join:
  %r = phi i32 [ %a, %entry ], [ %a, %entry ]
  ret i32 %r
}

; CHECK:      func.func @choose(%k: i8, %a: i32) -> i32 {
; CHECK-NEXT:   cf.switch %k : i8, [
; CHECK-NEXT:     default: ^[[OTHER:bb[0-9]+]],
; CHECK-NEXT:       0: ^[[JOIN:bb[0-9]+]](%a : i32),
; CHECK-NEXT:       5: ^[[JOIN]](%a : i32)
; CHECK-NEXT:   ]
; CHECK-NEXT: ^[[OTHER]]:
; CHECK-NEXT:   llvm.unreachable
