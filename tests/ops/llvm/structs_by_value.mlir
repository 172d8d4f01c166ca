// ARGS: array(6), number(0.7)
func.func private @swapped(%s : !llvm.struct<(f64, struct<(f64, f64)>)>) -> !llvm.struct<(f64, struct<(f64, f64)>)> {
  %a = llvm.extractvalue %s[0] : !llvm.struct<(f64, struct<(f64, f64)>)>
  %b = llvm.extractvalue %s[1, 1] : !llvm.struct<(f64, struct<(f64, f64)>)>
  %p = arith.mulf %a, %b : f64
  %t = llvm.insertvalue %p, %s[1, 0] : !llvm.struct<(f64, struct<(f64, f64)>)>
  %u = llvm.insertvalue %b, %t[0] : !llvm.struct<(f64, struct<(f64, f64)>)>
  func.return %u : !llvm.struct<(f64, struct<(f64, f64)>)>
}
func.func @structs_by_value(%p : !llvm.ptr, %x : f64) -> f64 {
  %s = llvm.load %p {alignment = 16 : i64} : !llvm.ptr -> !llvm.struct<(f64, struct<(f64, f64)>)>
  %r = func.call @swapped(%s) : (!llvm.struct<(f64, struct<(f64, f64)>)>) -> !llvm.struct<(f64, struct<(f64, f64)>)>
  %v = llvm.insertvalue %x, %r[1, 1] : !llvm.struct<(f64, struct<(f64, f64)>)>
  %q = llvm.getelementptr %p[3] : (!llvm.ptr) -> !llvm.ptr, f64
  llvm.store %v, %q {alignment = 8 : i64} : !llvm.struct<(f64, struct<(f64, f64)>)>, !llvm.ptr
  %o = llvm.getelementptr %p[4] : (!llvm.ptr) -> !llvm.ptr, f64
  %e = llvm.load %o : !llvm.ptr -> f64
  %f = arith.mulf %e, %x : f64
  llvm.store %f, %o : f64, !llvm.ptr
  func.return %f : f64
}
