// ARGS: number(0.8), number(1.3)
func.func @vector_fma(%x : f64, %y : f64) -> f64 {
  %w = arith.constant dense<[1.0, -2.0]> : vector<2xf64>
  %a = vector.broadcast %x : f64 to vector<2xf64>
  %b = vector.insert %y, %a [1] : f64 into vector<2xf64>
  %c = vector.fma %a, %b, %w : vector<2xf64>
  %d = vector.fma %c, %c, %b : vector<2xf64>
  %0 = vector.extract %d[0] : f64 from vector<2xf64>
  %1 = vector.extract %d[1] : f64 from vector<2xf64>
  %2 = arith.mulf %0, %1 : f64
  func.return %2 : f64
}
