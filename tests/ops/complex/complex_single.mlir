// ARGS: number(0.8), number(0.3)
func.func @complex_single(%x : f64, %y : f64) -> f64 {
  %a = arith.truncf %x : f64 to f32
  %b = arith.truncf %y : f64 to f32
  %z = complex.create %a, %b : complex<f32>
  %w = complex.sin %z : complex<f32>
  %v = complex.div %w, %z : complex<f32>
  %r = complex.abs %v : complex<f32>
  %s = arith.extf %r : f32 to f64
  func.return %s : f64
}
