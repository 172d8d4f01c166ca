// RUN: xdsl-opt -p enzyme-simplify %s | filecheck %s
// RUN: xdsl-opt -p 'enzyme-simplify{fast-math=true}' %s | filecheck %s --check-prefix=FAST

// CHECK-LABEL: func.func @exact(%x: f64) -> (f64, f64, f64, f64, f64) {
// CHECK-NEXT:    [[N:%.*]] = arith.negf %x : f64
// CHECK-NEXT:    func.return %x, %x, %x, [[N]], %x
func.func @exact(%x: f64) -> (f64, f64, f64, f64, f64) {
  %zero = arith.constant 0.0 : f64
  %negative_zero = arith.constant -0.0 : f64
  %one = arith.constant 1.0 : f64
  %minus_one = arith.constant -1.0 : f64
  %a = arith.addf %negative_zero, %x : f64
  %b = arith.subf %a, %zero : f64
  %c = arith.mulf %x, %one : f64
  %d = arith.divf %x, %one : f64
  %e = arith.mulf %minus_one, %x : f64
  %f = arith.negf %e : f64
  func.return %b, %c, %d, %e, %f : f64, f64, f64, f64, f64
}

// -0 + 0 is 0, and zero times infinity is no number: only flags allow these.
// CHECK-LABEL: func.func @with_flags(%x: f64) -> (f64, f64, f64) {
// CHECK-NEXT:    [[Z:%.*]] = arith.constant 0.000000e+00 : f64
// CHECK-NEXT:    [[S:%.*]] = arith.addf %x, [[Z]] : f64
// CHECK-NEXT:    [[P:%.*]] = arith.mulf %x, [[Z]] fastmath<nsz> : f64
// CHECK-NEXT:    func.return [[S]], %x, [[P]]
// FAST-LABEL: func.func @with_flags
// FAST-NEXT:    [[Z:%.*]] = arith.constant 0.000000e+00 : f64
// FAST-NEXT:    func.return %x, %x, [[Z]]
func.func @with_flags(%x: f64) -> (f64, f64, f64) {
  %zero = arith.constant 0.0 : f64
  %a = arith.addf %x, %zero : f64
  %b = arith.addf %x, %zero fastmath<nsz> : f64
  %c = arith.mulf %x, %zero fastmath<nsz> : f64
  func.return %a, %b, %c : f64, f64, f64
}

// CHECK-LABEL: func.func @products(%x: vector<2xf64>) -> (vector<2xf64>, vector<2xf64>) {
// CHECK-NEXT:    [[Z:%.*]] = arith.constant dense<0.000000e+00> : vector<2xf64>
// CHECK-NEXT:    func.return [[Z]], [[Z]]
func.func @products(%x: vector<2xf64>) -> (vector<2xf64>, vector<2xf64>) {
  %zero = arith.constant dense<0.0> : vector<2xf64>
  %a = arith.mulf %x, %zero fastmath<nnan,nsz> : vector<2xf64>
  %b = arith.divf %zero, %x fastmath<nnan,nsz> : vector<2xf64>
  func.return %a, %b : vector<2xf64>, vector<2xf64>
}
