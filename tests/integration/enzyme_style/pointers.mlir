// LLVM pointers in func.func: stack memory, pointers in structures and in memory, memcpy, structures as values.
func.func @through_stack(%x: f64) -> f64 {
  %one = arith.constant 1 : i64
  %t = llvm.alloca %one x f64 : (i64) -> !llvm.ptr
  %s = math.sin %x : f64
  llvm.store %s, %t : f64, !llvm.ptr
  %v = llvm.load %t : !llvm.ptr -> f64
  %r = arith.mulf %v, %x : f64
  return %r : f64
}
func.func @through_struct(%p: !llvm.ptr, %q: !llvm.ptr) {
  %u = llvm.mlir.undef : !llvm.struct<(ptr, ptr)>
  %a = llvm.insertvalue %q, %u[0] : !llvm.struct<(ptr, ptr)>
  %b = llvm.insertvalue %p, %a[1] : !llvm.struct<(ptr, ptr)>
  %from = llvm.extractvalue %b[1] : !llvm.struct<(ptr, ptr)>
  %to = llvm.extractvalue %b[0] : !llvm.struct<(ptr, ptr)>
  %v = llvm.load %from : !llvm.ptr -> f64
  %e = math.exp %v : f64
  llvm.store %e, %to : f64, !llvm.ptr
  return
}
func.func @behind_pointer(%pp: !llvm.ptr) -> f64 {
  %p = llvm.load %pp : !llvm.ptr -> !llvm.ptr
  %q = llvm.getelementptr %p[1] : (!llvm.ptr) -> !llvm.ptr, f64
  %v = llvm.load %p : !llvm.ptr -> f64
  %w = llvm.load %q : !llvm.ptr -> f64
  %r = arith.mulf %v, %w : f64
  return %r : f64
}
func.func @keep_pointer(%p: !llvm.ptr) -> f64 {
  %one = arith.constant 1 : i32
  %a = llvm.alloca %one x !llvm.ptr : (i32) -> !llvm.ptr
  llvm.store %p, %a : !llvm.ptr, !llvm.ptr
  %q = llvm.load %a : !llvm.ptr -> !llvm.ptr
  %v = llvm.load %q : !llvm.ptr -> f64
  %r = math.sqrt %v : f64
  return %r : f64
}
func.func @fields(%s: !llvm.struct<(f64, f64)>) -> f64 {
  %a = llvm.extractvalue %s[0] : !llvm.struct<(f64, f64)>
  %b = llvm.extractvalue %s[1] : !llvm.struct<(f64, f64)>
  %p = arith.mulf %a, %b : f64
  %r = arith.mulf %p, %b : f64
  return %r : f64
}
func.func @paired(%x: f64) -> !llvm.struct<(f64, f64)> {
  %u = llvm.mlir.undef : !llvm.struct<(f64, f64)>
  %e = math.exp %x : f64
  %a = llvm.insertvalue %e, %u[0] : !llvm.struct<(f64, f64)>
  %b = llvm.insertvalue %x, %a[1] : !llvm.struct<(f64, f64)>
  return %b : !llvm.struct<(f64, f64)>
}

func.func @push_through_stack(%x: f64, %dx: f64) -> f64 {
  %r = enzyme.fwddiff @through_stack(%x, %dx) {
    activity = [#enzyme<activity enzyme_dup>],
    ret_activity = [#enzyme<activity enzyme_dupnoneed>]
  } : (f64, f64) -> f64
  return %r : f64
}
func.func @pull_through_stack(%x: f64, %seed: f64) -> f64 {
  %r = enzyme.autodiff @through_stack(%x, %seed) {
    activity = [#enzyme<activity enzyme_active>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (f64, f64) -> f64
  return %r : f64
}
func.func @push_through_struct(%p: !llvm.ptr, %dp: !llvm.ptr, %q: !llvm.ptr, %dq: !llvm.ptr) {
  enzyme.fwddiff @through_struct(%p, %dp, %q, %dq) <
    activity = [#enzyme.activity<enzyme_dup>, #enzyme.activity<enzyme_dup>],
    ret_activity = []
  > : (!llvm.ptr, !llvm.ptr, !llvm.ptr, !llvm.ptr) -> ()
  return
}
func.func @pull_through_struct(%p: !llvm.ptr, %dp: !llvm.ptr, %q: !llvm.ptr, %dq: !llvm.ptr) {
  enzyme.autodiff @through_struct(%p, %dp, %q, %dq) <
    activity = [#enzyme.activity<enzyme_dup>, #enzyme.activity<enzyme_dup>],
    ret_activity = []
  > : (!llvm.ptr, !llvm.ptr, !llvm.ptr, !llvm.ptr) -> ()
  return
}
func.func @pull_behind_pointer(%p: !llvm.ptr, %dp: !llvm.ptr, %seed: f64) {
  %one = arith.constant 1 : i64
  %pp = llvm.alloca %one x !llvm.ptr : (i64) -> !llvm.ptr
  %dpp = llvm.alloca %one x !llvm.ptr : (i64) -> !llvm.ptr
  llvm.store %p, %pp : !llvm.ptr, !llvm.ptr
  llvm.store %dp, %dpp : !llvm.ptr, !llvm.ptr
  enzyme.autodiff @behind_pointer(%pp, %dpp, %seed) <
    activity = [#enzyme.activity<enzyme_dup>],
    ret_activity = [#enzyme.activity<enzyme_activenoneed>]
  > : (!llvm.ptr, !llvm.ptr, f64) -> ()
  return
}
func.func @pull_keep_pointer(%p: !llvm.ptr, %dp: !llvm.ptr, %seed: f64) {
  enzyme.autodiff @keep_pointer(%p, %dp, %seed) <
    activity = [#enzyme.activity<enzyme_dup>],
    ret_activity = [#enzyme.activity<enzyme_activenoneed>]
  > : (!llvm.ptr, !llvm.ptr, f64) -> ()
  return
}
func.func @pull_fields(%a: f64, %b: f64, %seed: f64) -> !llvm.struct<(f64, f64)> {
  %u = llvm.mlir.undef : !llvm.struct<(f64, f64)>
  %v = llvm.insertvalue %a, %u[0] : !llvm.struct<(f64, f64)>
  %w = llvm.insertvalue %b, %v[1] : !llvm.struct<(f64, f64)>
  %g = enzyme.autodiff @fields(%w, %seed) {
    activity = [#enzyme.activity<enzyme_active>],
    ret_activity = [#enzyme.activity<enzyme_activenoneed>]
  } : (!llvm.struct<(f64, f64)>, f64) -> !llvm.struct<(f64, f64)>
  return %g : !llvm.struct<(f64, f64)>
}
func.func @push_paired(%x: f64, %dx: f64) -> !llvm.struct<(f64, f64)> {
  %t = enzyme.fwddiff @paired(%x, %dx) {
    activity = [#enzyme.activity<enzyme_dup>],
    ret_activity = [#enzyme.activity<enzyme_dupnoneed>]
  } : (f64, f64) -> !llvm.struct<(f64, f64)>
  return %t : !llvm.struct<(f64, f64)>
}
func.func @pull_paired(%x: f64, %a: f64, %b: f64) -> f64 {
  %u = llvm.mlir.undef : !llvm.struct<(f64, f64)>
  %v = llvm.insertvalue %a, %u[0] : !llvm.struct<(f64, f64)>
  %seed = llvm.insertvalue %b, %v[1] : !llvm.struct<(f64, f64)>
  %g = enzyme.autodiff @paired(%x, %seed) {
    activity = [#enzyme.activity<enzyme_active>],
    ret_activity = [#enzyme.activity<enzyme_activenoneed>]
  } : (f64, !llvm.struct<(f64, f64)>) -> f64
  return %g : f64
}
