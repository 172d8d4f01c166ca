// RUN: xdsl-opt -t enzyme-llvm %s | filecheck %s

// Constants and casts that change nothing leave no instruction; flags are kept.

// CHECK-LABEL: define double @flags(double %x, i32 %n) {
func.func @flags(%x: f64, %n: i32) -> f64 {
  %c = arith.constant 0.1 : f64
  %one = arith.constant 1 : i32
  // CHECK-NEXT: entry:
  // CHECK-NEXT: %a = fadd nnan contract double %x, 0.1
  %a = arith.addf %x, %c fastmath<nnan,contract> : f64
  // CHECK-NEXT: %b = add nuw nsw i32 %n, 1
  %b = arith.addi %n, %one overflow<nsw, nuw> : i32
  // CHECK-NEXT: %d = sext i32 %b to i64
  %d = arith.index_cast %b : i32 to index
  %e = arith.index_cast %d : index to i64
  // CHECK-NEXT: %f = icmp ult i64 %d, -1
  %m = arith.constant -1 : i64
  %f = arith.cmpi ult, %e, %m : i64
  // CHECK-NEXT: %r = select i1 %f, double %a, double %x
  %r = arith.select %f, %a, %x : f64
  // CHECK-NEXT: ret double %r
  func.return %r : f64
}

// CHECK-LABEL: define i32 @rounded(i32 %x, i32 %y) {
func.func @rounded(%x: i32, %y: i32) -> i32 {
  // CHECK:      %v = sdiv i32 %x, %y
  // CHECK-NEXT: %v.1 = srem i32 %x, %y
  // CHECK-NEXT: %v.2 = xor i32 %v.1, %y
  // CHECK-NEXT: %v.3 = icmp ne i32 %v.1, 0
  // CHECK-NEXT: %v.4 = icmp slt i32 %v.2, 0
  // CHECK-NEXT: %v.5 = and i1 %v.3, %v.4
  // CHECK-NEXT: %v.6 = zext i1 %v.5 to i32
  // CHECK-NEXT: %q = sub i32 %v, %v.6
  %q = arith.floordivsi %x, %y : i32
  func.return %q : i32
}

// CHECK-LABEL: define void @literals(ptr %p) {
func.func @literals(%p: !llvm.ptr) {
  %nan = arith.constant 0x7FC00000 : f32
  %splat = arith.constant dense<2.5> : vector<4xf64>
  %ramp = arith.constant dense<[1, -2]> : vector<2xi8>
  %half = arith.constant 1.0 : f16
  %true = arith.constant true
  // CHECK: store float 0x7FF8000000000000, ptr %p
  llvm.store %nan, %p : f32, !llvm.ptr
  // CHECK-NEXT: store <4 x double> splat (double 2.5), ptr %p
  llvm.store %splat, %p : vector<4xf64>, !llvm.ptr
  // CHECK-NEXT: store <2 x i8> <i8 1, i8 -2>, ptr %p
  llvm.store %ramp, %p : vector<2xi8>, !llvm.ptr
  // CHECK-NEXT: store half 0xH3C00, ptr %p
  llvm.store %half, %p : f16, !llvm.ptr
  // CHECK-NEXT: store i1 true, ptr %p
  llvm.store %true, %p : i1, !llvm.ptr
  func.return
}
