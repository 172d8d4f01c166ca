// ARGS: array(6), number(0.7)
func.func @vectors_behind_pointers(%p : !llvm.ptr, %x : f64) -> f64 {
  %v = llvm.load %p {alignment = 8 : i64} : !llvm.ptr -> vector<4xf64>
  %q = llvm.getelementptr %p[1] : (!llvm.ptr) -> !llvm.ptr, f64
  %s = llvm.load %q : !llvm.ptr -> f64
  %b = vector.broadcast %s : f64 to vector<4xf64>
  %w = arith.mulf %v, %b : vector<4xf64>
  %r = llvm.getelementptr %p[2] : (!llvm.ptr) -> !llvm.ptr, f64
  llvm.store %w, %r {alignment = 8 : i64} : vector<4xf64>, !llvm.ptr
  %t = llvm.getelementptr %p[3] : (!llvm.ptr) -> !llvm.ptr, f64
  %u = llvm.load %t : !llvm.ptr -> f64
  %y = arith.mulf %u, %x : f64
  llvm.store %y, %t : f64, !llvm.ptr
  %z = llvm.load %r {alignment = 8 : i64} : !llvm.ptr -> vector<2xf64>
  %e = vector.reduction <mul>, %z : vector<2xf64> into f64
  func.return %e : f64
}
