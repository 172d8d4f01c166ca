// RUN: xdsl-opt -p enzyme-generalise-linalg %s | filecheck %s

// Programs on tensors in few ops.

// CHECK-LABEL: func.func @matmul
// CHECK-NEXT:    linalg.generic {indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d2)>, affine_map<(d0, d1, d2) -> (d2, d1)>, affine_map<(d0, d1, d2) -> (d0, d1)>], iterator_types = ["parallel", "parallel", "reduction"]} ins(%a, %b : tensor<2x3xf64>, tensor<3x4xf64>) outs(%c : tensor<2x4xf64>) {
func.func @matmul(%a : tensor<2x3xf64>, %b : tensor<3x4xf64>, %c : tensor<2x4xf64>) -> tensor<2x4xf64> {
  %0 = linalg.matmul ins(%a, %b : tensor<2x3xf64>, tensor<3x4xf64>) outs(%c : tensor<2x4xf64>) -> tensor<2x4xf64>
  func.return %0 : tensor<2x4xf64>
}

// CHECK-LABEL: func.func @on_memory
// CHECK-NEXT:    linalg.generic {indexing_maps = [affine_map<(d0) -> ()>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%x : f64) outs(%m : memref<?xf64>) {
func.func @on_memory(%m : memref<?xf64>, %x : f64) {
  linalg.fill ins(%x : f64) outs(%m : memref<?xf64>)
  func.return
}

// CHECK-LABEL: func.func @elementwise
// CHECK:         %[[SIZE:.*]] = tensor.dim %t, %{{.*}} : tensor<?xf64>
// CHECK-NEXT:    %[[OUT:.*]] = tensor.empty(%[[SIZE]]) : tensor<?xf64>
// CHECK-NEXT:    %[[RESULT:.*]] = linalg.generic {{.*}} ins(%t : tensor<?xf64>) outs(%[[OUT]] : tensor<?xf64>) {
// CHECK-NEXT:    ^bb0(%[[X:.*]]: f64, %{{.*}}: f64):
// CHECK-NEXT:      %[[Y:.*]] = math.exp %[[X]] : f64
// CHECK-NEXT:      linalg.yield %[[Y]] : f64
// CHECK:         func.return %[[RESULT]]
func.func @elementwise(%t : tensor<?xf64>) -> tensor<?xf64> {
  %0 = math.exp %t : tensor<?xf64>
  func.return %0 : tensor<?xf64>
}

// CHECK-LABEL: func.func @concat
// CHECK:         %[[SIZE:.*]] = arith.addi
// CHECK-NEXT:    %[[OUT:.*]] = tensor.empty(%[[SIZE]]) : tensor<?xf64>
// CHECK:         %[[FIRST:.*]] = tensor.insert_slice %a into %[[OUT]][0] [2] [1]
// CHECK:         tensor.insert_slice %b into %[[FIRST]][2] [%{{.*}}] [1]
func.func @concat(%a : tensor<2xf64>, %b : tensor<?xf64>) -> tensor<?xf64> {
  %0 = tensor.concat dim(0) %a, %b : (tensor<2xf64>, tensor<?xf64>) -> tensor<?xf64>
  func.return %0 : tensor<?xf64>
}

// CHECK-LABEL: func.func @pad
// CHECK:         %[[PADDED:.*]] = linalg.generic
// CHECK:           linalg.yield %x : f64
// CHECK:         tensor.insert_slice %t into %[[PADDED]][1] [2] [1] : tensor<2xf64> into tensor<5xf64>
func.func @pad(%t : tensor<2xf64>, %x : f64) -> tensor<5xf64> {
  %0 = tensor.pad %t low[1] high[2] {
  ^bb0(%i : index):
    tensor.yield %x : f64
  } : tensor<2xf64> to tensor<5xf64>
  func.return %0 : tensor<5xf64>
}

// CHECK-LABEL: func.func @reshape
// CHECK-NEXT:    %[[FLAT:.*]] = tensor.collapse_shape %t {{.*}} : tensor<2x6xf64> into tensor<12xf64>
// CHECK-NEXT:    tensor.expand_shape %[[FLAT]] {{.*}} output_shape [3, 4] : tensor<12xf64> into tensor<3x4xf64>
func.func @reshape(%t : tensor<2x6xf64>, %shape : tensor<2xindex>) -> tensor<3x4xf64> {
  %0 = tensor.reshape %t(%shape) : (tensor<2x6xf64>, tensor<2xindex>) -> tensor<3x4xf64>
  func.return %0 : tensor<3x4xf64>
}
