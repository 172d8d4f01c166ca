// ARGS: array(4), integer(2)
func.func @clone(%m : memref<4xf64>, %n : index) -> f64 {
  %c0 = arith.constant 0 : index
  %k = bufferization.clone %m : memref<4xf64> to memref<4xf64>
  %a = memref.load %k[%c0] : memref<4xf64>
  %b = math.exp %a : f64
  memref.store %b, %k[%n] : memref<4xf64>
  memref.store %a, %m[%n] : memref<4xf64>
  %c = memref.load %k[%n] : memref<4xf64>
  %d = arith.mulf %c, %a : f64
  memref.dealloc %k : memref<4xf64>
  func.return %d : f64
}
