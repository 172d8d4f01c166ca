// RUN: xdsl-opt -p lift-cf-to-scf %s | filecheck %s

// A loop without a condition of its own is left by its break.

func.func private @ask(f64) -> i1
func.func @infinite(%x: f64) -> f64 {
  cf.br ^head(%x : f64)
^head(%s: f64):
  %a = func.call @ask(%s) : (f64) -> i1
  cf.cond_br %a, ^exit, ^body
^body:
  %t = arith.mulf %s, %s : f64
  cf.br ^head(%t : f64)
^exit:
  func.return %s : f64
}

// CHECK-LABEL: func.func @infinite(
// CHECK-NEXT:    %0 = arith.constant true
// CHECK-NEXT:    %1 = ub.poison : f64
// CHECK-NEXT:    %2, %s = scf.while (%s_1 = %x) : (f64) -> (f64, f64) {
// CHECK-NEXT:      %a = func.call @ask(%s_1) : (f64) -> i1
// CHECK-NEXT:      %3 = arith.xori %a, %0 : i1
// CHECK-NEXT:      %s_2 = scf.if %a -> (f64) {
// CHECK-NEXT:        scf.yield %1 : f64
// CHECK-NEXT:      } else {
// CHECK-NEXT:        %t = arith.mulf %s_1, %s_1 : f64
// CHECK-NEXT:        scf.yield %t : f64
// CHECK-NEXT:      }
// CHECK-NEXT:      scf.condition(%3) %s_2, %s_1 : f64, f64
// CHECK-NEXT:    } do {
// CHECK-NEXT:    ^bb0(%4: f64, %5: f64):
// CHECK-NEXT:      scf.yield %4 : f64
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return %s : f64
// CHECK-NEXT:  }
