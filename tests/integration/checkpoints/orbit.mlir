// A number that a loop changes, with as many checkpoints as the attribute says.
func.func @orbit(%x: f64, %a: f64, %n: i64) -> f64 {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%s = %x) -> (f64) : i64 {
    %q = arith.mulf %s, %s : f64
    %p = arith.mulf %q, %a : f64
    %c = math.cos %p : f64
    scf.yield %c : f64
  } {enzyme.checkpoint = 3 : i64}
  return %r : f64
}
