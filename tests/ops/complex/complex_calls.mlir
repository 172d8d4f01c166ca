// ARGS: number(0.8), number(0.3)
func.func private @rotated(%z : complex<f64>, %angle : f64) -> complex<f64> {
  %zero = arith.constant 0.0 : f64
  %exponent = complex.create %zero, %angle : complex<f64>
  %turn = complex.exp %exponent : complex<f64>
  %w = complex.mul %z, %turn : complex<f64>
  func.return %w : complex<f64>
}
func.func @complex_calls(%x : f64, %y : f64) -> f64 {
  %z = complex.create %x, %y : complex<f64>
  %w = func.call @rotated(%z, %y) : (complex<f64>, f64) -> complex<f64>
  %v = func.call @rotated(%w, %x) : (complex<f64>, f64) -> complex<f64>
  %p = complex.mul %v, %w : complex<f64>
  %re = complex.re %p : complex<f64>
  %im = complex.im %p : complex<f64>
  %s = arith.divf %re, %im : f64
  func.return %s : f64
}
