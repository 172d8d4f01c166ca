// RUN: xdsl-opt %s | xdsl-opt | filecheck %s
// RUN: xdsl-opt %s --print-op-generic | xdsl-opt | filecheck %s

// CHECK-LABEL: @atomics
func.func @atomics(%p: !llvm.ptr, %x: f64, %i: i32) {
  // CHECK: %old = llvm_extra.atomic_rmw "fadd" %p, %x "monotonic" {alignment = 8 : i64, syncscope = "agent"} : !llvm.ptr, f64
  %old = llvm_extra.atomic_rmw "fadd" %p, %x "monotonic" {alignment = 8 : i64, syncscope = "agent"} : !llvm.ptr, f64
  // CHECK: %pair = llvm_extra.compare_exchange %p, %i, %i "acq_rel" "acquire" {weak} : !llvm.ptr, i32 -> !llvm.struct<(i32, i1)>
  %pair = llvm_extra.compare_exchange %p, %i, %i "acq_rel" "acquire" {weak} : !llvm.ptr, i32 -> !llvm.struct<(i32, i1)>
  // CHECK: llvm_extra.fence "seq_cst"
  llvm_extra.fence "seq_cst"
  func.return
}
