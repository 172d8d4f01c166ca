// RUN: xdsl-opt -p enzyme-recover-floats %s | filecheck %s

// CHECK-LABEL: @arrays
func.func @arrays(%p : !llvm.ptr, %q : !llvm.ptr, %n : i64, %i : i64) -> f64 {
  %e = llvm.getelementptr %p[%i, 1] : (!llvm.ptr, i64) -> !llvm.ptr, !llvm.struct<(i64, f64)>
  %v = llvm.load %e : !llvm.ptr -> f64
  %k = llvm.getelementptr %p[%i, 0] : (!llvm.ptr, i64) -> !llvm.ptr, !llvm.struct<(i64, f64)>
  %c = llvm.load %k : !llvm.ptr -> i64
  %d = arith.addi %c, %c : i64
  llvm.store %d, %k : i64, !llvm.ptr
  // CHECK: llvm_extra.memcpy {{.*}} {enzyme.layout = [#builtin.int<16>, [#builtin.int<8>, f64]]}
  llvm_extra.memcpy %q, %p, %n : !llvm.ptr, !llvm.ptr, i64
  func.return %v : f64
}

// CHECK-LABEL: @conflict
func.func @conflict(%p : !llvm.ptr, %q : !llvm.ptr) -> f64 {
  %v = llvm.load %p : !llvm.ptr -> f64
  %w = llvm.load %p : !llvm.ptr -> f32
  %c = arith.constant 8 : i64
  // CHECK: llvm_extra.memcpy {{.*}} {enzyme.undecided = "the same bytes have several types
  llvm_extra.memcpy %q, %p, %c : !llvm.ptr, !llvm.ptr, i64
  func.return %v : f64
}
