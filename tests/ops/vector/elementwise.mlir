// ARGS: array(3), number(0.3)
func.func @elementwise(%a : memref<3xf64>, %x : f64) -> f64 {
  %c0 = arith.constant 0 : index
  %v = vector.load %a[%c0] : memref<3xf64>, vector<3xf64>
  %u = vector.broadcast %x : f64 to vector<3xf64>
  %0 = math.absf %v : vector<3xf64>
  %1 = arith.maximumf %0, %u : vector<3xf64>
  %2 = math.powf %1, %v : vector<3xf64>
  %3 = arith.truncf %2 : vector<3xf64> to vector<3xf32>
  %4 = arith.extf %3 : vector<3xf32> to vector<3xf64>
  %c = arith.cmpf ogt, %x, %x : f64
  %5 = arith.select %c, %u, %4 : vector<3xf64>
  %6 = arith.divf %5, %1 : vector<3xf64>
  vector.store %6, %a[%c0] : memref<3xf64>, vector<3xf64>
  %s = vector.reduction <add>, %6 : vector<3xf64> into f64
  func.return %s : f64
}
