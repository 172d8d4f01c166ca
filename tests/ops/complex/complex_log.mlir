// ARGS: number(0.8), number(0.3)
func.func @complex_log(%x : f64, %y : f64) -> f64 {
  %z0 = complex.create %x, %y : complex<f64>
  %z = complex.mul %z0, %z0 : complex<f64>
  %w = complex.log %z : complex<f64>
  %v = complex.mul %w, %z0 : complex<f64>
  %re = complex.re %v : complex<f64>
  %im = complex.im %v : complex<f64>
  %s = arith.mulf %re, %im : f64
  func.return %s : f64
}
