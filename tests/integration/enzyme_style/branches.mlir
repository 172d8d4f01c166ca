// Blocks: a diamond without arguments of blocks, both edges to one block, a loop on one block, a loop of two, a switch.
func.func @clip(%x: f64, %low: f64, %high: f64) -> f64 {
  %below = arith.cmpf olt, %x, %low : f64
  cf.cond_br %below, ^out(%low : f64), ^test
^test:
  %above = arith.cmpf ogt, %x, %high : f64
  cf.cond_br %above, ^out(%high : f64), ^out(%x : f64)
^out(%r: f64):
  %s = arith.mulf %r, %x : f64
  return %s : f64
}
func.func @either(%x: f64, %c: i1) -> f64 {
  cf.cond_br %c, ^cube, ^root
^cube:
  %a = arith.mulf %x, %x : f64
  %b = arith.mulf %a, %x : f64
  return %b : f64
^root:
  %q = math.sqrt %x : f64
  return %q : f64
}
func.func @halve(%x: f64) -> f64 {
  %half = arith.constant 0.5 : f64
  %one = arith.constant 1.0 : f64
  cf.br ^again(%x : f64)
^again(%v: f64):
  %w = arith.mulf %v, %half : f64
  %z = arith.mulf %w, %v : f64
  %more = arith.cmpf ugt, %z, %one : f64
  cf.cond_br %more, ^again(%z : f64), ^done(%z : f64)
^done(%r: f64):
  return %r : f64
}
func.func @choose(%x: f64, %k: i32) -> f64 {
  %three = arith.constant 3.0 : f64
  %r:2 = scf.execute_region -> (f64, f64) {
    cf.switch %k : i32, [
      default: ^other,
      7: ^first(%three : f64),
      9: ^second
    ]
  ^first(%f: f64):
    %e = math.exp %x : f64
    scf.yield %e, %f : f64, f64
  ^second:
    %n = arith.negf %x : f64
    scf.yield %n, %x : f64, f64
  ^other:
    cf.br ^first(%x : f64)
  }
  %p = arith.mulf %r#0, %r#1 : f64
  return %p : f64
}

func.func @pull_clip(%x: f64, %low: f64, %high: f64, %seed: f64) -> (f64, f64) {
  %r:2 = enzyme.autodiff @clip(%x, %low, %high, %seed) {
    activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_const>, #enzyme<activity enzyme_active>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (f64, f64, f64, f64) -> (f64, f64)
  return %r#0, %r#1 : f64, f64
}
func.func @push_clip(%x: f64, %dx: f64, %low: f64, %high: f64, %dhigh: f64) -> f64 {
  %r = enzyme.fwddiff @clip(%x, %dx, %low, %high, %dhigh) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>, #enzyme<activity enzyme_dup>],
    ret_activity = [#enzyme<activity enzyme_dupnoneed>]
  } : (f64, f64, f64, f64, f64) -> f64
  return %r : f64
}
func.func @pull_either(%x: f64, %c: i1, %seed: f64) -> f64 {
  %r = enzyme.autodiff @either(%x, %c, %seed) {
    activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (f64, i1, f64) -> f64
  return %r : f64
}
func.func @push_either(%x: f64, %dx: f64, %c: i1) -> f64 {
  %r = enzyme.fwddiff @either(%x, %dx, %c) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_dupnoneed>]
  } : (f64, f64, i1) -> f64
  return %r : f64
}
func.func @pull_halve(%x: f64, %seed: f64) -> f64 {
  %r = enzyme.autodiff @halve(%x, %seed) {
    activity = [#enzyme<activity enzyme_active>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (f64, f64) -> f64
  return %r : f64
}
func.func @push_halve(%x: f64, %dx: f64) -> f64 {
  %r = enzyme.fwddiff @halve(%x, %dx) {
    activity = [#enzyme<activity enzyme_dup>],
    ret_activity = [#enzyme<activity enzyme_dupnoneed>]
  } : (f64, f64) -> f64
  return %r : f64
}
func.func @pull_choose(%x: f64, %k: i32, %seed: f64) -> f64 {
  %r = enzyme.autodiff @choose(%x, %k, %seed) {
    activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (f64, i32, f64) -> f64
  return %r : f64
}
func.func @push_choose(%x: f64, %dx: f64, %k: i32) -> f64 {
  %r = enzyme.fwddiff @choose(%x, %dx, %k) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_dupnoneed>]
  } : (f64, f64, i32) -> f64
  return %r : f64
}
