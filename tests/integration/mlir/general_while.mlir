// The after region computes: x grows in it, and what is tested is not what is handed on.
func.func @general_while(%x : f64, %bound : f64) -> f64 {
  %one = arith.constant 1.0 : f64
  %s, %t = scf.while (%a = %x, %b = %one) : (f64, f64) -> (f64, f64) {
    %p = arith.mulf %a, %b : f64
    %go = arith.cmpf olt, %p, %bound : f64
    %q = arith.addf %p, %x : f64
    scf.condition(%go) %q, %p : f64, f64
  } do {
  ^bb0(%c : f64, %d : f64):
    %e = arith.mulf %c, %x : f64
    %f = arith.addf %d, %one : f64
    scf.yield %e, %f : f64, f64
  }
  %r = arith.mulf %s, %t : f64
  func.return %r : f64
}
