// RUN: xdsl-opt -p lift-cf-to-scf,enzyme-raise-while-to-for %s | filecheck %s

// Steps down, by more than one, and of several counters; results of the last iteration.

func.func @down(%n: i32, %x: f64) -> f64 {
  %minus = arith.constant -2 : i32
  %bound = arith.constant 1 : i32
  cf.br ^head(%n, %x : i32, f64)
^head(%i: i32, %s: f64):
  %v = arith.sitofp %i : i32 to f64
  %t = arith.addf %s, %v : f64
  %j = arith.addi %i, %minus overflow<nsw> : i32
  %c = arith.cmpi sgt, %j, %bound : i32
  cf.cond_br %c, ^head(%j, %t : i32, f64), ^exit
^exit:
  func.return %s : f64
}
func.func private @use(i64, i8)
func.func @two(%m: i64, %n: i64) -> (i64, i8) {
  %four = arith.constant 4 : i64
  %five = arith.constant 5 : i8
  cf.br ^head(%m, %five : i64, i8)
^head(%i: i64, %k: i8):
  func.call @use(%i, %k) : (i64, i8) -> ()
  %j = arith.addi %i, %four : i64
  %l = arith.addi %k, %five : i8
  %c = arith.cmpi ne, %j, %n : i64
  cf.cond_br %c, ^head(%j, %l : i64, i8), ^exit
^exit:
  func.return %j, %k : i64, i8
}
func.func @by(%m: i64, %n: i64, %by: i64) {
  %k = arith.constant 0 : i8
  cf.br ^head(%m : i64)
^head(%i: i64):
  func.call @use(%i, %k) : (i64, i8) -> ()
  %j = arith.addi %i, %by overflow<nsw> : i64
  %c = arith.cmpi slt, %j, %n : i64
  cf.cond_br %c, ^head(%j : i64), ^exit
^exit:
  func.return
}

// CHECK-LABEL: func.func @down(
// CHECK-NEXT:    %0 = arith.extsi %n : i32 to i64
// CHECK-NEXT:    %1 = arith.constant 2 : i64
// CHECK-NEXT:    %2 = arith.subi %0, %1 : i64
// CHECK-NEXT:    %3 = arith.constant 1 : i64
// CHECK-NEXT:    %4 = arith.minsi %2, %3 : i64
// CHECK-NEXT:    %5 = arith.subi %0, %4 : i64
// CHECK-NEXT:    %6 = arith.addi %5, %3 : i64
// CHECK-NEXT:    %7 = arith.shrui %6, %3 : i64
// CHECK-NEXT:    %8 = ub.poison : f64
// CHECK-NEXT:    %9 = arith.constant 0 : i64
// CHECK-NEXT:    %s, %s_1 = scf.for %10 = %9 to %7 step %3 iter_args(%s_2 = %x, %11 = %8) -> (f64, f64) : i64 {
// CHECK-NEXT:      %12 = arith.trunci %10 : i64 to i32
// CHECK-NEXT:      %13 = arith.constant -2 : i32
// CHECK-NEXT:      %14 = arith.muli %12, %13 : i32
// CHECK-NEXT:      %i = arith.addi %14, %n : i32
// CHECK-NEXT:      %v = arith.sitofp %i : i32 to f64
// CHECK-NEXT:      %t = arith.addf %s_2, %v : f64
// CHECK-NEXT:      scf.yield %t, %s_2 : f64, f64
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return %s_1 : f64
// CHECK-NEXT:  }

// CHECK-LABEL: func.func @two(
// CHECK-NEXT:    %0 = arith.subi %n, %m : i64
// CHECK-NEXT:    %1 = arith.constant 2 : i64
// CHECK-NEXT:    %2 = arith.shrui %0, %1 : i64
// CHECK-NEXT:    %3 = arith.constant 0 : i64
// CHECK-NEXT:    %4 = arith.constant 1 : i64
// CHECK-NEXT:    scf.for %5 = %3 to %2 step %4 : i64 {
// CHECK-NEXT:      %6 = arith.constant 4 : i64
// CHECK-NEXT:      %7 = arith.muli %5, %6 : i64
// CHECK-NEXT:      %i = arith.addi %7, %m : i64
// CHECK-NEXT:      %8 = arith.trunci %5 : i64 to i8
// CHECK-NEXT:      %9 = arith.constant 5 : i8
// CHECK-NEXT:      %10 = arith.muli %8, %9 : i8
// CHECK-NEXT:      %k = arith.addi %10, %9 : i8
// CHECK-NEXT:      func.call @use(%i, %k) : (i64, i8) -> ()
// CHECK-NEXT:    }
// CHECK-NEXT:    %11 = arith.subi %2, %4 : i64
// CHECK-NEXT:    %12 = arith.trunci %11 : i64 to i8
// CHECK-NEXT:    %13 = arith.constant 5 : i8
// CHECK-NEXT:    %14 = arith.muli %12, %13 : i8
// CHECK-NEXT:    %k_1 = arith.addi %14, %13 : i8
// CHECK-NEXT:    func.return %n, %k_1 : i64, i8
// CHECK-NEXT:  }

// CHECK-LABEL: func.func @by(
// CHECK-NEXT:    %k = arith.constant 0 : i8
// CHECK-NEXT:    %0 = arith.addi %m, %by : i64
// CHECK-NEXT:    %1 = arith.maxsi %n, %0 : i64
// CHECK-NEXT:    %2 = arith.constant 1 : i64
// CHECK-NEXT:    %3 = arith.maxsi %by, %2 : i64
// CHECK-NEXT:    %4 = arith.subi %1, %0 : i64
// CHECK-NEXT:    %5 = arith.subi %3, %2 : i64
// CHECK-NEXT:    %6 = arith.addi %4, %5 : i64
// CHECK-NEXT:    %7 = arith.divui %6, %3 : i64
// CHECK-NEXT:    %8 = arith.addi %7, %2 : i64
// CHECK-NEXT:    %9 = arith.constant 0 : i64
// CHECK-NEXT:    scf.for %10 = %9 to %8 step %2 : i64 {
// CHECK-NEXT:      %11 = arith.muli %10, %by : i64
// CHECK-NEXT:      %i = arith.addi %11, %m : i64
// CHECK-NEXT:      func.call @use(%i, %k) : (i64, i8) -> ()
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return
// CHECK-NEXT:  }
