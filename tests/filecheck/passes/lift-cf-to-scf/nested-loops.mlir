// RUN: xdsl-opt -p lift-cf-to-scf %s | filecheck %s

// The values of the outer loop that the inner one does not change are not carried by it.

func.func @nested(%n: i32) -> i32 {
  %zero = arith.constant 0 : i32
  %one = arith.constant 1 : i32
  cf.br ^outer(%zero, %zero : i32, i32)
^outer(%i: i32, %s: i32):
  cf.br ^inner(%zero, %s : i32, i32)
^inner(%j: i32, %t: i32):
  %u = arith.muli %t, %i : i32
  %k = arith.addi %j, %one : i32
  %c = arith.cmpi ult, %k, %i : i32
  cf.cond_br %c, ^inner(%k, %u : i32, i32), ^latch
^latch:
  %l = arith.addi %i, %one : i32
  %d = arith.cmpi ult, %l, %n : i32
  cf.cond_br %d, ^outer(%l, %u : i32, i32), ^exit
^exit:
  func.return %u : i32
}

// CHECK-LABEL: func.func @nested(
// CHECK-NEXT:    %zero = arith.constant 0 : i32
// CHECK-NEXT:    %one = arith.constant 1 : i32
// CHECK-NEXT:    %0, %u = scf.while (%i = %zero, %s = %zero) : (i32, i32) -> (i32, i32) {
// CHECK-NEXT:      %1, %u_1 = scf.while (%j = %zero, %t = %s) : (i32, i32) -> (i32, i32) {
// CHECK-NEXT:        %u_2 = arith.muli %t, %i : i32
// CHECK-NEXT:        %k = arith.addi %j, %one : i32
// CHECK-NEXT:        %c = arith.cmpi ult, %k, %i : i32
// CHECK-NEXT:        scf.condition(%c) %k, %u_2 : i32, i32
// CHECK-NEXT:      } do {
// CHECK-NEXT:      ^bb0(%2: i32, %3: i32):
// CHECK-NEXT:        scf.yield %2, %3 : i32, i32
// CHECK-NEXT:      }
// CHECK-NEXT:      %l = arith.addi %i, %one : i32
// CHECK-NEXT:      %d = arith.cmpi ult, %l, %n : i32
// CHECK-NEXT:      scf.condition(%d) %l, %u_1 : i32, i32
// CHECK-NEXT:    } do {
// CHECK-NEXT:    ^bb0(%4: i32, %5: i32):
// CHECK-NEXT:      scf.yield %4, %5 : i32, i32
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return %u : i32
// CHECK-NEXT:  }
