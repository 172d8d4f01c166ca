// RUN: xdsl-opt -p lift-cf-to-scf,enzyme-raise-while-to-for %s | filecheck %s

// What clang makes of `for (int i = 0; i < n; i++)`: the loop runs as often as its guard says, and the guard goes.

func.func @guarded(%n: i32, %x: f64) -> f64 {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %none = arith.constant 0 : i32
  %g = arith.cmpi sgt, %n, %none : i32
  cf.cond_br %g, ^enter, ^exit(%x : f64)
^enter:
  %count = arith.extui %n {nneg} : i32 to i64
  cf.br ^head(%zero, %x : i64, f64)
^head(%i: i64, %s: f64):
  %t = arith.mulf %s, %x : f64
  %j = arith.addi %i, %one overflow<nsw, nuw> : i64
  %c = arith.cmpi eq, %j, %count : i64
  cf.cond_br %c, ^exit(%t : f64), ^head(%j, %t : i64, f64)
^exit(%r: f64):
  func.return %r : f64
}
// Another lower bound: the guard says when there is nothing to count.
func.func @from(%m: i64, %n: i64, %x: f64) -> f64 {
  %one = arith.constant 1 : i64
  %g = arith.cmpi slt, %m, %n : i64
  cf.cond_br %g, ^head(%m, %x : i64, f64), ^exit(%x : f64)
^head(%i: i64, %s: f64):
  %v = arith.sitofp %i : i64 to f64
  %t = arith.addf %s, %v : f64
  %j = arith.addi %i, %one overflow<nsw> : i64
  %c = arith.cmpi slt, %j, %n : i64
  cf.cond_br %c, ^head(%j, %t : i64, f64), ^exit(%t : f64)
^exit(%r: f64):
  func.return %r : f64
}
// The guard has more to decide than the loop: it stays, but the loop needs no maximum.
func.func private @use(f64)
func.func @more(%n: i64, %x: f64) {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %g = arith.cmpi sle, %n, %zero : i64
  cf.cond_br %g, ^exit, ^enter
^enter:
  func.call @use(%x) : (f64) -> ()
  cf.br ^head(%zero : i64)
^head(%i: i64):
  func.call @use(%x) : (f64) -> ()
  %j = arith.addi %i, %one : i64
  %c = arith.cmpi slt, %j, %n : i64
  cf.cond_br %c, ^head(%j : i64), ^exit
^exit:
  func.return
}

// CHECK-LABEL: func.func @guarded(
// CHECK-NEXT:    %0 = arith.constant 0 : i64
// CHECK-NEXT:    %1 = arith.constant 1 : i64
// CHECK-NEXT:    %2 = arith.constant 0 : i32
// CHECK-NEXT:    %3 = arith.maxsi %n, %2 : i32
// CHECK-NEXT:    %4 = arith.extui %3 : i32 to i64
// CHECK-NEXT:    %s = scf.for %5 = %0 to %4 step %1 iter_args(%s_1 = %x) -> (f64) : i64 {
// CHECK-NEXT:      %t = arith.mulf %s_1, %x : f64
// CHECK-NEXT:      scf.yield %t : f64
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return %s : f64
// CHECK-NEXT:  }

// CHECK-LABEL: func.func @from(
// CHECK-NEXT:    %g = arith.cmpi slt, %m, %n : i64
// CHECK-NEXT:    %0 = arith.subi %n, %m : i64
// CHECK-NEXT:    %1 = arith.constant 0 : i64
// CHECK-NEXT:    %2 = arith.constant 1 : i64
// CHECK-NEXT:    %3 = arith.constant 0 : i64
// CHECK-NEXT:    %4 = arith.select %g, %0, %3 : i64
// CHECK-NEXT:    %s = scf.for %5 = %1 to %4 step %2 iter_args(%s_1 = %x) -> (f64) : i64 {
// CHECK-NEXT:      %i = arith.addi %5, %m : i64
// CHECK-NEXT:      %v = arith.sitofp %i : i64 to f64
// CHECK-NEXT:      %t = arith.addf %s_1, %v : f64
// CHECK-NEXT:      scf.yield %t : f64
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return %s : f64
// CHECK-NEXT:  }

// CHECK-LABEL: func.func @more(
// CHECK-NEXT:    %zero = arith.constant 0 : i64
// CHECK-NEXT:    %g = arith.cmpi sle, %n, %zero : i64
// CHECK-NEXT:    scf.if %g {
// CHECK-NEXT:    } else {
// CHECK-NEXT:      func.call @use(%x) : (f64) -> ()
// CHECK-NEXT:      %0 = arith.constant 0 : i64
// CHECK-NEXT:      %1 = arith.constant 1 : i64
// CHECK-NEXT:      scf.for %2 = %0 to %n step %1 : i64 {
// CHECK-NEXT:        func.call @use(%x) : (f64) -> ()
// CHECK-NEXT:      }
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return
// CHECK-NEXT:  }
