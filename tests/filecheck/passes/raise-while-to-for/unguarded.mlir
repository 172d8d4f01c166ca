// RUN: xdsl-opt -p lift-cf-to-scf,enzyme-raise-while-to-for %s | filecheck %s

// A loop that is tested at the end runs at least once.

func.func private @use(i64)
func.func @once(%n: i64) {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  cf.br ^head(%zero : i64)
^head(%i: i64):
  func.call @use(%i) : (i64) -> ()
  %j = arith.addi %i, %one : i64
  %c = arith.cmpi slt, %j, %n : i64
  cf.cond_br %c, ^head(%j : i64), ^exit
^exit:
  func.return
}
// The tested value is the current one.
func.func @current(%n: i64) {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  cf.br ^head(%zero : i64)
^head(%i: i64):
  func.call @use(%i) : (i64) -> ()
  %j = arith.addi %i, %one : i64
  %c = arith.cmpi ne, %i, %n : i64
  cf.cond_br %c, ^head(%j : i64), ^exit
^exit:
  func.return
}

// CHECK-LABEL: func.func @once(
// CHECK-NEXT:    %0 = arith.constant 1 : i64
// CHECK-NEXT:    %1 = arith.maxsi %n, %0 : i64
// CHECK-NEXT:    %2 = arith.constant 0 : i64
// CHECK-NEXT:    scf.for %i = %2 to %1 step %0 : i64 {
// CHECK-NEXT:      func.call @use(%i) : (i64) -> ()
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return
// CHECK-NEXT:  }

// CHECK-LABEL: func.func @current(
// CHECK-NEXT:    %0 = arith.constant 1 : i64
// CHECK-NEXT:    %1 = arith.addi %n, %0 : i64
// CHECK-NEXT:    %2 = arith.constant 0 : i64
// CHECK-NEXT:    scf.for %i = %2 to %1 step %0 : i64 {
// CHECK-NEXT:      func.call @use(%i) : (i64) -> ()
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return
// CHECK-NEXT:  }
