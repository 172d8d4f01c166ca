// RUN: xdsl-opt -p enzyme-lower-linalg %s | filecheck %s

// Loops that the output does not depend on carry what they accumulate.
// CHECK-LABEL: func.func @row_sums
// CHECK:         %[[ROWS:.*]] = memref.dim %a
// CHECK:         scf.for %[[I:[0-9]+]] = %{{.*}} to %[[ROWS]] step
// CHECK-NEXT:      %[[BEGIN:.*]] = memref.load %s[%[[I]]] : memref<?xf64>
// CHECK-NEXT:      %[[SUM:.*]] = scf.for %[[J:[0-9]+]] = {{.*}} iter_args(%[[SO_FAR:.*]] = %[[BEGIN]]) -> (f64) {
// CHECK-NEXT:        %[[X:.*]] = memref.load %a[%[[I]], %[[J]]] : memref<?x4xf64>
// CHECK-NEXT:        %[[NEXT:.*]] = arith.addf %[[X]], %[[SO_FAR]] : f64
// CHECK-NEXT:        scf.yield %[[NEXT]] : f64
// CHECK-NEXT:      }
// CHECK-NEXT:      memref.store %[[SUM]], %s[%[[I]]] : memref<?xf64>
func.func @row_sums(%a : memref<?x4xf64>, %s : memref<?xf64>) {
  linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0)>], iterator_types = ["parallel", "reduction"]} ins(%a : memref<?x4xf64>) outs(%s : memref<?xf64>) {
  ^bb0(%x : f64, %o : f64):
    %r = arith.addf %x, %o : f64
    linalg.yield %r : f64
  }
  func.return
}

// Windows, and the indices of the loops, of which the innermost one walks through memory without gaps.
// CHECK-LABEL: func.func @window
// CHECK:         scf.for %[[J:[0-9]+]] =
// CHECK-NEXT:      scf.for %[[I:[0-9]+]] =
// CHECK:             %[[AT:.*]] = arith.addi %[[I]], %[[J]]
// CHECK:             memref.load %a[%[[AT]]] : memref<6xf64>
// CHECK:             arith.index_cast %[[J]] : index to i64
func.func @window(%a : memref<6xf64>, %k : memref<3xf64>, %b : memref<4xf64>) {
  linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0 + d1)>, affine_map<(d0, d1) -> (d1)>, affine_map<(d0, d1) -> (d0)>], iterator_types = ["parallel", "reduction"]} ins(%a, %k : memref<6xf64>, memref<3xf64>) outs(%b : memref<4xf64>) {
  ^bb0(%x : f64, %y : f64, %o : f64):
    %i = linalg.index 1 : index
    %j = arith.index_cast %i : index to i64
    %f = arith.sitofp %j : i64 to f64
    %p = arith.mulf %x, %f : f64
    %q = arith.mulf %p, %y : f64
    %r = arith.addf %q, %o : f64
    linalg.yield %r : f64
  }
  func.return
}

// One element, which nobody reads.
// CHECK-LABEL: func.func @rank_zero
// CHECK-NOT:     memref.load
// CHECK:         memref.store %x, %m[] : memref<f64>
func.func @rank_zero(%m : memref<f64>, %x : f64) {
  linalg.fill ins(%x : f64) outs(%m : memref<f64>)
  func.return
}
