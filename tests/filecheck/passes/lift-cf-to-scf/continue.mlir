// RUN: xdsl-opt -p lift-cf-to-scf %s | filecheck %s

// Two ways back: the rest of the body is under a condition.

func.func private @skip(i32) -> i1
func.func private @use(i32)
func.func @continue(%n: i32) {
  %zero = arith.constant 0 : i32
  %one = arith.constant 1 : i32
  cf.br ^head(%zero : i32)
^head(%i: i32):
  %j = arith.addi %i, %one : i32
  %c = arith.cmpi slt, %i, %n : i32
  cf.cond_br %c, ^body, ^exit
^body:
  %b = func.call @skip(%i) : (i32) -> i1
  cf.cond_br %b, ^head(%j : i32), ^rest
^rest:
  func.call @use(%i) : (i32) -> ()
  cf.br ^head(%j : i32)
^exit:
  func.return
}

// CHECK-LABEL: func.func @continue(
// CHECK-NEXT:    %zero = arith.constant 0 : i32
// CHECK-NEXT:    %one = arith.constant 1 : i32
// CHECK-NEXT:    %0 = scf.while (%i = %zero) : (i32) -> i32 {
// CHECK-NEXT:      %j = arith.addi %i, %one : i32
// CHECK-NEXT:      %c = arith.cmpi slt, %i, %n : i32
// CHECK-NEXT:      scf.if %c {
// CHECK-NEXT:        %b = func.call @skip(%i) : (i32) -> i1
// CHECK-NEXT:        scf.if %b {
// CHECK-NEXT:        } else {
// CHECK-NEXT:          func.call @use(%i) : (i32) -> ()
// CHECK-NEXT:        }
// CHECK-NEXT:      }
// CHECK-NEXT:      scf.condition(%c) %j : i32
// CHECK-NEXT:    } do {
// CHECK-NEXT:    ^bb0(%1: i32):
// CHECK-NEXT:      scf.yield %1 : i32
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return
// CHECK-NEXT:  }
