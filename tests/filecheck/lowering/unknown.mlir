// RUN: not xdsl-opt -t enzyme-llvm %s 2>&1 | filecheck %s

func.func @f(%x: f64) -> f64 {
  // CHECK: the operation 'complex.create' cannot be written as LLVM IR
  // CHECK: hint: lower it to
  %y = complex.create %x, %x : complex<f64>
  %z = complex.re %y : complex<f64>
  func.return %z : f64
}
