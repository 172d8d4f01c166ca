// ARGS: number(0.8), integer(3)
// scf.execute_region with several blocks.
func.func @execute_region_blocks(%x : f64, %n : i32) -> f64 {
  %c1 = arith.constant 1 : i32
  %c2 = arith.constant 2 : i32
  %zero = arith.constant 0 : i32
  %r = scf.execute_region -> (f64) {
    cf.br ^head(%zero, %x : i32, f64)
  ^head(%i : i32, %s : f64):
    %p = arith.mulf %s, %x : f64
    %q = math.exp %p : f64
    %j = arith.addi %i, %c1 : i32
    %more = arith.cmpi slt, %j, %n : i32
    cf.cond_br %more, ^head(%j, %q : i32, f64), ^end
  ^end:
    %even = arith.cmpi eq, %j, %c2 : i32
    cf.cond_br %even, ^one, ^other(%p : f64)
  ^one:
    scf.yield %s : f64
  ^other(%t : f64):
    %u = arith.mulf %t, %q : f64
    scf.yield %u : f64
  }
  %w = arith.mulf %r, %r : f64
  func.return %w : f64
}
