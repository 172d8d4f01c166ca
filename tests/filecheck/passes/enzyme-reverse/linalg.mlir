// RUN: xdsl-opt -p enzyme-reverse %s | filecheck %s

// The adjoint of a matrix product is two matrix products, each through the indexing map of its input.
// CHECK-LABEL: func.func private @product.gradient(%a: tensor<2x3xf64>, %b: tensor<3x4xf64>, %c: tensor<2x4xf64>, %{{.*}}: tensor<2x4xf64>) -> (tensor<2x3xf64>, tensor<3x4xf64>, tensor<2x4xf64>)
// CHECK:         %[[AA:.*]] = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2) -> (d2, d1)>, affine_map<(d0, d1, d2) -> (d0, d1)>, affine_map<(d0, d1, d2) -> (d0, d2)>], iterator_types = ["parallel", "reduction", "parallel"]} ins(%b, %[[SEED:.*]] : tensor<3x4xf64>, tensor<2x4xf64>)
// CHECK-NEXT:    ^bb0(%[[Y:.*]]: f64, %[[S:.*]]: f64, %[[SUM:.*]]: f64):
// CHECK-NEXT:      %[[P:.*]] = arith.mulf %[[S]], %[[Y]]
// CHECK-NEXT:      %[[Q:.*]] = arith.addf %[[SUM]], %[[P]]
// CHECK-NEXT:      linalg.yield %[[Q]]
// CHECK:         %[[AB:.*]] = linalg.generic {indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d2)>, affine_map<(d0, d1, d2) -> (d0, d1)>, affine_map<(d0, d1, d2) -> (d2, d1)>], iterator_types = ["reduction", "parallel", "parallel"]} ins(%a, %[[SEED]] :
// CHECK:         func.return %[[AA]], %[[AB]], %[[SEED]]
func.func @product(%a : tensor<2x3xf64>, %b : tensor<3x4xf64>, %c : tensor<2x4xf64>) -> tensor<2x4xf64> {
  %0 = linalg.matmul ins(%a, %b : tensor<2x3xf64>, tensor<3x4xf64>) outs(%c : tensor<2x4xf64>) -> tensor<2x4xf64>
  func.return %0 : tensor<2x4xf64>
}

// Elementwise ops need no zeros to add to, and a captured value gets a sum of rank 0.
// CHECK-LABEL: func.func private @scaled.gradient
// CHECK:         linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%[[SEED:[0-9]+]] : tensor<4xf64>) outs(%{{.*}} : tensor<4xf64>) {
// CHECK-NEXT:    ^bb0(%[[S:.*]]: f64, %{{.*}}: f64):
// CHECK-NEXT:      %[[P:.*]] = arith.mulf %[[S]], %x
// CHECK-NEXT:      linalg.yield %[[P]]
// CHECK:         %[[SUM:.*]] = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>, affine_map<(d0) -> ()>], iterator_types = ["reduction"]} ins(%t, %[[SEED]] :
// CHECK:         tensor.extract %[[SUM]][] : tensor<f64>
func.func @scaled(%t : tensor<4xf64>, %x : f64) -> tensor<4xf64> {
  %e = tensor.empty() : tensor<4xf64>
  %0 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%t : tensor<4xf64>) outs(%e : tensor<4xf64>) {
  ^bb0(%a : f64, %o : f64):
    %p = arith.mulf %a, %x : f64
    linalg.yield %p : f64
  } -> tensor<4xf64>
  func.return %0 : tensor<4xf64>
}

// In memory, adjoints are added to shadows. What is read and overwritten is copied before.
// CHECK-LABEL: func.func private @in_place.gradient
// CHECK-NEXT:    %[[COPY:.*]] = memref.alloc() : memref<4xf64>
// CHECK-NEXT:    "memref.copy"(%m, %[[COPY]])
// CHECK-NEXT:    linalg.generic
// CHECK:         %[[SEED:.*]] = memref.alloc() : memref<4xf64>
// CHECK-NEXT:    "memref.copy"(%m_d, %[[SEED]])
// CHECK:         memref.store %{{.*}}, %m_d[
// CHECK:         linalg.generic {{.*}} ins(%[[COPY]], %[[SEED]] : memref<4xf64>, memref<4xf64>) outs(%m_d : memref<4xf64>) {
// CHECK:         memref.dealloc %[[SEED]]
// CHECK-NEXT:    memref.dealloc %[[COPY]]
func.func @in_place(%m : memref<4xf64>) {
  linalg.exp ins(%m : memref<4xf64>) outs(%m : memref<4xf64>)
  func.return
}

// A product is reversed as the loop that it stands for.
// CHECK-LABEL: func.func private @factors.gradient
// CHECK-NOT:     linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> ()>]
// CHECK:         scf.for
// CHECK:           "enzyme.push"
// CHECK:         {enzyme.reversed_loop = 0 : i64}
func.func @factors(%t : tensor<4xf64>, %c : tensor<f64>) -> tensor<f64> {
  %0 = linalg.reduce ins(%t : tensor<4xf64>) outs(%c : tensor<f64>) dimensions = [0]
    (%in : f64, %acc : f64) {
      %s = arith.mulf %in, %acc : f64
      linalg.yield %s : f64
    }
  func.return %0 : tensor<f64>
}

func.func @main(%a : tensor<2x3xf64>, %b : tensor<3x4xf64>, %c : tensor<2x4xf64>, %s : tensor<2x4xf64>, %t : tensor<4xf64>, %x : f64, %u : tensor<4xf64>, %m : memref<4xf64>, %dm : memref<4xf64>, %r : tensor<f64>) {
  %0:3 = enzyme.autodiff @product(%a, %b, %c, %s) {activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_active>, #enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_activenoneed>]} : (tensor<2x3xf64>, tensor<3x4xf64>, tensor<2x4xf64>, tensor<2x4xf64>) -> (tensor<2x3xf64>, tensor<3x4xf64>, tensor<2x4xf64>)
  %1:2 = enzyme.autodiff @scaled(%t, %x, %u) {activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_activenoneed>]} : (tensor<4xf64>, f64, tensor<4xf64>) -> (tensor<4xf64>, f64)
  enzyme.autodiff @in_place(%m, %dm) {activity = [#enzyme<activity enzyme_dup>], ret_activity = []} : (memref<4xf64>, memref<4xf64>) -> ()
  %2 = enzyme.autodiff @factors(%t, %r, %r) {activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_const>], ret_activity = [#enzyme<activity enzyme_activenoneed>]} : (tensor<4xf64>, tensor<f64>, tensor<f64>) -> tensor<4xf64>
  func.return
}
