// RUN: xdsl-opt -p enzyme-recover-floats{entries=f,g} %s | filecheck %s

// A number that is stored where a part of a double may be clears the derivative of that; bytes that may be those of a double are refused.
// CHECK-LABEL: @f
// CHECK:      llvm.store %tag, %byte {enzyme.clears} : i8, !llvm.ptr
// CHECK:      llvm.store %b, %byte {enzyme.undecided
func.func @f(%p : !llvm.ptr, %q : !llvm.ptr, %n : i64, %k : i64) {
  %row = llvm.getelementptr %p[%k] : (!llvm.ptr, i64) -> !llvm.ptr, f64
  %x = llvm.load %row : !llvm.ptr -> f64
  %y = llvm.load %q : !llvm.ptr -> f64
  %sum = arith.addi %n, %k : i64
  %tag = arith.trunci %sum : i64 to i8
  %byte = llvm.getelementptr %p[%n] : (!llvm.ptr, i64) -> !llvm.ptr, i8
  llvm.store %tag, %byte : i8, !llvm.ptr
  %from = llvm.getelementptr %q[%n] : (!llvm.ptr, i64) -> !llvm.ptr, i8
  %b = llvm.load %from : !llvm.ptr -> i8
  llvm.store %b, %byte : i8, !llvm.ptr
  func.return
}

// Nor may it be beside floats that are smaller than a word.
// CHECK-LABEL: @g
// CHECK:      llvm.store %tag, %byte {enzyme.undecided
func.func @g(%p : !llvm.ptr, %n : i64) {
  %row = llvm.getelementptr %p[%n] : (!llvm.ptr, i64) -> !llvm.ptr, f32
  %x = llvm.load %row : !llvm.ptr -> f32
  %sum = arith.addi %n, %n : i64
  %tag = arith.trunci %sum : i64 to i8
  %byte = llvm.getelementptr %p[%n] : (!llvm.ptr, i64) -> !llvm.ptr, i8
  llvm.store %tag, %byte : i8, !llvm.ptr
  func.return
}
