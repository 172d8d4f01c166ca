// RUN: xdsl-opt -p lift-cf-to-scf %s | filecheck %s

// What never returns goes on like its sibling: failed checks leave neither the loop nor the function.

func.func private @abort()
func.func private @use(i64)
func.func @checked(%n: i64, %size: i64) -> i64 {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  cf.br ^head(%zero : i64)
^head(%i: i64):
  %bad = arith.cmpi uge, %i, %size : i64
  cf.cond_br %bad, ^panic, ^good
^good:
  func.call @use(%i) : (i64) -> ()
  %j = arith.addi %i, %one : i64
  %c = arith.cmpi slt, %j, %n : i64
  cf.cond_br %c, ^head(%j : i64), ^last
^last:
  %worse = arith.cmpi eq, %j, %size : i64
  cf.cond_br %worse, ^panic, ^exit
^panic:
  func.call @abort() : () -> ()
  llvm.unreachable
^exit:
  func.return %j : i64
}
// The same assumption without an effect leaves nothing.
func.func @assumed(%c: i1, %x: i64) -> i64 {
  %d = arith.cmpi slt, %x, %x : i64
  cf.cond_br %d, ^good, ^bad
^bad:
  ub.unreachable
^good:
  func.return %x : i64
}
// There is no other way to go on.
func.func @never_returns(%x: i64) -> f64 {
  func.call @abort() : () -> ()
  llvm.unreachable
}

// CHECK-LABEL: func.func @checked(
// CHECK-NEXT:    %zero = arith.constant 0 : i64
// CHECK-NEXT:    %one = arith.constant 1 : i64
// CHECK-NEXT:    %j = scf.while (%i = %zero) : (i64) -> i64 {
// CHECK-NEXT:      %bad = arith.cmpi uge, %i, %size : i64
// CHECK-NEXT:      scf.if %bad {
// CHECK-NEXT:        func.call @abort() : () -> ()
// CHECK-NEXT:      }
// CHECK-NEXT:      func.call @use(%i) : (i64) -> ()
// CHECK-NEXT:      %j_1 = arith.addi %i, %one : i64
// CHECK-NEXT:      %c = arith.cmpi slt, %j_1, %n : i64
// CHECK-NEXT:      scf.condition(%c) %j_1 : i64
// CHECK-NEXT:    } do {
// CHECK-NEXT:    ^bb0(%0: i64):
// CHECK-NEXT:      scf.yield %0 : i64
// CHECK-NEXT:    }
// CHECK-NEXT:    %worse = arith.cmpi eq, %j, %size : i64
// CHECK-NEXT:    scf.if %worse {
// CHECK-NEXT:      func.call @abort() : () -> ()
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return %j : i64
// CHECK-NEXT:  }

// CHECK-LABEL: func.func @assumed(
// CHECK-NEXT:    func.return %x : i64
// CHECK-NEXT:  }

// CHECK-LABEL: func.func @never_returns(
// CHECK-NEXT:    %0 = ub.poison : f64
// CHECK-NEXT:    func.call @abort() : () -> ()
// CHECK-NEXT:    func.return %0 : f64
// CHECK-NEXT:  }
