// RUN: xdsl-opt -p lift-cf-to-scf %s | filecheck %s

// Two ways out to one place: no discriminator.

func.func private @stop(i32) -> i1
func.func @break(%n: i32) -> i32 {
  %zero = arith.constant 0 : i32
  %one = arith.constant 1 : i32
  cf.br ^head(%zero : i32)
^head(%i: i32):
  %b = func.call @stop(%i) : (i32) -> i1
  cf.cond_br %b, ^exit(%zero : i32), ^latch
^latch:
  %j = arith.addi %i, %one : i32
  %c = arith.cmpi slt, %j, %n : i32
  cf.cond_br %c, ^head(%j : i32), ^exit(%i : i32)
^exit(%r: i32):
  func.return %r : i32
}

// CHECK-LABEL: func.func @break(
// CHECK-NEXT:    %0 = arith.constant false
// CHECK-NEXT:    %1 = ub.poison : i32
// CHECK-NEXT:    %zero = arith.constant 0 : i32
// CHECK-NEXT:    %one = arith.constant 1 : i32
// CHECK-NEXT:    %2, %r = scf.while (%i = %zero) : (i32) -> (i32, i32) {
// CHECK-NEXT:      %b = func.call @stop(%i) : (i32) -> i1
// CHECK-NEXT:      %3, %i_1, %r_1 = scf.if %b -> (i1, i32, i32) {
// CHECK-NEXT:        scf.yield %0, %1, %zero : i1, i32, i32
// CHECK-NEXT:      } else {
// CHECK-NEXT:        %j = arith.addi %i, %one : i32
// CHECK-NEXT:        %c = arith.cmpi slt, %j, %n : i32
// CHECK-NEXT:        scf.yield %c, %j, %i : i1, i32, i32
// CHECK-NEXT:      }
// CHECK-NEXT:      scf.condition(%3) %i_1, %r_1 : i32, i32
// CHECK-NEXT:    } do {
// CHECK-NEXT:    ^bb0(%4: i32, %5: i32):
// CHECK-NEXT:      scf.yield %4 : i32
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return %r : i32
// CHECK-NEXT:  }
