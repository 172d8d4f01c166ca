// ARGS: number(0.8), number(1.3), integer(2)
func.func @extract_insert(%x : f64, %y : f64, %n : index) -> f64 {
  %c1 = arith.constant 1 : index
  %v0 = arith.constant dense<[0.5, 1.5, 2.5, -0.5]> : vector<4xf64>
  %v1 = vector.insert %x, %v0 [0] : f64 into vector<4xf64>
  %v2 = vector.insert %y, %v1 [%n] : f64 into vector<4xf64>
  %v3 = arith.mulf %v2, %v2 : vector<4xf64>
  %a = vector.extract %v3[0] : f64 from vector<4xf64>
  %b = vector.extract %v3[%n] : f64 from vector<4xf64>
  %v4 = vector.insert %a, %v3 [%n] : f64 into vector<4xf64>
  %v5 = arith.mulf %v4, %v2 : vector<4xf64>
  %c = vector.extract %v5[%n] : f64 from vector<4xf64>
  %d = vector.extract %v5[%c1] : f64 from vector<4xf64>
  %0 = arith.mulf %a, %b : f64
  %1 = arith.addf %c, %d : f64
  %2 = arith.mulf %0, %1 : f64
  func.return %2 : f64
}
