// RUN: xdsl-opt -p lift-cf-to-scf,enzyme-raise-while-to-for %s | filecheck %s

// A step that is computed before the loop, for it alone, is still there after it.

func.func @sum(%n: i32, %by: i32) -> i32 {
  %zero = arith.constant 0 : i32
  %one = arith.constant 1 : i32
  %step = arith.muli %by, %by : i32
  cf.br ^head(%zero, %zero : i32, i32)
^head(%i: i32, %s: i32):
  %t = arith.addi %step, %s : i32
  %j = arith.addi %i, %one overflow<nuw, nsw> : i32
  %c = arith.cmpi ne, %j, %n : i32
  cf.cond_br %c, ^head(%j, %t : i32, i32), ^exit
^exit:
  func.return %t : i32
}

// CHECK-LABEL: func.func @sum(
// CHECK:         %[[step:.*]] = arith.muli %by, %by : i32
// CHECK:         scf.for
// CHECK:         arith.muli %{{.*}}, %[[step]] : i32
// CHECK:         func.return
