// RUN: xdsl-opt -p lift-cf-to-scf %s | filecheck %s

// Blocks in a row become one block; block arguments disappear.

func.func @straight_line(%x: f64) -> f64 {
  %y = arith.addf %x, %x : f64
  cf.br ^next(%y : f64)
^next(%z: f64):
  %w = arith.mulf %z, %y : f64
  cf.br ^last
^last:
  func.return %w : f64
}

// CHECK-LABEL: func.func @straight_line(
// CHECK-NEXT:    %y = arith.addf %x, %x : f64
// CHECK-NEXT:    %w = arith.mulf %y, %y : f64
// CHECK-NEXT:    func.return %w : f64
// CHECK-NEXT:  }
