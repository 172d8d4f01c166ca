// Derivatives of derivatives, what has no derivative, guarded products, complex values, ops of several results.
func.func @cubic(%x: f64) -> f64 {
  %s = arith.mulf %x, %x : f64
  %c = arith.mulf %s, %x : f64
  return %c : f64
}
func.func @push_cubic(%x: f64, %dx: f64) -> f64 {
  %r = enzyme.fwddiff @cubic(%x, %dx) {
    activity = [#enzyme<activity enzyme_dup>],
    ret_activity = [#enzyme<activity enzyme_dupnoneed>]
  } : (f64, f64) -> f64
  return %r : f64
}
func.func @push_push_cubic(%x: f64, %dx: f64, %sx: f64, %sdx: f64) -> f64 {
  %r = enzyme.fwddiff @push_cubic(%x, %dx, %sx, %sdx) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_dup>],
    ret_activity = [#enzyme<activity enzyme_dupnoneed>]
  } : (f64, f64, f64, f64) -> f64
  return %r : f64
}
func.func @pull_cubic(%x: f64, %seed: f64) -> f64 {
  %r = enzyme.autodiff @cubic(%x, %seed) {
    activity = [#enzyme<activity enzyme_active>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (f64, f64) -> f64
  return %r : f64
}
func.func @pull_pull_cubic(%x: f64, %seed: f64, %outer: f64) -> (f64, f64) {
  %r:2 = enzyme.autodiff @pull_cubic(%x, %seed, %outer) {
    activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_active>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (f64, f64, f64) -> (f64, f64)
  return %r#0, %r#1 : f64, f64
}
func.func @stopped(%x: f64) -> f64 {
  %s = arith.mulf %x, %x : f64
  %k = enzyme.ignore_derivatives %s : f64 -> f64
  %y = arith.mulf %k, %x : f64
  return %y : f64
}
func.func @pull_stopped(%x: f64, %seed: f64) -> f64 {
  %r = enzyme.autodiff @stopped(%x, %seed) <
    activity = [#enzyme.activity<enzyme_active>],
    ret_activity = [#enzyme.activity<enzyme_activenoneed>]
  > : (f64, f64) -> f64
  return %r : f64
}
func.func @root(%x: f64) -> f64 {
  %s = math.sqrt %x : f64
  return %s : f64
}
func.func @pull_root_strong(%x: f64, %seed: f64) -> f64 {
  %r = enzyme.autodiff @root(%x, %seed) <{
    activity = [#enzyme.activity<enzyme_active>],
    ret_activity = [#enzyme.activity<enzyme_activenoneed>], strong_zero = true
  }> : (f64, f64) -> f64
  return %r : f64
}
func.func @parts(%z: complex<f64>) -> (f64, f64) {
  %s = complex.mul %z, %z : complex<f64>
  %a = complex.re %s : complex<f64>
  %b = complex.im %s : complex<f64>
  return %a, %b : f64, f64
}
func.func @pull_parts(%x: f64, %y: f64, %sa: f64, %sb: f64) -> complex<f64> {
  %z = complex.create %x, %y : complex<f64>
  %r = enzyme.autodiff @parts(%z, %sa, %sb) {
    activity = [#enzyme<activity enzyme_active>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>, #enzyme<activity enzyme_activenoneed>]
  } : (complex<f64>, f64, f64) -> complex<f64>
  return %r : complex<f64>
}
