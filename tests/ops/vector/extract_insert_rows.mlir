// ARGS: number(0.8), number(1.3), integer(1)
func.func @extract_insert_rows(%x : f64, %y : f64, %n : index) -> f64 {
  %m0 = vector.broadcast %x : f64 to vector<2x3x2xf64>
  %r0 = vector.broadcast %y : f64 to vector<3x2xf64>
  %r1 = vector.insert %x, %r0 [2, 1] : f64 into vector<3x2xf64>
  %m1 = vector.insert %r1, %m0 [1] : vector<3x2xf64> into vector<2x3x2xf64>
  %m2 = arith.mulf %m1, %m1 : vector<2x3x2xf64>
  %row = vector.extract %m2[1] : vector<3x2xf64> from vector<2x3x2xf64>
  %short = vector.extract %m2[1, 2] : vector<2xf64> from vector<2x3x2xf64>
  %product = arith.mulf %short, %short : vector<2xf64>
  %m3 = vector.insert %product, %m2 [0, 1] : vector<2xf64> into vector<2x3x2xf64>
  %m4 = arith.mulf %m3, %m2 : vector<2x3x2xf64>
  %a = vector.extract %m4[0, 1, 0] : f64 from vector<2x3x2xf64>
  %b = vector.extract %m4[1, 2, %n] : f64 from vector<2x3x2xf64>
  %c = vector.extract %row[2, 0] : f64 from vector<3x2xf64>
  %m5 = vector.insert %c, %m4 [1, 0, %n] : f64 into vector<2x3x2xf64>
  %m6 = arith.mulf %m5, %m5 : vector<2x3x2xf64>
  %d = vector.extract %m6[1, 0, 1] : f64 from vector<2x3x2xf64>
  %0 = arith.mulf %a, %b : f64
  %1 = arith.mulf %d, %c : f64
  %2 = arith.mulf %0, %1 : f64
  func.return %2 : f64
}
