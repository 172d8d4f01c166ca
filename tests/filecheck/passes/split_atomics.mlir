// RUN: xdsl-opt %s -p enzyme-split-atomics | filecheck %s

// CHECK-LABEL: @floats
func.func @floats(%p: !llvm.ptr, %x: f64) -> f64 {
  // CHECK-NEXT: %old = llvm.load %p {alignment = 8 : i64} : !llvm.ptr -> f64
  // CHECK-NEXT: %0 = arith.addf %old, %x : f64
  // CHECK-NEXT: llvm.store %0, %p {alignment = 8 : i64} : f64, !llvm.ptr
  %old = llvm_extra.atomic_rmw "fadd" %p, %x "monotonic" {alignment = 8 : i64} : !llvm.ptr, f64
  // CHECK-NEXT: func.return %old
  func.return %old : f64
}

// The bits of a float are exchanged.
// CHECK-LABEL: @bits
func.func @bits(%p: !llvm.ptr, %x: f64) -> f64 {
  %bits = arith.bitcast %x : f64 to i64
  // CHECK: %value = llvm.load %p : !llvm.ptr -> f64
  // CHECK: llvm.store %x, %p : f64, !llvm.ptr
  %old = llvm_extra.atomic_rmw "xchg" %p, %bits "acq_rel" : !llvm.ptr, i64
  %value = arith.bitcast %old : i64 to f64
  // CHECK: func.return %value : f64
  func.return %value : f64
}

// CHECK-LABEL: @swap
func.func @swap(%p: !llvm.ptr, %expected: i64, %desired: i64) -> i1 {
  // CHECK-NEXT: %0 = llvm.load %p : !llvm.ptr -> i64
  // CHECK-NEXT: %success = arith.cmpi eq, %0, %expected : i64
  // CHECK-NEXT: scf.if %success {
  // CHECK-NEXT:   llvm.store %desired, %p : i64, !llvm.ptr
  %pair = llvm_extra.compare_exchange %p, %expected, %desired "acq_rel" "acquire" : !llvm.ptr, i64 -> !llvm.struct<(i64, i1)>
  %success = llvm.extractvalue %pair[1] : !llvm.struct<(i64, i1)>
  // CHECK: func.return %success : i1
  func.return %success : i1
}

// CHECK-LABEL: @integers
func.func @integers(%p: !llvm.ptr, %n: i32, %flag: i8) {
  // CHECK-NEXT: llvm_extra.atomic_rmw "add" %p, %n "acq_rel" : !llvm.ptr, i32
  %a = llvm_extra.atomic_rmw "add" %p, %n "acq_rel" : !llvm.ptr, i32
  // CHECK-NEXT: llvm_extra.atomic_rmw "xchg" %p, %flag "acquire" : !llvm.ptr, i8
  %b = llvm_extra.atomic_rmw "xchg" %p, %flag "acquire" : !llvm.ptr, i8
  func.return
}
