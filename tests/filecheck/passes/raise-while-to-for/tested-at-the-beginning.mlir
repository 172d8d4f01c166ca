// RUN: xdsl-opt -p lift-cf-to-scf,enzyme-raise-while-to-for %s | filecheck %s

// A loop that is tested at the beginning: what leaves it is what its body has carried, or computed again.

func.func @while(%n: i32, %x: f64) -> (i32, f64) {
  %zero = arith.constant 0 : i32
  %three = arith.constant 3 : i32
  cf.br ^head(%zero, %x : i32, f64)
^head(%i: i32, %s: f64):
  %u = arith.mulf %s, %s : f64
  %c = arith.cmpi slt, %i, %n : i32
  cf.cond_br %c, ^body, ^exit
^body:
  %v = arith.sitofp %i : i32 to f64
  %t = arith.addf %u, %v : f64
  %j = arith.addi %i, %three overflow<nsw> : i32
  cf.br ^head(%j, %t : i32, f64)
^exit:
  func.return %i, %u : i32, f64
}

// CHECK-LABEL: func.func @while(
// CHECK-NEXT:    %0 = arith.extsi %n : i32 to i64
// CHECK-NEXT:    %1 = arith.constant 0 : i64
// CHECK-NEXT:    %2 = arith.maxsi %0, %1 : i64
// CHECK-NEXT:    %3 = arith.constant 2 : i64
// CHECK-NEXT:    %4 = arith.addi %2, %3 : i64
// CHECK-NEXT:    %5 = arith.constant 3 : i64
// CHECK-NEXT:    %6 = arith.divui %4, %5 : i64
// CHECK-NEXT:    %7 = arith.constant 1 : i64
// CHECK-NEXT:    %s = scf.for %8 = %1 to %6 step %7 iter_args(%s_1 = %x) -> (f64) : i64 {
// CHECK-NEXT:      %9 = arith.trunci %8 {nsw, nuw} : i64 to i32
// CHECK-NEXT:      %10 = arith.constant 3 : i32
// CHECK-NEXT:      %i = arith.muli %9, %10 overflow<nsw,nuw> : i32
// CHECK-NEXT:      %u = arith.mulf %s_1, %s_1 : f64
// CHECK-NEXT:      %v = arith.sitofp %i : i32 to f64
// CHECK-NEXT:      %t = arith.addf %u, %v : f64
// CHECK-NEXT:      scf.yield %t : f64
// CHECK-NEXT:    }
// CHECK-NEXT:    %11 = arith.trunci %6 : i64 to i32
// CHECK-NEXT:    %12 = arith.constant 3 : i32
// CHECK-NEXT:    %i_1 = arith.muli %11, %12 : i32
// CHECK-NEXT:    %u_1 = arith.mulf %s, %s : f64
// CHECK-NEXT:    func.return %i_1, %u_1 : i32, f64
// CHECK-NEXT:  }
