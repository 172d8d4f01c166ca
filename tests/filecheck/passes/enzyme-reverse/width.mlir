// RUN: xdsl-opt -p enzyme-reverse %s | filecheck %s

// Two seeds go through at once: adjoints are vectors, shadows are memory of vectors, partials stay scalars until they are used.
// CHECK-LABEL: func.func private @product.gradient(%x: f64, %m: memref<4xf64>, %m_d: memref<4xvector<2xf64>> {enzyme.shadow}, %i: index, %{{.*}}: vector<2xf64>) -> vector<2xf64>
// CHECK-NEXT:    %v = memref.load %m[%i] : memref<4xf64>
// CHECK-NEXT:    %y = arith.mulf %x, %v : f64
// CHECK-NEXT:    %[[V:.*]] = vector.broadcast %v : f64 to vector<2xf64>
// CHECK-NEXT:    %[[AX:.*]] = arith.mulf %[[SEED:.*]], %[[V]]
// CHECK-NEXT:    %[[X:.*]] = vector.broadcast %x : f64 to vector<2xf64>
// CHECK-NEXT:    %[[AV:.*]] = arith.mulf %[[SEED]], %[[X]]
// CHECK-NEXT:    %[[OLD:.*]] = memref.load %m_d[%i] : memref<4xvector<2xf64>>
// CHECK-NEXT:    %[[NEW:.*]] = arith.addf %[[OLD]], %[[AV]]
// CHECK-NEXT:    memref.store %[[NEW]], %m_d[%i] : memref<4xvector<2xf64>>
// CHECK-NEXT:    func.return %[[AX]] : vector<2xf64>
func.func @product(%x: f64, %m: memref<4xf64>, %i: index) -> f64 {
  %v = memref.load %m[%i] : memref<4xf64>
  %y = arith.mulf %x, %v : f64
  func.return %y : f64
}
func.func @df(%x: f64, %m: memref<4xf64>, %dm: memref<4xvector<2xf64>>, %i: index, %seeds: vector<2xf64>) -> vector<2xf64> {
  %dx = enzyme.autodiff @product(%x, %m, %dm, %i, %seeds) {
    activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>], width = 2
  } : (f64, memref<4xf64>, memref<4xvector<2xf64>>, index, vector<2xf64>) -> vector<2xf64>
  func.return %dx : vector<2xf64>
}
