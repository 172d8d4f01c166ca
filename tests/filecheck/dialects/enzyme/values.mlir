// RUN: xdsl-opt %s | xdsl-opt | filecheck %s
// RUN: xdsl-opt %s --print-op-generic | xdsl-opt | filecheck %s

// CHECK-LABEL: @storage
func.func @storage(%x: f64) -> (f64, f64) {
  // CHECK: "enzyme.init"() : () -> !enzyme.Cache<f64>
  %c = "enzyme.init"() : () -> !enzyme.Cache<f64>
  // CHECK: "enzyme.push"(%c, %x) : (!enzyme.Cache<f64>, f64) -> ()
  "enzyme.push"(%c, %x) : (!enzyme.Cache<f64>, f64) -> ()
  // CHECK: "enzyme.pop"(%c) : (!enzyme.Cache<f64>) -> f64
  %y = "enzyme.pop"(%c) : (!enzyme.Cache<f64>) -> f64
  // CHECK: "enzyme.init"() : () -> !enzyme.Gradient<f64>
  %g = "enzyme.init"() : () -> !enzyme.Gradient<f64>
  // CHECK: "enzyme.set"(%g, %x) : (!enzyme.Gradient<f64>, f64) -> ()
  "enzyme.set"(%g, %x) : (!enzyme.Gradient<f64>, f64) -> ()
  // CHECK: "enzyme.get"(%g) : (!enzyme.Gradient<f64>) -> f64
  %z = "enzyme.get"(%g) : (!enzyme.Gradient<f64>) -> f64
  func.return %y, %z : f64, f64
}

// CHECK-LABEL: @elements
func.func @elements(%m: memref<?x3xf64>, %c: !enzyme.Cache<f64>, %i: index, %n: index) {
  // CHECK: %v = enzyme.load %m[%i, %i] ([%n, 3]) : memref<?x3xf64>
  %v = enzyme.load %m[%i, %i] ([%n, 3]) : memref<?x3xf64>
  // CHECK: enzyme.store %v, %m[%i, %n] ([%n, 3]) {note} : memref<?x3xf64>
  enzyme.store %v, %m[%i, %n] ([%n, 3]) {note} : memref<?x3xf64>
  // CHECK: %w = enzyme.load %c[%i] : !enzyme.Cache<f64>
  %w = enzyme.load %c[%i] : !enzyme.Cache<f64>
  // CHECK: enzyme.store %w, %c[%i] : !enzyme.Cache<f64>
  enzyme.store %w, %c[%i] : !enzyme.Cache<f64>
  // CHECK: enzyme.fill_zero %m : memref<?x3xf64>
  enzyme.fill_zero %m : memref<?x3xf64>
  // CHECK: enzyme.atomic_rmw addf %v, %m[%i, %n] monotonic : (f64, memref<?x3xf64>) -> f64
  %0 = enzyme.atomic_rmw addf %v, %m[%i, %n] monotonic : (f64, memref<?x3xf64>) -> f64
  // CHECK: enzyme.atomic_rmw maximumf %v, %m[%i, %n] seq_cst fastmath<nnan> {alignment = 8 : i64} : (f64, memref<?x3xf64>) -> f64
  %1 = enzyme.atomic_rmw maximumf %v, %m[%i, %n] seq_cst fastmath<nnan> {alignment = 8 : i64} : (f64, memref<?x3xf64>) -> f64
  // CHECK: enzyme.affine_atomic_rmw addf %v, %m, (affine_map<(d0) -> (d0, 1)>) [%i] monotonic : (f64, memref<?x3xf64>) -> f64
  %2 = enzyme.affine_atomic_rmw addf %v, %m, (affine_map<(d0) -> (d0, 1)>) [%i] : (f64, memref<?x3xf64>) -> f64
  func.return
}

// CHECK-LABEL: @values
func.func @values(%x: f64, %t: tensor<3xf64>, %n: index) {
  // CHECK: "enzyme.placeholder"() : () -> f64
  %0 = "enzyme.placeholder"() : () -> f64
  // CHECK: enzyme.ignore_derivatives %x : f64 -> f64
  %1 = enzyme.ignore_derivatives %x : f64 -> f64
  // CHECK: "enzyme.broadcast"(%x) <{shape = array<i64: 4>}> : (f64) -> tensor<4xf64>
  %2 = "enzyme.broadcast"(%x) <{shape = array<i64: 4>}> : (f64) -> tensor<4xf64>
  // CHECK: "enzyme.broadcast"(%t) <{shape = array<i64: 2>}> : (tensor<3xf64>) -> tensor<2x3xf64>
  %3 = "enzyme.broadcast"(%t) <{shape = array<i64: 2>}> : (tensor<3xf64>) -> tensor<2x3xf64>
  // CHECK: %c = enzyme.concat(%x, %x) : (f64, f64) -> tensor<2xf64>
  %c = enzyme.concat(%x, %x) : (f64, f64) -> tensor<2xf64>
  // CHECK: enzyme.extract %c[1] : (tensor<2xf64>) -> f64
  %4 = enzyme.extract %c[1] : (tensor<2xf64>) -> f64
  // CHECK: enzyme.extract %{{.*}}[0] : (tensor<2x3xf64>) -> tensor<3xf64>
  %5 = enzyme.extract %3[0] : (tensor<2x3xf64>) -> tensor<3xf64>
  // CHECK: enzyme.dump %x {label = "x"} : (f64) -> f64
  %6 = enzyme.dump %x {label = "x"} : (f64) -> f64
  // CHECK: enzyme.binomial_progress %n, %n : index
  %7 = enzyme.binomial_progress %n, %n : index
  func.return
}

// CHECK-LABEL: @adjoint
func.func @adjoint(%a: memref<3xf64>, %da: memref<3xf64>) {
  // CHECK:      "enzyme.genericAdjoint"(%a, %da) <{
  // CHECK:        "enzyme.addTo"(%v) : (f64) -> ()
  "enzyme.genericAdjoint"(%a, %da) <{
    indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>],
    iterator_types = [#linalg.iterator_type<parallel>],
    operandSegmentSizes = array<i32: 1, 1>
  }> ({
  ^bb0(%v: f64, %dv: f64):
    "enzyme.addTo"(%v) : (f64) -> ()
  }) : (memref<3xf64>, memref<3xf64>) -> ()
  func.return
}
