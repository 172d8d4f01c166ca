// RUN: xdsl-opt -p lift-cf-to-scf,enzyme-raise-while-to-for %s | filecheck %s

// A triangular nest.

func.func private @use(i64, i64)
func.func @nest(%n: i64) {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %g = arith.cmpi sgt, %n, %zero : i64
  cf.cond_br %g, ^outer(%zero : i64), ^exit
^outer(%i: i64):
  %some = arith.cmpi eq, %i, %zero : i64
  cf.cond_br %some, ^latch, ^inner(%zero : i64)
^inner(%j: i64):
  func.call @use(%i, %j) : (i64, i64) -> ()
  %k = arith.addi %j, %one overflow<nuw, nsw> : i64
  %c = arith.cmpi eq, %k, %i : i64
  cf.cond_br %c, ^latch, ^inner(%k : i64)
^latch:
  %l = arith.addi %i, %one overflow<nuw, nsw> : i64
  %d = arith.cmpi eq, %l, %n : i64
  cf.cond_br %d, ^exit, ^outer(%l : i64)
^exit:
  func.return
}

// CHECK-LABEL: func.func @nest(
// CHECK-NEXT:    %0 = arith.constant 0 : i64
// CHECK-NEXT:    %1 = arith.constant 1 : i64
// CHECK-NEXT:    %2 = arith.constant 0 : i64
// CHECK-NEXT:    %3 = arith.maxsi %n, %2 : i64
// CHECK-NEXT:    scf.for %i = %0 to %3 step %1 : i64 {
// CHECK-NEXT:      %4 = arith.constant 0 : i64
// CHECK-NEXT:      %5 = arith.constant 1 : i64
// CHECK-NEXT:      scf.for %j = %4 to %i step %5 : i64 {
// CHECK-NEXT:        func.call @use(%i, %j) : (i64, i64) -> ()
// CHECK-NEXT:      }
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return
// CHECK-NEXT:  }
