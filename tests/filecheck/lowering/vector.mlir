// RUN: xdsl-opt -t enzyme-llvm %s | filecheck %s

// CHECK-LABEL: define <2 x double> @vectors(<6 x double> %m, double %x, i64 %i) {
func.func @vectors(%m: vector<3x2xf64>, %x: f64, %i: index) -> vector<2xf64> {
  // CHECK: %a = shufflevector <6 x double> %m, <6 x double> poison, <2 x i32> <i32 2, i32 3>
  %a = vector.extract %m[1] : vector<2xf64> from vector<3x2xf64>
  // CHECK-NEXT: %b = insertelement <2 x double> %a, double %x, i64 %i
  %b = vector.insert %x, %a [%i] : f64 into vector<2xf64>
  // CHECK-NEXT: %v = insertelement <2 x double> poison, double %x, i64 0
  // CHECK-NEXT: %c = shufflevector <2 x double> %v, <2 x double> poison, <2 x i32> <i32 0, i32 0>
  %c = vector.broadcast %x : f64 to vector<2xf64>
  // CHECK-NEXT: %d = shufflevector <2 x double> %b, <2 x double> %c, <2 x i32> <i32 3, i32 poison>
  %d = vector.shuffle %b, %c [3, -1] : vector<2xf64>, vector<2xf64>
  // CHECK-NEXT: %e = call <2 x double> @llvm.fma.v2f64(<2 x double> %b, <2 x double> %c, <2 x double> %d)
  %e = vector.fma %b, %c, %d : vector<2xf64>
  func.return %e : vector<2xf64>
}
