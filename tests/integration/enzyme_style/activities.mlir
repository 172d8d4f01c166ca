// Every activity of arguments and results, in the three ways in which attributes have been written.
func.func @blend(%x: f64, %y: f64) -> f64 {
  %s = math.sin %x : f64
  %p = arith.mulf %s, %y : f64
  %q = arith.addf %p, %x : f64
  return %q : f64
}

func.func @pull(%x: f64, %y: f64, %seed: f64) -> (f64, f64, f64) {
  %r:3 = enzyme.autodiff @blend(%x, %y, %seed) {
    activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_active>],
    ret_activity = [#enzyme<activity enzyme_active>]
  } : (f64, f64, f64) -> (f64, f64, f64)
  return %r#0, %r#1, %r#2 : f64, f64, f64
}
func.func @pull_no_value(%x: f64, %y: f64, %seed: f64) -> (f64, f64) {
  %r:2 = enzyme.autodiff @blend(%x, %y, %seed) <{
    activity = [#enzyme.activity<enzyme_active>, #enzyme.activity<enzyme_active>],
    ret_activity = [#enzyme.activity<enzyme_activenoneed>]
  }> : (f64, f64, f64) -> (f64, f64)
  return %r#0, %r#1 : f64, f64
}
func.func @pull_first(%x: f64, %y: f64, %seed: f64) -> f64 {
  %r = enzyme.autodiff @blend(%x, %y, %seed) <
    activity = [#enzyme.activity<enzyme_active>, #enzyme.activity<enzyme_const>],
    ret_activity = [#enzyme.activity<enzyme_activenoneed>]
  > : (f64, f64, f64) -> f64
  return %r : f64
}
// A constant result takes no seed; what is active has a derivative of zero.
func.func @pull_nothing(%x: f64, %y: f64) -> (f64, f64) {
  %r:2 = enzyme.autodiff @blend(%x, %y) <
    activity = [#enzyme.activity<enzyme_active>, #enzyme.activity<enzyme_const>],
    ret_activity = [#enzyme.activity<enzyme_const>]
  > : (f64, f64) -> (f64, f64)
  return %r#0, %r#1 : f64, f64
}
func.func @pull_nothing_no_value(%x: f64, %y: f64) -> f64 {
  %r = enzyme.autodiff @blend(%x, %y) {
    activity = [#enzyme<activity enzyme_const>, #enzyme<activity enzyme_active>],
    ret_activity = [#enzyme<activity enzyme_constnoneed>]
  } : (f64, f64) -> f64
  return %r : f64
}
func.func @push(%x: f64, %dx: f64, %y: f64, %dy: f64) -> (f64, f64) {
  %r:2 = enzyme.fwddiff @blend(%x, %dx, %y, %dy) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_dup>],
    ret_activity = [#enzyme<activity enzyme_dup>]
  } : (f64, f64, f64, f64) -> (f64, f64)
  return %r#0, %r#1 : f64, f64
}
func.func @push_second(%x: f64, %y: f64, %dy: f64) -> f64 {
  %r = enzyme.fwddiff @blend(%x, %y, %dy) <
    activity = [#enzyme.activity<enzyme_const>, #enzyme.activity<enzyme_dupnoneed>],
    ret_activity = [#enzyme.activity<enzyme_dupnoneed>]
  > : (f64, f64, f64) -> f64
  return %r : f64
}
func.func @push_nothing(%x: f64, %dx: f64, %y: f64) -> f64 {
  %r = enzyme.fwddiff @blend(%x, %dx, %y) <{
    activity = [#enzyme.activity<enzyme_dup>, #enzyme.activity<enzyme_const>],
    ret_activity = [#enzyme.activity<enzyme_const>]
  }> : (f64, f64, f64) -> f64
  return %r : f64
}
func.func @push_and_drop(%x: f64, %dx: f64, %y: f64) {
  enzyme.fwddiff @blend(%x, %dx, %y) <{
    activity = [#enzyme.activity<enzyme_dup>, #enzyme.activity<enzyme_const>],
    ret_activity = [#enzyme.activity<enzyme_constnoneed>]
  }> : (f64, f64, f64) -> ()
  return
}
