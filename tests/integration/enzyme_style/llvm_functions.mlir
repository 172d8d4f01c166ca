// Functions, arithmetic, branches, calls and memory of the llvm dialect.
llvm.mlir.global internal @factor(2.5 : f64) : f64

llvm.func internal @soften(%x: f64) -> f64 attributes {dso_local, no_unwind, passthrough = ["mustprogress", ["no-trapping-math", "true"]]} {
  %half = llvm.mlir.constant(5.000000e-01 : f64) : f64
  %a = llvm.fmul %x, %half {fastmathFlags = #llvm.fastmath<contract>} : f64
  %b = llvm.intr.exp(%a) : (f64) -> f64
  %c = llvm.fneg %b : f64
  llvm.return %c : f64
}
llvm.func @product(%x: f64, %y: f64) -> f64 {
  %s = llvm.call @soften(%x) : (f64) -> f64
  %p = llvm.fmul %s, %y : f64
  %g = llvm.mlir.addressof @factor : !llvm.ptr
  %k = llvm.load %g : !llvm.ptr -> f64
  %r = llvm.fdiv %p, %k : f64
  llvm.return %r : f64
}
llvm.func @larger(%x: f64, %y: f64, %n: i32) -> f64 {
  %limit = llvm.mlir.constant(3 : i32) : i32
  %many = llvm.icmp "sgt" %n, %limit : i32
  llvm.cond_br %many, ^squared, ^plain(%x : f64)
^squared:
  %t = llvm.sitofp %n : i32 to f64
  %q = llvm.fmul %x, %t : f64
  llvm.br ^plain(%q : f64)
^plain(%v: f64):
  %greater = llvm.fcmp "ogt" %v, %y : f64
  %r = llvm.select %greater, %v, %y : i1, f64
  llvm.return %r : f64
}
llvm.func @scale(%p: !llvm.ptr {llvm.noalias}, %f: f64) {
  %v = llvm.load %p {alignment = 8 : i64} : !llvm.ptr -> f64
  %s = llvm.fmul %v, %f : f64
  %t = llvm.fmul %s, %v : f64
  llvm.store %t, %p {alignment = 8 : i64} : f64, !llvm.ptr
  llvm.return
}
llvm.func @sum(%p: !llvm.ptr, %n: i64) -> f32 {
  %zero = llvm.mlir.constant(0 : i64) : i64
  %one = llvm.mlir.constant(1 : i64) : i64
  %two = llvm.mlir.constant(2.0 : f64) : f64
  %none = llvm.mlir.constant(0.0 : f32) : f32
  %t = llvm.alloca %one x f64 : (i64) -> !llvm.ptr
  llvm.br ^head(%zero, %none : i64, f32)
^head(%i: i64, %s: f32):
  %more = llvm.icmp "slt" %i, %n : i64
  llvm.cond_br %more, ^body, ^exit
^body:
  %a = llvm.getelementptr inbounds %p[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
  %v = llvm.load %a : !llvm.ptr -> f32
  %w = llvm.fpext %v : f32 to f64
  llvm.store %w, %t : f64, !llvm.ptr
  llvm.call @scale(%t, %two) : (!llvm.ptr, f64) -> ()
  %u = llvm.load %t : !llvm.ptr -> f64
  %x = llvm.fptrunc %u : f64 to f32
  %r = llvm.fadd %s, %x : f32
  %j = llvm.add %i, %one overflow<nsw, nuw> : i64
  llvm.br ^head(%j, %r : i64, f32)
^exit:
  llvm.return %s : f32
}
llvm.func @hypot(f64, f64) -> f64
llvm.func @distance(%x: f64, %y: f64) -> f64 {
  %r = llvm.call @hypot(%x, %y) : (f64, f64) -> f64
  llvm.return %r : f64
}

// One result, asked for by either kind of function.
func.func @pull_first(%x: f64, %y: f64, %seed: f64) -> f64 {
  %r = enzyme.autodiff @product(%x, %y, %seed) {
    activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (f64, f64, f64) -> f64
  return %r : f64
}
llvm.func @push_product(%x: f64, %dx: f64, %y: f64, %dy: f64) -> f64 {
  %r = enzyme.fwddiff @product(%x, %dx, %y, %dy) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_dup>],
    ret_activity = [#enzyme<activity enzyme_dupnoneed>]
  } : (f64, f64, f64, f64) -> f64
  llvm.return %r : f64
}
// Several results are a structure.
func.func @pull_both(%x: f64, %y: f64, %seed: f64) -> (f64, f64) {
  %r = enzyme.autodiff @product(%x, %y, %seed) <
    activity = [#enzyme.activity<enzyme_active>, #enzyme.activity<enzyme_active>],
    ret_activity = [#enzyme.activity<enzyme_activenoneed>]
  > : (f64, f64, f64) -> !llvm.struct<(f64, f64)>
  %a = llvm.extractvalue %r[0] : !llvm.struct<(f64, f64)>
  %b = llvm.extractvalue %r[1] : !llvm.struct<(f64, f64)>
  return %a, %b : f64, f64
}
llvm.func @push_with_value(%x: f64, %dx: f64, %y: f64, %dy: f64) -> f64 {
  %r = enzyme.fwddiff @product(%x, %dx, %y, %dy) <{
    activity = [#enzyme.activity<enzyme_dup>, #enzyme.activity<enzyme_dup>],
    ret_activity = [#enzyme.activity<enzyme_dup>]
  }> : (f64, f64, f64, f64) -> !llvm.struct<(f64, f64)>
  %a = llvm.extractvalue %r[0] : !llvm.struct<(f64, f64)>
  %b = llvm.extractvalue %r[1] : !llvm.struct<(f64, f64)>
  %s = llvm.fsub %a, %b : f64
  llvm.return %s : f64
}
func.func @pull_larger(%x: f64, %y: f64, %n: i32, %seed: f64) -> (f64, f64, f64) {
  %r = enzyme.autodiff @larger(%x, %y, %n, %seed) <
    activity = [#enzyme.activity<enzyme_active>, #enzyme.activity<enzyme_active>, #enzyme.activity<enzyme_const>],
    ret_activity = [#enzyme.activity<enzyme_active>]
  > : (f64, f64, i32, f64) -> !llvm.struct<(f64, f64, f64)>
  %v = llvm.extractvalue %r[0] : !llvm.struct<(f64, f64, f64)>
  %a = llvm.extractvalue %r[1] : !llvm.struct<(f64, f64, f64)>
  %b = llvm.extractvalue %r[2] : !llvm.struct<(f64, f64, f64)>
  return %v, %a, %b : f64, f64, f64
}
func.func @pull_sum(%p: !llvm.ptr, %dp: !llvm.ptr, %n: i64, %seed: f32) {
  enzyme.autodiff @sum(%p, %dp, %n, %seed) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (!llvm.ptr, !llvm.ptr, i64, f32) -> ()
  return
}
func.func @push_sum(%p: !llvm.ptr, %dp: !llvm.ptr, %n: i64) -> f32 {
  %r = enzyme.fwddiff @sum(%p, %dp, %n) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_dupnoneed>]
  } : (!llvm.ptr, !llvm.ptr, i64) -> f32
  return %r : f32
}
func.func @pull_distance(%x: f64, %y: f64, %seed: f64) -> f64 {
  %r = enzyme.autodiff @distance(%x, %y, %seed) {
    activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (f64, f64, f64) -> f64
  return %r : f64
}
llvm.func @pull_region(%p: !llvm.ptr, %dp: !llvm.ptr, %q: !llvm.ptr, %dq: !llvm.ptr) {
  %k = llvm.mlir.constant(5.600000e+00 : f64) : f64
  enzyme.autodiff_region(%p, %dp, %q, %dq) {
  ^bb0(%in: !llvm.ptr, %out: !llvm.ptr):
    %v = llvm.load %in {alignment = 8 : i64} : !llvm.ptr -> f64
    %w = llvm.fmul %v, %v : f64
    %u = llvm.fmul %w, %k {fastmathFlags = #llvm.fastmath<contract>} : f64
    llvm.store %u, %out {alignment = 8 : i64} : f64, !llvm.ptr
    enzyme.yield
  } <{
    activity = [#enzyme.activity<enzyme_dup>, #enzyme.activity<enzyme_dup>], ret_activity = [], fn = "kernel"
  }> : (!llvm.ptr, !llvm.ptr, !llvm.ptr, !llvm.ptr) -> ()
  llvm.return
}
