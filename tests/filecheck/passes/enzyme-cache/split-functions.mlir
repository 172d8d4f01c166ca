// RUN: xdsl-opt -p enzyme-cache %s | filecheck %s

// What the reverse sweep can compute from its own arguments is not handed over: addresses, and what is read from memory that is not
// written until @gradient returns.

// CHECK-LABEL: func.func private @square.augmented(%x: !llvm.ptr, %dx: !llvm.ptr {enzyme.shadow}, %i: i64) -> f64 {
// CHECK-NOT:     enzyme.push
// CHECK-LABEL: func.func private @square.reverse(
// CHECK-SAME:    %0: !llvm.ptr, %1: !llvm.ptr, %2: i64, %3: f64)
// CHECK-NEXT:    %p = llvm.getelementptr %0[%2]
// CHECK-NEXT:    %v = llvm.load %p
// CHECK-NEXT:    %q = llvm.getelementptr %1[%2]
// CHECK-NOT:     enzyme.pop
func.func private @square.augmented(%x: !llvm.ptr, %dx: !llvm.ptr {enzyme.shadow}, %i: i64, %a: !enzyme.Cache<f64>, %b: !enzyme.Cache<!llvm.ptr>) -> f64 {
  %p = llvm.getelementptr %x[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f64
  %q = llvm.getelementptr %dx[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f64
  %v = llvm.load %p : !llvm.ptr -> f64
  %s = arith.mulf %v, %v : f64
  "enzyme.push"(%a, %v) : (!enzyme.Cache<f64>, f64) -> ()
  "enzyme.push"(%b, %q) : (!enzyme.Cache<!llvm.ptr>, !llvm.ptr) -> ()
  func.return %s : f64
}
func.func private @square.reverse(%0: !llvm.ptr, %1: !llvm.ptr, %2: i64, %3: f64, %a: !enzyme.Cache<f64>, %b: !enzyme.Cache<!llvm.ptr>) attributes {enzyme.reverses = [@square.augmented, 3 : i64]} {
  %q = "enzyme.pop"(%b) : (!enzyme.Cache<!llvm.ptr>) -> !llvm.ptr
  %v = "enzyme.pop"(%a) : (!enzyme.Cache<f64>) -> f64
  %t = arith.mulf %3, %v : f64
  %d = llvm.load %q : !llvm.ptr -> f64
  %e = arith.addf %d, %t : f64
  llvm.store %e, %q : f64, !llvm.ptr
  func.return
}
// CHECK-LABEL: func.func @gradient
// CHECK-NOT:     enzyme.init
func.func @gradient(%x: !llvm.ptr {llvm.noalias}, %dx: !llvm.ptr {llvm.noalias, enzyme.shadow}, %i: i64, %seed: f64) -> f64 {
  %a = "enzyme.init"() : () -> !enzyme.Cache<f64>
  %b = "enzyme.init"() : () -> !enzyme.Cache<!llvm.ptr>
  %s = func.call @square.augmented(%x, %dx, %i, %a, %b) : (!llvm.ptr, !llvm.ptr, i64, !enzyme.Cache<f64>, !enzyme.Cache<!llvm.ptr>) -> f64
  func.call @square.reverse(%x, %dx, %i, %seed, %a, %b) : (!llvm.ptr, !llvm.ptr, i64, f64, !enzyme.Cache<f64>, !enzyme.Cache<!llvm.ptr>) -> ()
  func.return %s : f64
}

// The caller overwrites the memory in between: what was read there is handed over.

// CHECK-LABEL: func.func private @read.augmented(%x: !llvm.ptr, %a: !enzyme.Cache<f64>) -> f64 {
// CHECK:         "enzyme.push"(%a, %v)
// CHECK-LABEL: func.func private @read.reverse(
// CHECK:         "enzyme.pop"
func.func private @read.augmented(%x: !llvm.ptr, %a: !enzyme.Cache<f64>) -> f64 {
  %v = llvm.load %x : !llvm.ptr -> f64
  "enzyme.push"(%a, %v) : (!enzyme.Cache<f64>, f64) -> ()
  func.return %v : f64
}
func.func private @read.reverse(%0: !llvm.ptr, %1: f64, %a: !enzyme.Cache<f64>) -> f64 attributes {enzyme.reverses = [@read.augmented, 1 : i64]} {
  %v = "enzyme.pop"(%a) : (!enzyme.Cache<f64>) -> f64
  %t = arith.mulf %1, %v : f64
  func.return %t : f64
}
func.func @overwrites(%x: !llvm.ptr {llvm.noalias}, %seed: f64) -> f64 {
  %a = "enzyme.init"() : () -> !enzyme.Cache<f64>
  %s = func.call @read.augmented(%x, %a) : (!llvm.ptr, !enzyme.Cache<f64>) -> f64
  llvm.store %seed, %x : f64, !llvm.ptr
  %t = func.call @read.reverse(%x, %seed, %a) : (!llvm.ptr, f64, !enzyme.Cache<f64>) -> f64
  func.return %t : f64
}
