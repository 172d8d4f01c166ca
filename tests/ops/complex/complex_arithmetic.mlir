// ARGS: number(0.8), number(1.3), number(-0.6), number(0.4)
func.func @complex_arithmetic(%a : f64, %b : f64, %c : f64, %d : f64) -> f64 {
  %z = complex.create %a, %b : complex<f64>
  %w = complex.create %c, %d : complex<f64>
  %0 = complex.add %z, %w : complex<f64>
  %1 = complex.mul %0, %z : complex<f64>
  %2 = complex.sub %1, %w : complex<f64>
  %3 = complex.div %2, %0 : complex<f64>
  %4 = complex.neg %3 : complex<f64>
  %5 = complex.div %w, %4 : complex<f64>
  %same = complex.eq %4, %5 : complex<f64>
  %other = complex.neq %4, %z : complex<f64>
  %6 = arith.select %same, %3, %5 : complex<f64>
  %7 = arith.select %other, %6, %4 : complex<f64>
  %8 = complex.mul %7, %3 : complex<f64>
  %re = complex.re %8 : complex<f64>
  %im = complex.im %8 : complex<f64>
  %s = arith.mulf %re, %im : f64
  func.return %s : f64
}
