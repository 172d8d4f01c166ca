// RUN: xdsl-opt -p lift-cf-to-scf %s | filecheck %s

// A function has one end; what comes after a return is under a condition.

func.func private @ask(f64) -> i1
func.func @early_return(%x: f64, %y: f64) -> f64 {
  %a = func.call @ask(%x) : (f64) -> i1
  cf.cond_br %a, ^return, ^next
^return:
  func.return %x : f64
^next:
  %z = arith.addf %x, %y : f64
  %b = func.call @ask(%z) : (f64) -> i1
  cf.cond_br %b, ^again, ^last
^again:
  func.return %y : f64
^last:
  %w = arith.mulf %z, %z : f64
  func.return %w : f64
}
func.func @in_a_loop(%x: f64) -> f64 {
  cf.br ^head(%x : f64)
^head(%s: f64):
  %a = func.call @ask(%s) : (f64) -> i1
  cf.cond_br %a, ^found, ^latch
^found:
  %m = arith.negf %s : f64
  func.return %m : f64
^latch:
  %t = arith.addf %s, %x : f64
  %b = func.call @ask(%t) : (f64) -> i1
  cf.cond_br %b, ^head(%t : f64), ^exit
^exit:
  func.return %t : f64
}

// CHECK-LABEL: func.func @early_return(
// CHECK-NEXT:    %a = func.call @ask(%x) : (f64) -> i1
// CHECK-NEXT:    %0 = scf.if %a -> (f64) {
// CHECK-NEXT:      scf.yield %x : f64
// CHECK-NEXT:    } else {
// CHECK-NEXT:      %z = arith.addf %x, %y : f64
// CHECK-NEXT:      %b = func.call @ask(%z) : (f64) -> i1
// CHECK-NEXT:      %1 = scf.if %b -> (f64) {
// CHECK-NEXT:        scf.yield %y : f64
// CHECK-NEXT:      } else {
// CHECK-NEXT:        %w = arith.mulf %z, %z : f64
// CHECK-NEXT:        scf.yield %w : f64
// CHECK-NEXT:      }
// CHECK-NEXT:      scf.yield %1 : f64
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return %0 : f64
// CHECK-NEXT:  }

// CHECK-LABEL: func.func @in_a_loop(
// CHECK-NEXT:    %0 = arith.constant false
// CHECK-NEXT:    %1 = ub.poison : f64
// CHECK-NEXT:    %t, %2, %s = scf.while (%s_1 = %x) : (f64) -> (f64, i1, f64) {
// CHECK-NEXT:      %a = func.call @ask(%s_1) : (f64) -> i1
// CHECK-NEXT:      %3, %s_2 = scf.if %a -> (i1, f64) {
// CHECK-NEXT:        scf.yield %0, %1 : i1, f64
// CHECK-NEXT:      } else {
// CHECK-NEXT:        %t_1 = arith.addf %s_1, %x : f64
// CHECK-NEXT:        %b = func.call @ask(%t_1) : (f64) -> i1
// CHECK-NEXT:        scf.yield %b, %t_1 : i1, f64
// CHECK-NEXT:      }
// CHECK-NEXT:      scf.condition(%3) %s_2, %a, %s_1 : f64, i1, f64
// CHECK-NEXT:    } do {
// CHECK-NEXT:    ^bb0(%4: f64, %5: i1, %6: f64):
// CHECK-NEXT:      scf.yield %4 : f64
// CHECK-NEXT:    }
// CHECK-NEXT:    %7 = scf.if %2 -> (f64) {
// CHECK-NEXT:      %m = arith.negf %s : f64
// CHECK-NEXT:      scf.yield %m : f64
// CHECK-NEXT:    } else {
// CHECK-NEXT:      scf.yield %t : f64
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return %7 : f64
// CHECK-NEXT:  }
