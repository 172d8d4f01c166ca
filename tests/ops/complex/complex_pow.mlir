// ARGS: number(0.8), number(0.3), number(1.2), number(-0.7)
func.func @complex_pow(%x : f64, %y : f64, %a : f64, %b : f64) -> f64 {
  %z = complex.create %x, %y : complex<f64>
  %w = complex.create %a, %b : complex<f64>
  %p = complex.pow %z, %w : complex<f64>
  %q = complex.pow %w, %p : complex<f64>
  %v = complex.mul %q, %z : complex<f64>
  %re = complex.re %v : complex<f64>
  %im = complex.im %v : complex<f64>
  %s = arith.mulf %re, %im : f64
  func.return %s : f64
}
