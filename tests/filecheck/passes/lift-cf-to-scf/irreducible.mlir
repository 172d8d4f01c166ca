// RUN: xdsl-opt -p lift-cf-to-scf %s | filecheck %s

// A jump into a loop: a discriminator says where the iteration starts.

func.func private @ask(i32) -> i1
func.func @irreducible(%c: i1, %x: i32) -> i32 {
  cf.cond_br %c, ^a(%x : i32), ^b(%x : i32)
^a(%i: i32):
  %j = arith.addi %i, %x : i32
  cf.br ^b(%j : i32)
^b(%k: i32):
  %l = arith.muli %k, %k : i32
  %d = func.call @ask(%l) : (i32) -> i1
  cf.cond_br %d, ^a(%l : i32), ^exit
^exit:
  func.return %k : i32
}

// CHECK-LABEL: func.func @irreducible(
// CHECK-NEXT:    %0 = arith.constant true
// CHECK-NEXT:    %1 = ub.poison : i32
// CHECK-NEXT:    %2, %3, %4, %k = scf.while (%5 = %c, %i = %x, %k_1 = %x) : (i1, i32, i32) -> (i1, i32, i32, i32) {
// CHECK-NEXT:      %6 = arith.xori %5, %0 : i1
// CHECK-NEXT:      %7, %i_1, %k_2 = scf.if %5 -> (i1, i32, i32) {
// CHECK-NEXT:        %j = arith.addi %i, %x : i32
// CHECK-NEXT:        scf.yield %0, %1, %j : i1, i32, i32
// CHECK-NEXT:      } else {
// CHECK-NEXT:        %l = arith.muli %k_1, %k_1 : i32
// CHECK-NEXT:        %d = func.call @ask(%l) : (i32) -> i1
// CHECK-NEXT:        scf.yield %d, %l, %1 : i1, i32, i32
// CHECK-NEXT:      }
// CHECK-NEXT:      scf.condition(%7) %6, %i_1, %k_2, %k_1 : i1, i32, i32, i32
// CHECK-NEXT:    } do {
// CHECK-NEXT:    ^bb0(%8: i1, %9: i32, %10: i32, %11: i32):
// CHECK-NEXT:      scf.yield %8, %9, %10 : i1, i32, i32
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return %k : i32
// CHECK-NEXT:  }
