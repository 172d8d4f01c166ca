// ARGS: number(0.9), number(1.2)
func.func @memory_of_vectors(%x : f64, %y : f64) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %m = memref.alloc() : memref<2xvector<4xf64>>
  %v = vector.broadcast %x : f64 to vector<4xf64>
  %w = vector.insert %y, %v [2] : f64 into vector<4xf64>
  memref.store %w, %m[%c0] : memref<2xvector<4xf64>>
  %0 = arith.mulf %w, %v : vector<4xf64>
  memref.store %0, %m[%c1] : memref<2xvector<4xf64>>
  %1 = memref.load %m[%c0] : memref<2xvector<4xf64>>
  %2 = memref.load %m[%c1] : memref<2xvector<4xf64>>
  %3 = arith.mulf %1, %2 : vector<4xf64>
  %s = vector.reduction <mul>, %3 : vector<4xf64> into f64
  memref.dealloc %m : memref<2xvector<4xf64>>
  func.return %s : f64
}
