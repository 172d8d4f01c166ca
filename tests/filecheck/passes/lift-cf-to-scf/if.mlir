// RUN: xdsl-opt -p lift-cf-to-scf %s | filecheck %s

// An `if` without `else`: only what it changes is a result.

func.func private @use(f64)
func.func @value(%c: i1, %x: f64) -> f64 {
  cf.cond_br %c, ^then, ^join(%x : f64)
^then:
  %y = arith.mulf %x, %x : f64
  cf.br ^join(%y : f64)
^join(%r: f64):
  func.return %r : f64
}
// Only an effect.
func.func @effect(%c: i1, %x: f64) {
  cf.cond_br %c, ^join, ^then
^then:
  func.call @use(%x) : (f64) -> ()
  cf.br ^join
^join:
  func.return
}
// Nothing but a choice.
func.func @choice(%c: i1, %x: f64, %y: f64) -> f64 {
  cf.cond_br %c, ^join(%x : f64), ^join(%y : f64)
^join(%r: f64):
  func.return %r : f64
}

// CHECK-LABEL: func.func @value(
// CHECK-NEXT:    %r = scf.if %c -> (f64) {
// CHECK-NEXT:      %y = arith.mulf %x, %x : f64
// CHECK-NEXT:      scf.yield %y : f64
// CHECK-NEXT:    } else {
// CHECK-NEXT:      scf.yield %x : f64
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return %r : f64
// CHECK-NEXT:  }

// CHECK-LABEL: func.func @effect(
// CHECK-NEXT:    scf.if %c {
// CHECK-NEXT:    } else {
// CHECK-NEXT:      func.call @use(%x) : (f64) -> ()
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return
// CHECK-NEXT:  }

// CHECK-LABEL: func.func @choice(
// CHECK-NEXT:    %0 = arith.select %c, %x, %y : f64
// CHECK-NEXT:    func.return %0 : f64
// CHECK-NEXT:  }
