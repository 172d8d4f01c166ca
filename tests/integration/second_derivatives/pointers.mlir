// LLVM memory on the stack.
func.func @pointers(%p: memref<?xf64>, %n: index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %one = arith.constant 1 : i64
  %x = memref.load %p[%c0] : memref<?xf64>
  %y = memref.load %p[%c1] : memref<?xf64>
  %cell = llvm.alloca %one x f64 : (i64) -> !llvm.ptr
  llvm.store %x, %cell : f64, !llvm.ptr
  scf.for %i = %c0 to %n step %c1 {
    %v = llvm.load %cell : !llvm.ptr -> f64
    %s = math.sin %v : f64
    %w = arith.mulf %s, %y : f64
    llvm.store %w, %cell : f64, !llvm.ptr
  }
  %r = llvm.load %cell : !llvm.ptr -> f64
  %z = arith.mulf %r, %x : f64
  func.return %z : f64
}
