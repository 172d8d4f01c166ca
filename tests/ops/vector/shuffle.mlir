// ARGS: array(4), number(1.3)
func.func @shuffle(%a : memref<4xf64>, %y : f64) -> f64 {
  %c0 = arith.constant 0 : index
  %v = vector.load %a[%c0] : memref<4xf64>, vector<4xf64>
  %u = vector.broadcast %y : f64 to vector<2xf64>
  %s = vector.shuffle %v, %u [3, 0, 5, 0, 4, 1] : vector<4xf64>, vector<2xf64>
  %w = arith.constant dense<[1.0, -2.0, 0.5, 3.0, 0.25, 1.5]> : vector<6xf64>
  %p = arith.mulf %s, %w : vector<6xf64>
  %q = arith.mulf %p, %s : vector<6xf64>
  %r0 = vector.broadcast %v : vector<4xf64> to vector<2x4xf64>
  %rows = vector.insert %v, %r0 [0] : vector<4xf64> into vector<2x4xf64>
  %doubled = arith.mulf %rows, %r0 : vector<2x4xf64>
  %t = vector.shuffle %doubled, %rows [2, 1, 1] : vector<2x4xf64>, vector<2x4xf64>
  %t0 = vector.extract %t[0] : vector<4xf64> from vector<3x4xf64>
  %t1 = vector.extract %t[1] : vector<4xf64> from vector<3x4xf64>
  %t2 = vector.extract %t[2] : vector<4xf64> from vector<3x4xf64>
  %t01 = arith.mulf %t0, %t1 : vector<4xf64>
  %t012 = arith.mulf %t01, %t2 : vector<4xf64>
  %0 = vector.reduction <add>, %q : vector<6xf64> into f64
  %1 = vector.reduction <add>, %t012 : vector<4xf64> into f64
  %2 = arith.mulf %0, %1 : f64
  func.return %2 : f64
}
