// RUN: xdsl-opt -p enzyme-recover-floats %s | filecheck %s

// What is done to the sign of floats; exponents are integers.

// CHECK-LABEL: @tricks
func.func @tricks(%x : f64, %y : f64) -> (f64, f64, f64, i64) {
  %sign = arith.constant -9223372036854775808 : i64
  %rest = arith.constant 9223372036854775807 : i64
  %bits = arith.constant 52 : i64
  %bx = arith.bitcast %x : f64 to i64
  %by = arith.bitcast %y : f64 to i64
  // CHECK: %[[ABS:.*]] = math.absf %x
  %a = arith.andi %bx, %rest : i64
  %abs = arith.bitcast %a : i64 to f64
  // CHECK: %[[NEG:.*]] = arith.negf %x
  %n = arith.xori %bx, %sign : i64
  %neg = arith.bitcast %n : i64 to f64
  // CHECK: %[[COPY:.*]] = math.copysign %[[ABS]], %y
  %s = arith.andi %by, %sign : i64
  %c = arith.ori %a, %s : i64
  %copy = arith.bitcast %c : i64 to f64
  // CHECK: %[[E:.*]] = arith.shrui %{{.*}}, %{{.*}} {enzyme.inactive}
  %e = arith.shrui %bx, %bits : i64
  // CHECK: func.return %[[ABS]], %[[NEG]], %[[COPY]], %[[E]]
  func.return %abs, %neg, %copy, %e : f64, f64, f64, i64
}
