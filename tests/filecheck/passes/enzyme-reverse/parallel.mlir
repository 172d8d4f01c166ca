// RUN: xdsl-opt -p enzyme-reverse %s | filecheck %s
// RUN: xdsl-opt -p enzyme-reverse,enzyme-cache,enzyme-lower-cache{to=memref} %s | filecheck %s --check-prefix ARRAY

// The reversed loop runs over the same iterations. What they share is added atomically, or reduced.
// CHECK-LABEL: @sum.gradient
// CHECK:         "scf.parallel"(%c0, %n, %c1, %zero)
// CHECK:           "enzyme.push"(%[[cache:.*]], %q)
// CHECK:         }) {enzyme.loop = 0 : i64}
// CHECK:         %[[dx:.*]] = "scf.parallel"(%c0, %n, %c1, %{{.*}})
// CHECK-NEXT:    ^{{.*}}(%[[i:.*]]: index):
// CHECK:           "enzyme.pop"(%[[cache]])
// CHECK:           memref.atomic_rmw"(%{{.*}}, %a_d, %[[i]]) <{kind = 0 : i64}>
// CHECK-NEXT:      scf.reduce(%{{.*}} : f64) {
// CHECK:             arith.addf
// CHECK:         }) {enzyme.reversed_loop = 0 : i64}
// CHECK-NEXT:    func.return %[[dx]] : f64

// Each iteration keeps its value in its own place.
// ARRAY-LABEL: @sum.gradient
// ARRAY:         %[[data:.*]] = memref.alloc(%{{.*}}) : memref<?xf64>
// ARRAY:         "scf.parallel"
// ARRAY-NEXT:    ^{{.*}}(%i: index):
// ARRAY:           memref.store %q, %[[data]][
// ARRAY:         "scf.parallel"
// ARRAY:           memref.load %[[data]][
// ARRAY:         memref.dealloc %[[data]]
func.func private @sum(%a : memref<?xf64>, %x : f64, %n : index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f64
  %s = "scf.parallel"(%c0, %n, %c1, %zero) <{operandSegmentSizes = array<i32: 1, 1, 1, 1>}> ({
  ^body(%i : index):
    %v = memref.load %a[%i] : memref<?xf64>
    %p = arith.mulf %v, %x : f64
    %q = math.exp %p : f64
    scf.reduce(%q : f64) {
    ^sum(%l : f64, %r : f64):
      %t = arith.addf %l, %r : f64
      scf.reduce.return %t : f64
    }
  }) : (index, index, index, f64) -> f64
  func.return %s : f64
}
func.func @d_sum(%a : memref<?xf64>, %da : memref<?xf64>, %x : f64, %n : index, %seed : f64) -> f64 {
  %d = enzyme.autodiff @sum(%a, %da, %x, %n, %seed) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_active>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (memref<?xf64>, memref<?xf64>, f64, index, f64) -> f64
  func.return %d : f64
}

// A product of floats, and iterations that call functions, run in order.
// CHECK-LABEL: @product.gradient
// CHECK-NOT:     scf.parallel
// CHECK:         %s = scf.for %i = %c0 to %n step %c1 iter_args(%[[total:.*]] = %x) -> (f64) {
// CHECK:           %v = memref.load
// CHECK:           %t = arith.mulf %[[total]], %v : f64
// CHECK:           scf.yield %t : f64
// CHECK:         func.return
func.func private @product(%a : memref<?xf64>, %x : f64, %n : index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %s = "scf.parallel"(%c0, %n, %c1, %x) <{operandSegmentSizes = array<i32: 1, 1, 1, 1>}> ({
  ^body(%i : index):
    %v = memref.load %a[%i] : memref<?xf64>
    scf.reduce(%v : f64) {
    ^product(%l : f64, %r : f64):
      %t = arith.mulf %l, %r : f64
      scf.reduce.return %t : f64
    }
  }) : (index, index, index, f64) -> f64
  func.return %s : f64
}
func.func @d_product(%a : memref<?xf64>, %da : memref<?xf64>, %x : f64, %n : index, %seed : f64) -> f64 {
  %d = enzyme.autodiff @product(%a, %da, %x, %n, %seed) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_active>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (memref<?xf64>, memref<?xf64>, f64, index, f64) -> f64
  func.return %d : f64
}
