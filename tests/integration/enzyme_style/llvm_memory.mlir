// Ops of the llvm dialect that xDSL has no class for.
llvm.func @copy_squared(%p: !llvm.ptr, %q: !llvm.ptr) {
  %n = llvm.mlir.constant(16 : i64) : i64
  "llvm.intr.lifetime.start"(%p) : (!llvm.ptr) -> ()
  %v = llvm.load %p : !llvm.ptr -> f64
  %s = llvm.fmul %v, %v : f64
  %t = "llvm.intr.tanh"(%s) <{fastmathFlags = #llvm.fastmath<none>}> : (f64) -> f64
  llvm.store %t, %p : f64, !llvm.ptr
  %next = llvm.getelementptr %p[1] : (!llvm.ptr) -> !llvm.ptr, f64
  %second = llvm.load %next : !llvm.ptr -> f64
  llvm.store %second, %next : f64, !llvm.ptr
  "llvm.intr.memcpy"(%q, %p, %n) <{arg_attrs = [{llvm.align = 8 : i64}, {}, {}], isVolatile = false}> : (!llvm.ptr, !llvm.ptr, i64) -> ()
  "llvm.intr.lifetime.end"(%p) : (!llvm.ptr) -> ()
  llvm.return
}
llvm.func @clear(%p: !llvm.ptr) -> f64 {
  %n = llvm.mlir.constant(8 : i64) : i64
  %zero = llvm.mlir.constant(0 : i8) : i8
  %u = "llvm.mlir.poison"() : () -> !llvm.struct<(f64, i64)>
  %v = llvm.load %p : !llvm.ptr -> f64
  %w = llvm.insertvalue %v, %u[0] : !llvm.struct<(f64, i64)>
  %k = "llvm.fptosi"(%v) : (f64) -> i32
  %x = "llvm.uitofp"(%k) : (i32) -> f64
  "llvm.intr.memset"(%p, %zero, %n) <{isVolatile = false}> : (!llvm.ptr, i8, i64) -> ()
  %y = llvm.extractvalue %w[0] : !llvm.struct<(f64, i64)>
  %r = "llvm.intr.fmuladd"(%y, %y, %x) <{fastmathFlags = #llvm.fastmath<contract>}> : (f64, f64, f64) -> f64
  llvm.return %r : f64
}
func.func @pull_copy(%p: !llvm.ptr, %dp: !llvm.ptr, %q: !llvm.ptr, %dq: !llvm.ptr) {
  enzyme.autodiff @copy_squared(%p, %dp, %q, %dq) <
    activity = [#enzyme.activity<enzyme_dup>, #enzyme.activity<enzyme_dup>],
    ret_activity = []
  > : (!llvm.ptr, !llvm.ptr, !llvm.ptr, !llvm.ptr) -> ()
  return
}
func.func @push_copy(%p: !llvm.ptr, %dp: !llvm.ptr, %q: !llvm.ptr, %dq: !llvm.ptr) {
  enzyme.fwddiff @copy_squared(%p, %dp, %q, %dq) <
    activity = [#enzyme.activity<enzyme_dup>, #enzyme.activity<enzyme_dup>],
    ret_activity = []
  > : (!llvm.ptr, !llvm.ptr, !llvm.ptr, !llvm.ptr) -> ()
  return
}
func.func @pull_clear(%p: !llvm.ptr, %dp: !llvm.ptr, %seed: f64) {
  enzyme.autodiff @clear(%p, %dp, %seed) <
    activity = [#enzyme.activity<enzyme_dup>],
    ret_activity = [#enzyme.activity<enzyme_activenoneed>]
  > : (!llvm.ptr, !llvm.ptr, f64) -> ()
  return
}
func.func @push_clear(%p: !llvm.ptr, %dp: !llvm.ptr) -> (f64, f64) {
  %r = enzyme.fwddiff @clear(%p, %dp) <
    activity = [#enzyme.activity<enzyme_dup>],
    ret_activity = [#enzyme.activity<enzyme_dup>]
  > : (!llvm.ptr, !llvm.ptr) -> !llvm.struct<(f64, f64)>
  %v = llvm.extractvalue %r[0] : !llvm.struct<(f64, f64)>
  %t = llvm.extractvalue %r[1] : !llvm.struct<(f64, f64)>
  return %v, %t : f64, f64
}
