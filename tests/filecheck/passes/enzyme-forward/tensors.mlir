// RUN: xdsl-opt -p enzyme-forward,enzyme-reverse %s | filecheck %s

// Enzyme's tensors of derivatives of a scalar become vectors, and vectors such tensors.

// CHECK-LABEL: func.func @forward(%x: f64, %dx: tensor<2xf64>) -> tensor<2xf64> {
// CHECK-DAG:     %[[A:.*]] = tensor.extract %dx[%{{.*}}] : tensor<2xf64>
// CHECK-DAG:     vector.insert %[[A]], %{{.*}} [0]
// CHECK:         %[[T:.*]], %[[V:.*]] = func.call @square.forward(%x, %{{.*}}) : (f64, vector<2xf64>) -> (f64, vector<2xf64>)
// CHECK-NEXT:    %[[P:.*]] = vector.extract %[[V]][0]
// CHECK-NEXT:    %[[Q:.*]] = vector.extract %[[V]][1]
// CHECK-NEXT:    %[[R:.*]] = tensor.from_elements %[[P]], %[[Q]] : tensor<2xf64>
// CHECK-NEXT:    func.return %[[R]] : tensor<2xf64>
func.func @square(%x : f64) -> f64 {
  %y = arith.mulf %x, %x : f64
  func.return %y : f64
}
func.func @forward(%x : f64, %dx : tensor<2xf64>) -> tensor<2xf64> {
  %t = enzyme.fwddiff @square(%x, %dx) {activity = [#enzyme<activity enzyme_dup>], ret_activity = [#enzyme<activity enzyme_dupnoneed>], width = 2} : (f64, tensor<2xf64>) -> tensor<2xf64>
  func.return %t : tensor<2xf64>
}
// CHECK-LABEL: func.func @reverse(%x: f64, %seeds: tensor<2xf64>) -> tensor<2xf64> {
// CHECK:         func.call @square.gradient(%x, %{{.*}}) : (f64, vector<2xf64>) -> vector<2xf64>
// CHECK:         tensor.from_elements
func.func @reverse(%x : f64, %seeds : tensor<2xf64>) -> tensor<2xf64> {
  %g = enzyme.autodiff @square(%x, %seeds) {activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_activenoneed>], width = 2} : (f64, tensor<2xf64>) -> tensor<2xf64>
  func.return %g : tensor<2xf64>
}
