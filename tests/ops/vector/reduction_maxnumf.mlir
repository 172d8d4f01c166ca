// ARGS: array(4), number(0.9)
func.func @reduction_maxnumf(%a : memref<4xf64>, %x : f64) -> f64 {
  %c0 = arith.constant 0 : index
  %v = vector.load %a[%c0] : memref<4xf64>, vector<4xf64>
  %w = arith.mulf %v, %v : vector<4xf64>
  %s = vector.reduction <maxnumf>, %w : vector<4xf64> into f64
  %t = vector.reduction <maxnumf>, %v, %x : vector<4xf64> into f64
  %y = arith.mulf %x, %x : f64
  %u = vector.reduction <maxnumf>, %v, %y : vector<4xf64> into f64
  %0 = arith.mulf %s, %t : f64
  %1 = arith.mulf %0, %u : f64
  func.return %1 : f64
}
