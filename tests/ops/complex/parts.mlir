// ARGS: number(0.8), number(1.3)
func.func @parts(%x : f64, %y : f64) -> f64 {
  %z = complex.create %x, %y : complex<f64>
  %k = complex.constant [0.5, -2.0] : complex<f64>
  %w = complex.conj %z : complex<f64>
  %p = complex.mul %z, %z : complex<f64>
  %q = complex.mul %p, %w : complex<f64>
  %r = complex.mul %q, %k : complex<f64>
  %re = complex.re %r : complex<f64>
  %im = complex.im %r : complex<f64>
  %s = arith.mulf %re, %im : f64
  func.return %s : f64
}
