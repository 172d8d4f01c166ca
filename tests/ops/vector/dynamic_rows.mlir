// ARGS: number(0.8), number(1.3), integer(1)
// NOT BY MLIR: dynamic positions of rows
func.func @dynamic_rows(%x : f64, %y : f64, %n : index) -> f64 {
  %m0 = vector.broadcast %x : f64 to vector<2x3xf64>
  %m1 = vector.insert %y, %m0 [1, 2] : f64 into vector<2x3xf64>
  %m2 = arith.mulf %m1, %m1 : vector<2x3xf64>
  %row = vector.extract %m2[%n] : vector<3xf64> from vector<2x3xf64>
  %square = arith.mulf %row, %row : vector<3xf64>
  %m3 = vector.insert %square, %m2 [%n] : vector<3xf64> into vector<2x3xf64>
  %m4 = arith.mulf %m3, %m1 : vector<2x3xf64>
  %a = vector.extract %m4[%n, %n] : f64 from vector<2x3xf64>
  %b = vector.extract %m4[1, 2] : f64 from vector<2x3xf64>
  %0 = arith.mulf %a, %b : f64
  func.return %0 : f64
}
