// RUN: xdsl-opt -t enzyme-llvm %s | filecheck %s

// MLIR's calling convention; what the type knows is not read from the arguments.

// CHECK-LABEL: define double @load(ptr %m.allocated, ptr noalias %m, i64 %m.offset, i64 %m.size.0, i64 %m.size.1, i64 %m.stride.0, i64 %m.stride.1, i64 %i, i64 %j) {
func.func @load(%m: memref<?x4xf64> {llvm.noalias}, %i: index, %j: index) -> f64 {
  // CHECK:      %v = mul nsw i64 %i, 4
  // CHECK-NEXT: %v.1 = add nsw i64 %v, %j
  // CHECK-NEXT: %v.2 = getelementptr inbounds double, ptr %m, i64 %v.1
  // CHECK-NEXT: %x = load double, ptr %v.2
  %x = memref.load %m[%i, %j] : memref<?x4xf64>
  func.return %x : f64
}

// CHECK-LABEL: define void @allocate(i64 %n) {
func.func @allocate(%n: index) {
  // CHECK:      %v = mul nsw i64 %n, 4
  // CHECK-NEXT: %v.1 = mul nsw i64 %v, 8
  // CHECK-NEXT: %m = call ptr @malloc(i64 %v.1)
  %m = memref.alloc(%n) : memref<?x4xf64>
  // CHECK-NEXT: call void @free(ptr %m)
  memref.dealloc %m : memref<?x4xf64>
  func.return
}

// CHECK-LABEL: define double @subview(
func.func @subview(%m: memref<8x8xf64>, %i: index) -> f64 {
  %c1 = arith.constant 1 : index
  // CHECK:      %v = mul nsw i64 %i, 8
  // CHECK-NEXT: %v.1 = add nsw i64 %v, 2
  // CHECK-NEXT: %v.2 = add nsw i64 %v.1, 3
  // CHECK-NEXT: %v.3 = getelementptr inbounds double, ptr %m, i64 %v.2
  // CHECK-NEXT: load double, ptr %v.3
  %v = memref.subview %m[%i, 2] [1, 2] [1, 3] : memref<8x8xf64> to memref<2xf64, strided<[3], offset: ?>>
  %x = memref.load %v[%c1] : memref<2xf64, strided<[3], offset: ?>>
  func.return %x : f64
}

// CHECK-LABEL: define { ptr, ptr, i64, [1 x i64], [1 x i64] } @result(
func.func @result(%m: memref<3xf64>) -> memref<3xf64> {
  // CHECK: insertvalue { ptr, ptr, i64, [1 x i64], [1 x i64] } %{{.*}}, i64 3, 3, 0
  // CHECK: insertvalue { ptr, ptr, i64, [1 x i64], [1 x i64] } %{{.*}}, i64 1, 4, 0
  func.return %m : memref<3xf64>
}
