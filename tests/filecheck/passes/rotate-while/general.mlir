// RUN: xdsl-opt -p enzyme-rotate-while %s | filecheck %s

// What comes after the condition moves before it, behind the condition.

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
    scf.yield %j, %a : i64, f64
  }
  func.return %r#1 : f64
}
// This one has the form.
func.func @tail(%c: i1, %x: f64) -> f64 {
  %r = scf.while (%s = %x) : (f64) -> f64 {
    %u = arith.mulf %s, %s : f64
    scf.condition(%c) %u : f64
  } do {
  ^after(%a: f64):
    scf.yield %a : f64
  }
  func.return %r : f64
}

// CHECK-LABEL: func.func @general(
// CHECK-NEXT:    %zero = arith.constant 0 : i64
// CHECK-NEXT:    %one = arith.constant 1 : i64
// CHECK-NEXT:    %0 = ub.poison : i64
// CHECK-NEXT:    %1, %r, %r_1 = scf.while (%i = %zero, %s = %x) : (i64, f64) -> (i64, f64, i64) {
// CHECK-NEXT:      %c = arith.cmpi slt, %i, %n : i64
// CHECK-NEXT:      %u = arith.mulf %s, %s : f64
// CHECK-NEXT:      %i_1 = scf.if %c -> (i64) {
// CHECK-NEXT:        func.call @seen(%i) : (i64) -> ()
// CHECK-NEXT:        %j = arith.addi %i, %one : i64
// CHECK-NEXT:        scf.yield %j : i64
// CHECK-NEXT:      } else {
// CHECK-NEXT:        scf.yield %0 : i64
// CHECK-NEXT:      }
// CHECK-NEXT:      scf.condition(%c) %i_1, %u, %i : i64, f64, i64
// CHECK-NEXT:    } do {
// CHECK-NEXT:    ^bb0(%2: i64, %3: f64, %4: i64):
// CHECK-NEXT:      scf.yield %2, %3 : i64, f64
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return %r : f64
// CHECK-NEXT:  }

// CHECK-LABEL: func.func @tail(
// CHECK-NEXT:    %r = scf.while (%s = %x) : (f64) -> f64 {
// CHECK-NEXT:      %u = arith.mulf %s, %s : f64
// CHECK-NEXT:      scf.condition(%c) %u : f64
// CHECK-NEXT:    } do {
// CHECK-NEXT:    ^after(%a: f64):
// CHECK-NEXT:      scf.yield %a : f64
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return %r : f64
// CHECK-NEXT:  }
