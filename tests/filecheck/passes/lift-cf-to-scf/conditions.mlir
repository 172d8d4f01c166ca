// RUN: xdsl-opt -p lift-cf-to-scf %s | filecheck %s

// `a && b || c`: three branches to two blocks need one condition and no more.

func.func private @use(i32)
func.func @conditions(%a: i1, %b: i1, %c: i1, %x: i32) {
  cf.cond_br %a, ^and, ^or
^and:
  cf.cond_br %b, ^then, ^or
^or:
  cf.cond_br %c, ^then, ^else
^then:
  func.call @use(%x) : (i32) -> ()
  cf.br ^else
^else:
  func.return
}

// CHECK-LABEL: func.func @conditions(
// CHECK-NEXT:    %0 = arith.constant false
// CHECK-NEXT:    %1 = arith.constant true
// CHECK-NEXT:    %2 = arith.select %a, %b, %0 : i1
// CHECK-NEXT:    %3 = arith.select %2, %1, %c : i1
// CHECK-NEXT:    scf.if %3 {
// CHECK-NEXT:      func.call @use(%x) : (i32) -> ()
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return
// CHECK-NEXT:  }
