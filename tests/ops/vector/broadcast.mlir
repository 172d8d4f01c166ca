// ARGS: number(0.8), number(1.3)
func.func @broadcast(%x : f64, %y : f64) -> f64 {
  %w = arith.constant dense<[1.0, 2.0, 3.0]> : vector<3xf64>
  %u = arith.constant dense<[[0.5, -1.0, 2.0], [1.5, 0.25, -0.75]]> : vector<2x3xf64>
  %v = vector.broadcast %x : f64 to vector<3xf64>
  %wv = arith.mulf %v, %w : vector<3xf64>
  %sine = math.sin %wv : vector<3xf64>
  %rows = vector.broadcast %sine : vector<3xf64> to vector<2x3xf64>
  %0 = arith.mulf %rows, %u : vector<2x3xf64>
  %column0 = vector.broadcast %y : f64 to vector<2x1xf64>
  %column1 = vector.insert %x, %column0 [1, 0] : f64 into vector<2x1xf64>
  %column2 = arith.mulf %column1, %column1 : vector<2x1xf64>
  %columns = vector.broadcast %column2 : vector<2x1xf64> to vector<2x3xf64>
  %1 = arith.mulf %columns, %0 : vector<2x3xf64>
  %r0 = vector.extract %1[0] : vector<3xf64> from vector<2x3xf64>
  %r1 = vector.extract %1[1] : vector<3xf64> from vector<2x3xf64>
  %r = arith.mulf %r0, %r1 : vector<3xf64>
  %s = vector.reduction <add>, %r : vector<3xf64> into f64
  func.return %s : f64
}
