// RUN: xdsl-opt -p enzyme-lower-affine %s | filecheck %s

// Bounds with several results become maxima and minima; a map of one symbol is that symbol.
// CHECK-LABEL: @bounds
// CHECK:         %[[lower:.*]] = arith.maxsi %a, %{{.*}} : index
// CHECK-NEXT:    %{{.*}} = arith.constant 2 : index
// CHECK-NEXT:    %s = scf.for %i = %[[lower]] to %n step %{{.*}} iter_args(%t = %x) -> (f64) {
// CHECK:           %v = memref.load %m[%{{.*}}] : memref<?xf64>
// CHECK-NEXT:      %u = arith.addf %t, %v : f64
// CHECK-NEXT:      scf.yield %u : f64
func.func @bounds(%m : memref<?xf64>, %x : f64, %a : index, %n : index) -> f64 {
  %s = affine.for %i = max affine_map<(d0) -> (d0, 1)>(%a) to %n step 2 iter_args(%t = %x) -> (f64) {
    %v = affine.load %m[%i * 2 + 1] : memref<?xf64>
    %u = arith.addf %t, %v : f64
    affine.yield %u : f64
  }
  func.return %s : f64
}

// The remainder is never negative.
// CHECK-LABEL: @remainder
// CHECK:         %[[found:.*]] = arith.remsi %i, %[[three:.*]] : index
// CHECK:         %[[negative:.*]] = arith.cmpi slt, %[[found]], %{{.*}} : index
// CHECK-NEXT:    %[[more:.*]] = arith.addi %[[found]], %[[three]] : index
// CHECK-NEXT:    %r = arith.select %[[negative]], %[[more]], %[[found]] : index
// CHECK-NEXT:    func.return %r : index
func.func @remainder(%i : index) -> index {
  %r = affine.apply affine_map<(d0) -> (d0 mod 3)> (%i)
  func.return %r : index
}

// CHECK-LABEL: @condition
// CHECK:         arith.cmpi sge
// CHECK:         arith.cmpi eq
// CHECK:         %[[both:.*]] = arith.andi
// CHECK-NEXT:    scf.if %[[both]] {
// CHECK-NEXT:      memref.store %x, %m[] : memref<f64>
// CHECK-NEXT:    }
func.func @condition(%m : memref<f64>, %x : f64, %i : index, %n : index) {
  "affine.if"(%i, %n) ({
    affine.store %x, %m[] : memref<f64>
    affine.yield
  }, {
  }) {condition = affine_set<(d0)[s0] : (d0 - 1 >= 0, s0 - d0 == 0)>} : (index, index) -> ()
  func.return
}

// CHECK-LABEL: @parallel
// CHECK:         %[[upper:.*]] = arith.minsi %n, %{{.*}} : index
// CHECK:         "scf.parallel"(%{{.*}}, %[[upper]], %{{.*}}) <{operandSegmentSizes = array<i32: 1, 1, 1, 0>}> ({
// CHECK:           scf.reduce
func.func @parallel(%m : memref<8xf64>, %x : f64, %n : index) {
  "affine.parallel"(%n) <{reductions = [], lowerBoundsMap = affine_map<() -> (0)>, lowerBoundsGroups = dense<1> : tensor<1xi32>, upperBoundsMap = affine_map<(d0) -> (d0, 8)>, upperBoundsGroups = dense<2> : tensor<1xi32>, steps = [1]}> ({
  ^body(%i : index):
    affine.store %x, %m[%i] : memref<8xf64>
    affine.yield
  }) : (index) -> ()
  func.return
}
