// ARGS: number(0.8), constant(0.3)
// NOT BY MLIR: complex.bitcast is for folding only
func.func @complex_bits(%x : f64, %y : f64) -> f64 {
  %bits = arith.constant 4575657221408423936 : i64
  %z = complex.bitcast %bits : i64 to complex<f32>
  %re = complex.re %z : complex<f32>
  %back = complex.bitcast %z : complex<f32> to f64
  %k = arith.extf %re : f32 to f64
  %0 = arith.addf %k, %back : f64
  %1 = arith.mulf %0, %x : f64
  %2 = arith.mulf %1, %x : f64
  func.return %2 : f64
}
