// RUN: xdsl-opt -p enzyme-cache %s | filecheck %s
// RUN: xdsl-opt -p 'enzyme-cache{policy=store}' %s | filecheck %s --check-prefix=STORE

// Nothing is stored: the induction variable follows from the reversed loop's, and %x is never written.

// CHECK-LABEL: @squares
// CHECK-NOT:   enzyme.
// CHECK:       scf.for %i = %first to %n step %step
// CHECK-NEXT:  } {enzyme.loop = 0 : i64}
// CHECK:       scf.for %k = %zero to %trip step %one
// CHECK-NEXT:    [[ONE:%.*]] = arith.constant 1 : i64
// CHECK-NEXT:    [[LAST:%.*]] = arith.subi %trip, [[ONE]] : i64
// CHECK-NEXT:    [[NUMBER:%.*]] = arith.subi [[LAST]], %k : i64
// CHECK-NEXT:    [[SCALED:%.*]] = arith.muli [[NUMBER]], %step : i64
// CHECK-NEXT:    [[I:%i.*]] = arith.addi %first, [[SCALED]] : i64
// CHECK-NEXT:    [[P:%p.*]] = llvm.getelementptr %x{{\[}}[[I]]]
// CHECK-NEXT:    [[V:%v.*]] = llvm.load [[P]] : !llvm.ptr -> f64
// CHECK-NEXT:    [[S:%s.*]] = arith.mulf [[V]], [[V]] : f64
// CHECK-NEXT:    "test.op"([[I]], [[S]])

// STORE-LABEL:   @squares
// STORE-COUNT-2: "enzyme.init"
// STORE-COUNT-2: "enzyme.push"
// STORE-COUNT-2: "enzyme.pop"
// STORE-NOT:     "enzyme.pop"
func.func @squares(%x : !llvm.ptr {llvm.noalias}, %first : i64, %n : i64, %step : i64, %trip : i64) {
  %ci = "enzyme.init"() : () -> !enzyme.Cache<i64>
  %cs = "enzyme.init"() : () -> !enzyme.Cache<f64>
  %unused = "enzyme.init"() : () -> !enzyme.Cache<f64>
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  scf.for %i = %first to %n step %step : i64 {
    "enzyme.push"(%ci, %i) : (!enzyme.Cache<i64>, i64) -> ()
    %p = llvm.getelementptr %x[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f64
    %v = llvm.load %p : !llvm.ptr -> f64
    "enzyme.push"(%unused, %v) : (!enzyme.Cache<f64>, f64) -> ()
    %s = arith.mulf %v, %v : f64
    "enzyme.push"(%cs, %s) : (!enzyme.Cache<f64>, f64) -> ()
  } {enzyme.loop = 0}
  scf.for %k = %zero to %trip step %one : i64 {
    %i2 = "enzyme.pop"(%ci) : (!enzyme.Cache<i64>) -> i64
    %s2 = "enzyme.pop"(%cs) : (!enzyme.Cache<f64>) -> f64
    %never_used = "enzyme.pop"(%unused) : (!enzyme.Cache<f64>) -> f64
    "test.op"(%i2, %s2) : (i64, f64) -> ()
  } {enzyme.reversed_loop = 0}
  func.return
}
