// RUN: xdsl-opt -p enzyme-lower-cache{to=memref} %s | filecheck %s

// In a cache, a tensor is a buffer: made where it is pushed, freed at the end of the block that pops it.
// CHECK-LABEL: func.func @main
// CHECK:         %[[DATA:[0-9]+]] = memref.alloc(%{{.*}}) : memref<?xmemref<4xf64>>
// CHECK:         scf.for
// CHECK:           %[[BUFFER:[0-9]+]] = memref.alloc() : memref<4xf64>
// CHECK-NEXT:      bufferization.materialize_in_destination %t in restrict writable %[[BUFFER]]
// CHECK:           memref.store %[[BUFFER]], %[[DATA]][
// CHECK:         scf.for
// CHECK:           %[[POPPED:.*]] = memref.load %[[DATA]][
// CHECK:           %[[TENSOR:.*]] = bufferization.to_tensor %[[POPPED]] restrict : memref<4xf64> to tensor<4xf64>
// CHECK-NEXT:      %y = tensor.extract %[[TENSOR]]
// CHECK:           memref.dealloc %[[POPPED]] {enzyme.frees_all}
// CHECK-NEXT:      scf.yield
// CHECK:         memref.dealloc %[[DATA]]
func.func @main(%t : tensor<4xf64>, %n : index) -> f64 {
  %cache = "enzyme.init"() : () -> !enzyme.Cache<tensor<4xf64>>
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f64
  scf.for %i = %c0 to %n step %c1 {
    "enzyme.push"(%cache, %t) : (!enzyme.Cache<tensor<4xf64>>, tensor<4xf64>) -> ()
  } {enzyme.loop = 0 : i64}
  %r = scf.for %k = %c0 to %n step %c1 iter_args(%s = %zero) -> (f64) {
    %u = "enzyme.pop"(%cache) : (!enzyme.Cache<tensor<4xf64>>) -> tensor<4xf64>
    %y = tensor.extract %u[%c0] : tensor<4xf64>
    %a = arith.addf %s, %y : f64
    scf.yield %a : f64
  } {enzyme.reversed_loop = 0 : i64}
  func.return %r : f64
}
