// RUN: not xdsl-opt -t enzyme-llvm %s 2>&1 | filecheck %s

func.func @f(%x: f64) -> f64 {
  // CHECK: the operation 'test.op' cannot be written as LLVM IR
  // CHECK: hint: lower it to
  %y = "test.op"(%x) : (f64) -> f64
  func.return %y : f64
}
