// RUN: xdsl-opt -p enzyme-cache %s | filecheck %s

// What each iteration does to a sign and to a counter can be undone: instead of their values in all iterations, the last one is enough.

// CHECK-LABEL: func.func @undone
// CHECK-NOT:     enzyme.push
// CHECK:         %sign, %count = scf.for
// CHECK-NOT:     enzyme.push
// CHECK:         scf.for %k = %zero to %n step %one iter_args(%{{.*}} = %{{sign|count}}, %{{.*}} = %{{sign|count}}) -> ({{.*}}) : i64 {
// CHECK:           arith.subi [[AFTER:%.*]], %d : i64
// CHECK-NOT:       enzyme.pop
func.func @undone(%n: i64, %d: i64, %c: i1, %start: f64) {
  %cs = "enzyme.init"() : () -> !enzyme.Cache<f64>
  %cc = "enzyme.init"() : () -> !enzyme.Cache<i64>
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %sign, %count = scf.for %i = %zero to %n step %one iter_args(%s = %start, %m = %zero) -> (f64, i64) : i64 {
    "enzyme.push"(%cs, %s) : (!enzyme.Cache<f64>, f64) -> ()
    "enzyme.push"(%cc, %m) : (!enzyme.Cache<i64>, i64) -> ()
    %t = scf.if %c -> (f64) {
      %u = arith.negf %s : f64
      scf.yield %u : f64
    } else {
      scf.yield %s : f64
    }
    %l = arith.addi %m, %d : i64
    scf.yield %t, %l : f64, i64
  } {enzyme.loop = 0}
  scf.for %k = %zero to %n step %one : i64 {
    %s2 = "enzyme.pop"(%cs) : (!enzyme.Cache<f64>) -> f64
    %m2 = "enzyme.pop"(%cc) : (!enzyme.Cache<i64>) -> i64
    "test.op"(%s2, %m2) : (f64, i64) -> ()
  } {enzyme.reversed_loop = 0}
  func.return
}

// Neither can a product be undone exactly, nor a counter that says itself whether it is incremented.

// CHECK-LABEL:   func.func @kept
// CHECK-COUNT-2:   enzyme.push
// CHECK-COUNT-2:   enzyme.pop
func.func @kept(%n: i64, %d: i64, %f: f64) {
  %cs = "enzyme.init"() : () -> !enzyme.Cache<f64>
  %cc = "enzyme.init"() : () -> !enzyme.Cache<i64>
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %product, %count = scf.for %i = %zero to %n step %one iter_args(%s = %f, %m = %zero) -> (f64, i64) : i64 {
    "enzyme.push"(%cs, %s) : (!enzyme.Cache<f64>, f64) -> ()
    "enzyme.push"(%cc, %m) : (!enzyme.Cache<i64>, i64) -> ()
    %t = arith.mulf %s, %f : f64
    %l = arith.addi %m, %one : i64
    %c = arith.cmpi slt, %m, %d : i64
    %o = arith.select %c, %l, %m : i64
    scf.yield %t, %o : f64, i64
  } {enzyme.loop = 0}
  scf.for %k = %zero to %n step %one : i64 {
    %s2 = "enzyme.pop"(%cs) : (!enzyme.Cache<f64>) -> f64
    %m2 = "enzyme.pop"(%cc) : (!enzyme.Cache<i64>) -> i64
    "test.op"(%s2, %m2) : (f64, i64) -> ()
  } {enzyme.reversed_loop = 0}
  func.return
}
