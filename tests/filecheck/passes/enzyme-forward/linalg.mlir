// RUN: xdsl-opt -p enzyme-forward %s | filecheck %s

// Tangents are further operands of the same op. What is only written needs no zeros, a scalar of several tangents is captured.
// CHECK-LABEL: func.func private @scaled.forward(%t: tensor<4xf64>, %t_d: tensor<4xvector<2xf64>>, %x: f64, %x_d: vector<2xf64>)
// CHECK:         %[[OUT:.*]] = tensor.empty() : tensor<4xvector<2xf64>>
// CHECK-NEXT:    %{{.*}} = linalg.generic {{.*}} ins(%t, %x, %t_d : tensor<4xf64>, f64, tensor<4xvector<2xf64>>) outs(%e, %[[OUT]] : tensor<4xf64>, tensor<4xvector<2xf64>>) {
// CHECK-NEXT:    ^bb0(%a: f64, %b: f64, %a_d: vector<2xf64>, %o: f64, %{{.*}}: vector<2xf64>):
// CHECK:           %p = arith.mulf %a, %b : f64
// CHECK:           arith.mulf %a_d, %{{.*}} : vector<2xf64>
// CHECK:           arith.mulf %x_d, %{{.*}} : vector<2xf64>
// CHECK:           linalg.yield %p, %p_d : f64, vector<2xf64>
func.func @scaled(%t : tensor<4xf64>, %x : f64) -> tensor<4xf64> {
  %e = tensor.empty() : tensor<4xf64>
  %0 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> ()>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%t, %x : tensor<4xf64>, f64) outs(%e : tensor<4xf64>) {
  ^bb0(%a : f64, %b : f64, %o : f64):
    %p = arith.mulf %a, %b : f64
    linalg.yield %p : f64
  } -> tensor<4xf64>
  func.return %0 : tensor<4xf64>
}

func.func @main(%t : tensor<4xf64>, %dt : tensor<4xvector<2xf64>>, %x : f64, %dx : vector<2xf64>) -> tensor<4xvector<2xf64>> {
  %0 = enzyme.fwddiff @scaled(%t, %dt, %x, %dx) {activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_dup>], ret_activity = [#enzyme<activity enzyme_dupnoneed>], width = 2} : (tensor<4xf64>, tensor<4xvector<2xf64>>, f64, vector<2xf64>) -> tensor<4xvector<2xf64>>
  func.return %0 : tensor<4xvector<2xf64>>
}
