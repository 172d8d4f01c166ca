// RUN: xdsl-opt -t enzyme-llvm %s | filecheck %s

// CHECK-LABEL: define double @intrinsics(double %x) {
func.func @intrinsics(%x: f64) -> f64 {
  // CHECK: %a = call afn double @llvm.sin.f64(double %x)
  %a = math.sin %x fastmath<afn> : f64
  // CHECK-NEXT: %b = call double @llvm.fma.f64(double %a, double %x, double %x)
  %b = math.fma %a, %x, %x : f64
  // CHECK-NEXT: %v = call double @llvm.sqrt.f64(double %b)
  // CHECK-NEXT: %c = fdiv double 1.0, %v
  %c = math.rsqrt %b : f64
  func.return %c : f64
}

// What LLVM has no intrinsic for is a call of libm without side effects, lane by lane.

// CHECK-LABEL: define <2 x float> @library(<2 x float> %x) {
func.func @library(%x: vector<2xf32>) -> vector<2xf32> {
  // CHECK:      %v = extractelement <2 x float> %x, i64 0
  // CHECK-NEXT: %v.1 = call float @log1pf(float %v) nounwind willreturn memory(none)
  // CHECK-NEXT: %v.2 = insertelement <2 x float> poison, float %v.1, i64 0
  // CHECK-NEXT: %v.3 = extractelement <2 x float> %x, i64 1
  // CHECK-NEXT: %v.4 = call float @log1pf(float %v.3) nounwind willreturn memory(none)
  // CHECK-NEXT: %r = insertelement <2 x float> %v.2, float %v.4, i64 1
  %r = math.log1p %x : vector<2xf32>
  func.return %r : vector<2xf32>
}

// CHECK-DAG: declare double @llvm.sin.f64(double)
// CHECK-DAG: declare float @log1pf(float)
