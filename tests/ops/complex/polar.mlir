// ARGS: number(-0.8), number(0.3)
func.func @polar(%x : f64, %y : f64) -> f64 {
  %z = complex.create %x, %y : complex<f64>
  %r = complex.abs %z : complex<f64>
  %t = complex.angle %z : complex<f64>
  %w = complex.create %t, %r : complex<f64>
  %v = complex.mul %w, %z : complex<f64>
  %q = complex.abs %v : complex<f64>
  %u = complex.angle %v : complex<f64>
  %s = arith.mulf %q, %u : f64
  func.return %s : f64
}
