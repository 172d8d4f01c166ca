// RUN: xdsl-opt -p lift-cf-to-scf %s | filecheck %s

// What clang makes of a loop: no discriminators, results are those of the last iteration, and what does not change is not carried.

func.func @do_while(%n: i64, %x: f64) -> f64 {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  cf.br ^head(%zero, %x, %n : i64, f64, i64)
^head(%i: i64, %s: f64, %same: i64):
  %t = arith.mulf %s, %x : f64
  %j = arith.addi %i, %one : i64
  %c = arith.cmpi slt, %j, %same : i64
  cf.cond_br %c, ^head(%j, %t, %same : i64, f64, i64), ^exit
^exit:
  %r = arith.addf %t, %s : f64
  func.return %r : f64
}
// Left on true: the comparison is inverted.
func.func @left_on_true(%n: i64) {
  %one = arith.constant 1 : i64
  cf.br ^head(%one : i64)
^head(%i: i64):
  %j = arith.addi %i, %one : i64
  %c = arith.cmpi eq, %j, %n : i64
  cf.cond_br %c, ^exit, ^head(%j : i64)
^exit:
  func.return
}

// CHECK-LABEL: func.func @do_while(
// CHECK-NEXT:    %zero = arith.constant 0 : i64
// CHECK-NEXT:    %one = arith.constant 1 : i64
// CHECK-NEXT:    %0, %t, %s = scf.while (%i = %zero, %s_1 = %x) : (i64, f64) -> (i64, f64, f64) {
// CHECK-NEXT:      %t_1 = arith.mulf %s_1, %x : f64
// CHECK-NEXT:      %j = arith.addi %i, %one : i64
// CHECK-NEXT:      %c = arith.cmpi slt, %j, %n : i64
// CHECK-NEXT:      scf.condition(%c) %j, %t_1, %s_1 : i64, f64, f64
// CHECK-NEXT:    } do {
// CHECK-NEXT:    ^bb0(%1: i64, %2: f64, %3: f64):
// CHECK-NEXT:      scf.yield %1, %2 : i64, f64
// CHECK-NEXT:    }
// CHECK-NEXT:    %r = arith.addf %t, %s : f64
// CHECK-NEXT:    func.return %r : f64
// CHECK-NEXT:  }

// CHECK-LABEL: func.func @left_on_true(
// CHECK-NEXT:    %one = arith.constant 1 : i64
// CHECK-NEXT:    %0 = scf.while (%i = %one) : (i64) -> i64 {
// CHECK-NEXT:      %j = arith.addi %i, %one : i64
// CHECK-NEXT:      %1 = arith.cmpi ne, %j, %n : i64
// CHECK-NEXT:      scf.condition(%1) %j : i64
// CHECK-NEXT:    } do {
// CHECK-NEXT:    ^bb0(%2: i64):
// CHECK-NEXT:      scf.yield %2 : i64
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return
// CHECK-NEXT:  }
