// RUN: xdsl-opt -p enzyme-rotate-while,enzyme-raise-while-to-for %s | filecheck %s

// A general `scf.while` first gets the form that its after region only yields, then counts.

func.func private @seen(i64)
func.func @general(%n: i64, %x: f64) -> f64 {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %r:2 = scf.while (%i = %zero, %s = %x) : (i64, f64) -> (i64, f64) {
    %c = arith.cmpi slt, %i, %n : i64
    %u = arith.mulf %s, %s : f64
    scf.condition(%c) %i, %u : i64, f64
  } do {
  ^after(%k: i64, %a: f64):
    func.call @seen(%k) : (i64) -> ()
    %j = arith.addi %k, %one : i64
    %b = arith.addf %a, %x : f64
    scf.yield %j, %b : i64, f64
  }
  func.return %r#1 : f64
}

// CHECK-LABEL: func.func @general(
// CHECK-NEXT:    %0 = arith.constant 0 : i64
// CHECK-NEXT:    %1 = arith.maxsi %n, %0 : i64
// CHECK-NEXT:    %2 = arith.constant 1 : i64
// CHECK-NEXT:    %s = scf.for %i = %0 to %1 step %2 iter_args(%s_1 = %x) -> (f64) : i64 {
// CHECK-NEXT:      %u = arith.mulf %s_1, %s_1 : f64
// CHECK-NEXT:      func.call @seen(%i) : (i64) -> ()
// CHECK-NEXT:      %b = arith.addf %u, %x : f64
// CHECK-NEXT:      scf.yield %b : f64
// CHECK-NEXT:    }
// CHECK-NEXT:    %u_1 = arith.mulf %s, %s : f64
// CHECK-NEXT:    func.return %u_1 : f64
// CHECK-NEXT:  }
