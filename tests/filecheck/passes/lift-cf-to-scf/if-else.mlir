// RUN: xdsl-opt -p lift-cf-to-scf %s | filecheck %s

// An `if` with `else`: one `scf.if`, and one result per variable.

func.func @if_else(%c: i1, %x: f64) -> f64 {
  cf.cond_br %c, ^then, ^else
^then:
  %y = arith.mulf %x, %x : f64
  cf.br ^join(%y, %x, %y : f64, f64, f64)
^else:
  %z = arith.addf %x, %x : f64
  cf.br ^join(%z, %x, %z : f64, f64, f64)
^join(%r: f64, %same: f64, %again: f64):
  %s = arith.subf %r, %same : f64
  %t = arith.addf %s, %again : f64
  func.return %t : f64
}

// CHECK-LABEL: func.func @if_else(
// CHECK-NEXT:    %r = scf.if %c -> (f64) {
// CHECK-NEXT:      %y = arith.mulf %x, %x : f64
// CHECK-NEXT:      scf.yield %y : f64
// CHECK-NEXT:    } else {
// CHECK-NEXT:      %z = arith.addf %x, %x : f64
// CHECK-NEXT:      scf.yield %z : f64
// CHECK-NEXT:    }
// CHECK-NEXT:    %s = arith.subf %r, %x : f64
// CHECK-NEXT:    %t = arith.addf %s, %r : f64
// CHECK-NEXT:    func.return %t : f64
// CHECK-NEXT:  }
