// RUN: xdsl-opt -p lift-cf-to-scf %s | filecheck %s

// A loop that is tested at its beginning: the body is under the condition, the next values do not matter on leaving.

func.func @while(%n: i64, %x: f64) -> f64 {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  cf.br ^head(%zero, %x : i64, f64)
^head(%i: i64, %s: f64):
  %c = arith.cmpi slt, %i, %n : i64
  cf.cond_br %c, ^body, ^exit
^body:
  %t = arith.mulf %s, %x : f64
  %j = arith.addi %i, %one : i64
  cf.br ^head(%j, %t : i64, f64)
^exit:
  func.return %s : f64
}

// CHECK-LABEL: func.func @while(
// CHECK-NEXT:    %0 = ub.poison : i64
// CHECK-NEXT:    %1 = ub.poison : f64
// CHECK-NEXT:    %zero = arith.constant 0 : i64
// CHECK-NEXT:    %one = arith.constant 1 : i64
// CHECK-NEXT:    %2, %3, %s = scf.while (%i = %zero, %s_1 = %x) : (i64, f64) -> (i64, f64, f64) {
// CHECK-NEXT:      %c = arith.cmpi slt, %i, %n : i64
// CHECK-NEXT:      %i_1, %s_2 = scf.if %c -> (i64, f64) {
// CHECK-NEXT:        %t = arith.mulf %s_1, %x : f64
// CHECK-NEXT:        %j = arith.addi %i, %one : i64
// CHECK-NEXT:        scf.yield %j, %t : i64, f64
// CHECK-NEXT:      } else {
// CHECK-NEXT:        scf.yield %0, %1 : i64, f64
// CHECK-NEXT:      }
// CHECK-NEXT:      scf.condition(%c) %i_1, %s_2, %s_1 : i64, f64, f64
// CHECK-NEXT:    } do {
// CHECK-NEXT:    ^bb0(%4: i64, %5: f64, %6: f64):
// CHECK-NEXT:      scf.yield %4, %5 : i64, f64
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return %s : f64
// CHECK-NEXT:  }
