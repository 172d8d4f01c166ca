// RUN: xdsl-opt -p enzyme-forward %s | filecheck %s

// With two directions, the tangent of a vector has them as its first dimension; moves are made row by row.
// CHECK-LABEL: func.func private @lane.forward(%v: vector<3xf64>, %v_d: vector<2x3xf64>) -> (f64, vector<2xf64>)
// CHECK:         %[[FIRST:.*]] = vector.extract %v_d[0] : vector<3xf64> from vector<2x3xf64>
// CHECK-NEXT:    %[[SECOND:.*]] = vector.extract %v_d[1] : vector<3xf64> from vector<2x3xf64>
// CHECK-NEXT:    vector.extract %[[FIRST]][2] : f64 from vector<3xf64>
// CHECK-NEXT:    vector.extract %[[SECOND]][2] : f64 from vector<3xf64>
func.func @lane(%v: vector<3xf64>) -> f64 {
  %x = vector.extract %v[2] : f64 from vector<3xf64>
  func.return %x : f64
}

// A transfer that may run out of bounds is a masked load before it is differentiated.
// CHECK-LABEL: func.func private @read.forward(%m: memref<?xf64>, %m_d: memref<?xf64>
// CHECK:         %[[MASK:.*]] = vector.create_mask %{{.*}} : vector<4xi1>
// CHECK:         vector.maskedload %m[%i], %[[MASK]], %{{.*}}
// CHECK:         vector.maskedload %m_d[%i], %[[MASK]], %{{.*}}
func.func @read(%m: memref<?xf64>, %i: index) -> vector<4xf64> {
  %zero = arith.constant 0.0 : f64
  %v = vector.transfer_read %m[%i], %zero : memref<?xf64>, vector<4xf64>
  func.return %v : vector<4xf64>
}

func.func @dlane(%v: vector<3xf64>, %dv: vector<2x3xf64>) -> vector<2xf64> {
  %dx = enzyme.fwddiff @lane(%v, %dv) {
    activity = [#enzyme<activity enzyme_dup>], ret_activity = [#enzyme<activity enzyme_dupnoneed>], width = 2
  } : (vector<3xf64>, vector<2x3xf64>) -> vector<2xf64>
  func.return %dx : vector<2xf64>
}
func.func @dread(%m: memref<?xf64>, %dm: memref<?xf64>, %i: index) -> vector<4xf64> {
  %dx = enzyme.fwddiff @read(%m, %dm, %i) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>], ret_activity = [#enzyme<activity enzyme_dupnoneed>]
  } : (memref<?xf64>, memref<?xf64>, index) -> vector<4xf64>
  func.return %dx : vector<4xf64>
}
