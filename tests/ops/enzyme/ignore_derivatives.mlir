// ARGS: number(0.7), number(1.3), array(2)
func.func @ignore_derivatives(%x : f64, %y : f64, %m : memref<2xf64>) -> f64 {
  %i0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %s = math.sin %x : f64
  // A factor that counts as a constant, in front of one that does not.
  %k = enzyme.ignore_derivatives %s : f64 -> f64
  %e = math.exp %x : f64
  %a = arith.mulf %k, %e : f64
  %n = enzyme.ignore_derivatives %y : f64 -> f64
  %r = scf.for %i = %i0 to %c1 step %c1 iter_args(%v = %a) -> (f64) {
    %t = enzyme.ignore_derivatives %v : f64 -> f64
    %w = arith.mulf %t, %v : f64
    %z = arith.mulf %w, %n : f64
    scf.yield %z : f64
  }
  %b = memref.load %m[%c1] : memref<2xf64>
  %c = arith.mulf %b, %r : f64
  %f = enzyme.ignore_derivatives %c : f64 -> f64
  memref.store %f, %m[%i0] : memref<2xf64>
  %g = memref.load %m[%i0] : memref<2xf64>
  %h = arith.mulf %g, %c : f64
  %q = arith.mulf %h, %y : f64
  func.return %q : f64
}
