// RUN: xdsl-opt -p enzyme-cache %s | filecheck %s
// RUN: xdsl-opt -p 'enzyme-cache{policy=recompute-all}' %s | filecheck %s --check-prefix=ALL

// Both %b and %c are needed, and the loop-carried %a cannot be recomputed: one cache will do, that of %b,
// which is nearer to its uses than %a.

// CHECK-LABEL: @one_for_two
// CHECK:       [[CACHE:%.*]] = "enzyme.init"() : () -> !enzyme.Cache<f64>
// CHECK-NOT:   "enzyme.init"
// CHECK:       %b = arith.negf %a
// CHECK-NEXT:  "enzyme.push"([[CACHE]], %b)
// CHECK-NOT:   "enzyme.push"
// CHECK:       enzyme.loop
// CHECK:       [[B:%b.*]] = "enzyme.pop"([[CACHE]])
// CHECK-NEXT:  [[C:%c.*]] = arith.mulf [[B]], %x : f64
// CHECK-NEXT:  "test.op"([[B]], [[C]])
func.func @one_for_two(%x : f64, %n : i64, %zero : i64, %one : i64) {
  %cb = "enzyme.init"() : () -> !enzyme.Cache<f64>
  %cc = "enzyme.init"() : () -> !enzyme.Cache<f64>
  %r = scf.for %i = %zero to %n step %one iter_args(%a = %x) -> (f64) : i64 {
    %b = arith.negf %a : f64
    "enzyme.push"(%cb, %b) : (!enzyme.Cache<f64>, f64) -> ()
    %c = arith.mulf %b, %x : f64
    "enzyme.push"(%cc, %c) : (!enzyme.Cache<f64>, f64) -> ()
    %d = arith.divf %c, %a : f64
    scf.yield %d : f64
  } {enzyme.loop = 0}
  scf.for %k = %zero to %n step %one : i64 {
    %b2 = "enzyme.pop"(%cb) : (!enzyme.Cache<f64>) -> f64
    %c2 = "enzyme.pop"(%cc) : (!enzyme.Cache<f64>) -> f64
    "test.op"(%b2, %c2) : (f64, f64) -> ()
  } {enzyme.reversed_loop = 0}
  func.return
}

// Four bytes instead of eight: what is stored is the value before it is extended.

// CHECK-LABEL: @narrow
// CHECK:       "enzyme.init"() : () -> !enzyme.Cache<f32>
// CHECK-NOT:   "enzyme.init"
// CHECK:       [[A:%a.*]] = "enzyme.pop"
// CHECK-NEXT:  [[W:%w.*]] = arith.extf [[A]] : f32 to f64
// CHECK-NEXT:  "test.op"([[W]])
func.func @narrow(%x : f32, %n : i64, %zero : i64, %one : i64) {
  %cw = "enzyme.init"() : () -> !enzyme.Cache<f64>
  %r = scf.for %i = %zero to %n step %one iter_args(%a = %x) -> (f32) : i64 {
    %w = arith.extf %a : f32 to f64
    "enzyme.push"(%cw, %w) : (!enzyme.Cache<f64>, f64) -> ()
    %b = arith.mulf %a, %a : f32
    scf.yield %b : f32
  } {enzyme.loop = 0}
  scf.for %k = %zero to %n step %one : i64 {
    %w2 = "enzyme.pop"(%cw) : (!enzyme.Cache<f64>) -> f64
    "test.op"(%w2) : (f64) -> ()
  } {enzyme.reversed_loop = 0}
  func.return
}

// A value of the outer loop costs less than what is computed from it in the inner one; it is popped there.

// CHECK-LABEL: @outer
// CHECK:       scf.for %k
// CHECK-NEXT:    [[A:%a.*]] = "enzyme.pop"
// CHECK-NEXT:    scf.for %l
// CHECK:           [[S:%s.*]] = arith.addf [[A]],
// CHECK:           "test.op"([[S]])
// CHECK:       } {enzyme.reversed_loop = 0 : i64}

// An elementary function is stored, unless everything is to be recomputed. With its operand available, nothing is left.

// ALL-LABEL:   @outer
// ALL-LABEL:   @expensive
// ALL-NOT:     enzyme.init
// ALL:         math.exp
// CHECK-LABEL: @expensive
// CHECK:       %e = math.exp %v
// CHECK-NEXT:  "enzyme.push"([[CACHE:%.*]], %e)
// CHECK:       "enzyme.pop"([[CACHE]])
// CHECK-NOT:   math.exp
func.func @outer(%x : f64, %n : i64, %zero : i64, %one : i64) {
  %cs = "enzyme.init"() : () -> !enzyme.Cache<f64>
  %r = scf.for %i = %zero to %n step %one iter_args(%a = %x) -> (f64) : i64 {
    scf.for %j = %zero to %n step %one : i64 {
      %w = arith.sitofp %j : i64 to f64
      %s = arith.addf %a, %w : f64
      "enzyme.push"(%cs, %s) : (!enzyme.Cache<f64>, f64) -> ()
    } {enzyme.loop = 1}
    %b = arith.mulf %a, %a : f64
    scf.yield %b : f64
  } {enzyme.loop = 0}
  scf.for %k = %zero to %n step %one : i64 {
    scf.for %l = %zero to %n step %one : i64 {
      %s2 = "enzyme.pop"(%cs) : (!enzyme.Cache<f64>) -> f64
      "test.op"(%s2) : (f64) -> ()
    } {enzyme.reversed_loop = 1}
  } {enzyme.reversed_loop = 0}
  func.return
}

func.func @expensive(%n : i64, %zero : i64, %one : i64) {
  %ce = "enzyme.init"() : () -> !enzyme.Cache<f64>
  scf.for %i = %zero to %n step %one : i64 {
    %v = arith.sitofp %i : i64 to f64
    %e = math.exp %v : f64
    "enzyme.push"(%ce, %e) : (!enzyme.Cache<f64>, f64) -> ()
  } {enzyme.loop = 0}
  scf.for %k = %zero to %n step %one : i64 {
    %e2 = "enzyme.pop"(%ce) : (!enzyme.Cache<f64>) -> f64
    "test.op"(%e2) : (f64) -> ()
  } {enzyme.reversed_loop = 0}
  func.return
}
