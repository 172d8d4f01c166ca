// A function through which no derivative flows frees what iterations would need again.
func.func private @malloc(i64) -> !llvm.ptr
func.func private @free(!llvm.ptr) -> ()

func.func private @drop(%p: !llvm.ptr) {
  func.call @free(%p) : (!llvm.ptr) -> ()
  return
}

func.func @dropped(%x: f64, %n: i64) -> f64 {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %eight = arith.constant 8 : i64
  %half = arith.constant 0.5 : f64
  %p = func.call @malloc(%eight) : (i64) -> !llvm.ptr
  llvm.store %half, %p : f64, !llvm.ptr
  %r = scf.for %i = %zero to %n step %one iter_args(%s = %x) -> (f64) : i64 {
    %k = llvm.load %p : !llvm.ptr -> f64
    %y = arith.mulf %s, %k : f64
    %c = math.sin %y : f64
    scf.yield %c : f64
  } {enzyme.checkpoint = 2 : i64}
  func.call @drop(%p) : (!llvm.ptr) -> ()
  return %r : f64
}
