// RUN: xdsl-opt -p enzyme-split-sums %s | filecheck %s

// What is computed once in an iteration is added to two neighbours: blocks of 256 terms, then one loop for each of the sums.

func.func @neighbours(%d: !llvm.ptr {llvm.noalias}, %e: !llvm.ptr {llvm.noalias}, %n: i64) {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  scf.for %k = %c0 to %n step %c1 : i64 {
    %p = llvm.getelementptr %e[%k] : (!llvm.ptr, i64) -> !llvm.ptr, f64
    %v = llvm.load %p : !llvm.ptr -> f64
    %w = arith.mulf %v, %v : f64
    %here = llvm.getelementptr %d[%k] : (!llvm.ptr, i64) -> !llvm.ptr, f64
    %a = llvm.load %here : !llvm.ptr -> f64
    %b = arith.addf %a, %w : f64
    llvm.store %b, %here : f64, !llvm.ptr
    %next = llvm.getelementptr %here[8] : (!llvm.ptr) -> !llvm.ptr, i8
    %a1 = llvm.load %next : !llvm.ptr -> f64
    %b1 = arith.subf %a1, %w : f64
    llvm.store %b1, %next : f64, !llvm.ptr
  } {enzyme.reversed_loop = 0 : i64}
  func.return
}

// CHECK-LABEL: func.func @neighbours
// CHECK: %[[SCRATCH:\S+]] = llvm.alloca {{.*}} x f64
// CHECK: %[[LONG:\S+]] = arith.cmpi sge
// CHECK: scf.if %[[LONG]]
// CHECK: scf.for %[[FIRST:\S+]] =
// CHECK: scf.for
// CHECK: arith.mulf
// CHECK: llvm.getelementptr inbounds %[[SCRATCH]]
// CHECK-NEXT: llvm.store
// CHECK: scf.for
// CHECK: llvm.getelementptr inbounds %[[SCRATCH]]
// CHECK: arith.addf
// CHECK: scf.for
// CHECK: arith.subf
// CHECK: } else {
// CHECK: scf.for
// CHECK: arith.mulf
// CHECK: arith.addf
// CHECK: arith.subf

// One place only: nothing to gain. And where something else may be at the places that are added to, nothing is moved.

func.func @as_they_are(%d: !llvm.ptr {llvm.noalias}, %e: !llvm.ptr, %n: i64) {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  scf.for %k = %c0 to %n step %c1 : i64 {
    %here = llvm.getelementptr %d[%k] : (!llvm.ptr, i64) -> !llvm.ptr, f64
    %a = llvm.load %here : !llvm.ptr -> f64
    %b = arith.addf %a, %a : f64
    llvm.store %b, %here : f64, !llvm.ptr
  } {enzyme.reversed_loop = 0 : i64}
  scf.for %k = %c0 to %n step %c1 : i64 {
    %p = llvm.getelementptr %d[%k] : (!llvm.ptr, i64) -> !llvm.ptr, f64
    %v = llvm.load %p : !llvm.ptr -> f64
    %here = llvm.getelementptr %d[%k] : (!llvm.ptr, i64) -> !llvm.ptr, f64
    %a = llvm.load %here : !llvm.ptr -> f64
    %b = arith.addf %a, %v : f64
    llvm.store %b, %here : f64, !llvm.ptr
    %next = llvm.getelementptr %here[8] : (!llvm.ptr) -> !llvm.ptr, i8
    %a1 = llvm.load %next : !llvm.ptr -> f64
    %b1 = arith.addf %a1, %v : f64
    llvm.store %b1, %next : f64, !llvm.ptr
  } {enzyme.reversed_loop = 1 : i64}
  func.return
}

// CHECK-LABEL: func.func @as_they_are
// CHECK-NOT: scf.if
