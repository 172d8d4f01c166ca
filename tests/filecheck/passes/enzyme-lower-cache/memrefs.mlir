// RUN: xdsl-opt -p 'enzyme-lower-cache{to=memref}' %s | filecheck %s

// A counted loop: one memref of its length.
// CHECK-LABEL: func.func @counted
func.func @counted(%n: index, %x: f64) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // CHECK: %[[data:.*]] = memref.alloc(%{{.*}}) : memref<?xf64>
  %cache = "enzyme.init"() : () -> !enzyme.Cache<f64>
  // CHECK-NEXT: scf.for
  scf.for %i = %c0 to %n step %c1 {
    // CHECK: memref.store %x, %[[data]][%{{.*}}] : memref<?xf64>
    "enzyme.push"(%cache, %x) : (!enzyme.Cache<f64>, f64) -> ()
  } {enzyme.loop = 0 : i64}
  scf.for %k = %c0 to %n step %c1 {
    // CHECK: %v = memref.load %[[data]][%{{.*}}] : memref<?xf64>
    %v = "enzyme.pop"(%cache) : (!enzyme.Cache<f64>) -> f64
    "test.op"(%v) : (f64) -> ()
  } {enzyme.reversed_loop = 0 : i64}
  // CHECK: memref.dealloc %[[data]] : memref<?xf64>
  func.return
}

// Of unknown length: a memref in a slot, and the number of values in another.
// CHECK-LABEL: func.func @lent
func.func @lent(%x: f64) -> f64 {
  // CHECK-NEXT: %[[data:.*]] = memref.alloca() : memref<memref<?xf64>>
  // CHECK-NEXT: %[[size:.*]] = memref.alloca() : memref<index>
  %cache = "enzyme.init"() : () -> !enzyme.Cache<f64>
  // CHECK: func.call @fill(%x, %[[data]], %[[size]]) : (f64, memref<memref<?xf64>>, memref<index>) -> ()
  func.call @fill(%x, %cache) : (f64, !enzyme.Cache<f64>) -> ()
  // CHECK: memref.store %{{.*}}, %[[size]][] : memref<index>
  %v = "enzyme.pop"(%cache) : (!enzyme.Cache<f64>) -> f64
  // CHECK: memref.dealloc
  // CHECK-NEXT: func.return
  func.return %v : f64
}
// CHECK-LABEL: func.func private @fill(%x: f64, %{{.*}}: memref<memref<?xf64>>, %{{.*}}: memref<index>) {
func.func private @fill(%x: f64, %cache: !enzyme.Cache<f64>) {
  // CHECK: memref.dim
  // CHECK: scf.if
  "enzyme.push"(%cache, %x) : (!enzyme.Cache<f64>, f64) -> ()
  func.return
}
