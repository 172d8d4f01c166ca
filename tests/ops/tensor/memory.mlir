// ARGS: array(4), number(1.2)
// What is read from memory stays what it was, and a buffer may be asked for.
func.func @memory(%m : memref<4xf64>, %x : f64) -> f64 {
  %c0 = arith.constant 0 : index
  %c3 = arith.constant 3 : index
  %t = bufferization.to_tensor %m restrict : memref<4xf64> to tensor<4xf64>
  %copy = bufferization.alloc_tensor() copy(%t) : tensor<4xf64>
  %none = bufferization.alloc_tensor() : tensor<4xf64>
  %same = bufferization.materialize_in_destination %copy in %none : (tensor<4xf64>, tensor<4xf64>) -> tensor<4xf64>
  %u = arith.mulf %same, %t : tensor<4xf64>
  memref.store %x, %m[%c0] : memref<4xf64>
  %again = bufferization.to_tensor %m restrict : memref<4xf64> to tensor<4xf64>
  %v = arith.mulf %u, %again : tensor<4xf64>
  %b = bufferization.to_buffer %v : tensor<4xf64> to memref<4xf64>
  %y = memref.load %b[%c0] : memref<4xf64>
  %z = memref.load %b[%c3] : memref<4xf64>
  %w = arith.mulf %y, %z : f64
  func.return %w : f64
}
