// RUN: xdsl-opt -p enzyme-recover-floats{entries=f} %s | filecheck %s

// What others may call keeps its name and its type.

// CHECK-LABEL: func.func @twice(%{{.*}}: i64) -> i64
// CHECK: func.call @twice.pieces(%{{.*}}, %{{.*}}) : (i32, f32) -> (i32, f32)
// CHECK-LABEL: func.func private @twice.pieces(%{{.*}}: i32, %{{.*}}: f32) -> (i32, f32)
func.func @twice(%t : i64) -> i64 {
  %one = arith.constant 1 : i32
  %p = llvm.alloca %one x !llvm.struct<(i32, f32)> : (i32) -> !llvm.ptr
  llvm.store %t, %p : i64, !llvm.ptr
  %q = llvm.getelementptr %p[4] : (!llvm.ptr) -> !llvm.ptr, i8
  %v = llvm.load %q : !llvm.ptr -> f32
  %w = arith.addf %v, %v : f32
  llvm.store %w, %q : f32, !llvm.ptr
  %r = llvm.load %p : !llvm.ptr -> i64
  func.return %r : i64
}

// CHECK-LABEL: @f
// CHECK: func.call @twice.pieces
func.func @f(%p : !llvm.ptr) {
  %t = llvm.load %p : !llvm.ptr -> i64
  %r = func.call @twice(%t) : (i64) -> i64
  llvm.store %r, %p : i64, !llvm.ptr
  func.return
}
