// ARGS: array(6), array(6), integer(2), number(0.7)
func.func @masked(%a : memref<6xf64>, %b : memref<6xf64>, %n : index, %x : f64) -> f64 {
  %c0 = arith.constant 0 : index
  %c3 = arith.constant 3 : index
  %m = vector.create_mask %n : vector<4xi1>
  %k = arith.constant dense<[true, false, true, false]> : vector<4xi1>
  %p = vector.broadcast %x : f64 to vector<4xf64>
  %v = vector.maskedload %a[%c3], %m, %p : memref<6xf64>, vector<4xi1>, vector<4xf64> into vector<4xf64>
  %w = vector.maskedload %b[%c0], %k, %v : memref<6xf64>, vector<4xi1>, vector<4xf64> into vector<4xf64>
  %0 = arith.mulf %v, %w : vector<4xf64>
  %1 = arith.mulf %0, %p : vector<4xf64>
  vector.maskedstore %b[%c3], %m, %1 : memref<6xf64>, vector<4xi1>, vector<4xf64>
  %2 = arith.mulf %1, %1 : vector<4xf64>
  vector.maskedstore %a[%c0], %k, %2 : memref<6xf64>, vector<4xi1>, vector<4xf64>
  %s = vector.reduction <add>, %2 : vector<4xf64> into f64
  func.return %s : f64
}
