// Several results of several types, each with an activity of its own.
func.func @measure(%u: f32, %n: i64, %v: f64) -> (f64, i64, f32, f64) {
  %w = arith.extf %u : f32 to f64
  %a = arith.mulf %w, %v : f64
  %m = arith.addi %n, %n : i64
  %e = math.exp %u : f32
  %k = arith.sitofp %m : i64 to f64
  %b = arith.mulf %v, %k : f64
  return %a, %m, %e, %b : f64, i64, f32, f64
}

func.func @pull_all(%u: f32, %n: i64, %v: f64, %sa: f64, %se: f32, %sb: f64) -> (f64, i64, f32, f64, f32, f64) {
  %r:6 = enzyme.autodiff @measure(%u, %n, %v, %sa, %se, %sb) <
    activity = [#enzyme.activity<enzyme_active>, #enzyme.activity<enzyme_const>, #enzyme.activity<enzyme_active>],
    ret_activity = [#enzyme.activity<enzyme_active>, #enzyme.activity<enzyme_const>, #enzyme.activity<enzyme_active>, #enzyme.activity<enzyme_active>]
  > : (f32, i64, f64, f64, f32, f64) -> (f64, i64, f32, f64, f32, f64)
  return %r#0, %r#1, %r#2, %r#3, %r#4, %r#5 : f64, i64, f32, f64, f32, f64
}
func.func @pull_some(%u: f32, %n: i64, %v: f64, %sb: f64) -> (i64, f32, f32, f64) {
  %r:4 = enzyme.autodiff @measure(%u, %n, %v, %sb) <
    activity = [#enzyme.activity<enzyme_active>, #enzyme.activity<enzyme_const>, #enzyme.activity<enzyme_active>],
    ret_activity = [#enzyme.activity<enzyme_constnoneed>, #enzyme.activity<enzyme_const>, #enzyme.activity<enzyme_const>, #enzyme.activity<enzyme_activenoneed>]
  > : (f32, i64, f64, f64) -> (i64, f32, f32, f64)
  return %r#0, %r#1, %r#2, %r#3 : i64, f32, f32, f64
}
func.func @push_all(%u: f32, %du: f32, %n: i64, %v: f64, %dv: f64) -> (f64, f64, i64, f32, f32, f64, f64) {
  %r:7 = enzyme.fwddiff @measure(%u, %du, %n, %v, %dv) <
    activity = [#enzyme.activity<enzyme_dup>, #enzyme.activity<enzyme_const>, #enzyme.activity<enzyme_dup>],
    ret_activity = [#enzyme.activity<enzyme_dup>, #enzyme.activity<enzyme_const>, #enzyme.activity<enzyme_dup>, #enzyme.activity<enzyme_dup>]
  > : (f32, f32, i64, f64, f64) -> (f64, f64, i64, f32, f32, f64, f64)
  return %r#0, %r#1, %r#2, %r#3, %r#4, %r#5, %r#6 : f64, f64, i64, f32, f32, f64, f64
}
func.func @push_some(%u: f32, %du: f32, %n: i64, %v: f64, %dv: f64) -> (f64, f32, f32) {
  %r:3 = enzyme.fwddiff @measure(%u, %du, %n, %v, %dv) <
    activity = [#enzyme.activity<enzyme_dup>, #enzyme.activity<enzyme_const>, #enzyme.activity<enzyme_dup>],
    ret_activity = [#enzyme.activity<enzyme_dupnoneed>, #enzyme.activity<enzyme_constnoneed>, #enzyme.activity<enzyme_dup>, #enzyme.activity<enzyme_constnoneed>]
  > : (f32, f32, i64, f64, f64) -> (f64, f32, f32)
  return %r#0, %r#1, %r#2 : f64, f32, f32
}
// A result that is an argument, and two that are one value.
func.func @pass_through(%x: f64, %y: f64) -> (f64, f64, f64) {
  %p = arith.mulf %x, %y : f64
  return %p, %x, %p : f64, f64, f64
}
func.func @pull_through(%x: f64, %y: f64, %s0: f64, %s1: f64, %s2: f64) -> (f64, f64) {
  %r:2 = enzyme.autodiff @pass_through(%x, %y, %s0, %s1, %s2) <
    activity = [#enzyme.activity<enzyme_active>, #enzyme.activity<enzyme_active>],
    ret_activity = [#enzyme.activity<enzyme_activenoneed>, #enzyme.activity<enzyme_activenoneed>, #enzyme.activity<enzyme_activenoneed>]
  > : (f64, f64, f64, f64, f64) -> (f64, f64)
  return %r#0, %r#1 : f64, f64
}
func.func @push_through(%x: f64, %dx: f64, %y: f64, %dy: f64) -> (f64, f64, f64) {
  %r:3 = enzyme.fwddiff @pass_through(%x, %dx, %y, %dy) <
    activity = [#enzyme.activity<enzyme_dup>, #enzyme.activity<enzyme_dup>],
    ret_activity = [#enzyme.activity<enzyme_dupnoneed>, #enzyme.activity<enzyme_dupnoneed>, #enzyme.activity<enzyme_dupnoneed>]
  > : (f64, f64, f64, f64) -> (f64, f64, f64)
  return %r#0, %r#1, %r#2 : f64, f64, f64
}
