// ARGS: number(0.7), number(1.3), array(6), integer(4)
// Private and public functions, several results, recursion alone and in a ring, calls that pass memrefs and views.
func.func private @both(%x : f64, %n : index) -> (f64, index, f64) {
  %c1 = arith.constant 1 : index
  %m = arith.addi %n, %c1 : index
  %s = math.sin %x : f64
  %p = arith.mulf %x, %s : f64
  func.return %s, %m, %p : f64, index, f64
}
func.func @power(%x : f64, %n : index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %one = arith.constant 1.0 : f64
  %done = arith.cmpi sle, %n, %c0 : index
  %r = scf.if %done -> (f64) {
    scf.yield %one : f64
  } else {
    %m = arith.subi %n, %c1 : index
    %below = func.call @power(%x, %m) : (f64, index) -> f64
    %p = arith.mulf %below, %x : f64
    scf.yield %p : f64
  }
  func.return %r : f64
}
func.func private @even(%x : f64, %n : index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %done = arith.cmpi eq, %n, %c0 : index
  cf.cond_br %done, ^end, ^more
^end:
  func.return %x : f64
^more:
  %m = arith.subi %n, %c1 : index
  %p = arith.mulf %x, %x : f64
  %r = func.call @odd(%p, %m) : (f64, index) -> f64
  func.return %r : f64
}
func.func private @odd(%x : f64, %n : index) -> f64 {
  %c1 = arith.constant 1 : index
  %m = arith.subi %n, %c1 : index
  %s = math.sin %x : f64
  %r = func.call @even(%s, %m) : (f64, index) -> f64
  func.return %r : f64
}
func.func private @halves(%a : memref<?xf64, strided<[?], offset: ?>>, %n : index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %single = arith.cmpi ule, %n, %c1 : index
  %r = scf.if %single -> (f64) {
    %v = memref.load %a[%c0] : memref<?xf64, strided<[?], offset: ?>>
    %w = arith.mulf %v, %v : f64
    memref.store %w, %a[%c0] : memref<?xf64, strided<[?], offset: ?>>
    scf.yield %w : f64
  } else {
    %m = arith.divui %n, %c2 : index
    %rest = arith.subi %n, %m : index
    %left = memref.subview %a[0] [%m] [1] : memref<?xf64, strided<[?], offset: ?>> to memref<?xf64, strided<[?], offset: ?>>
    %right = memref.subview %a[%m] [%rest] [1] : memref<?xf64, strided<[?], offset: ?>> to memref<?xf64, strided<[?], offset: ?>>
    %l = func.call @halves(%left, %m) : (memref<?xf64, strided<[?], offset: ?>>, index) -> f64
    %u = func.call @halves(%right, %rest) : (memref<?xf64, strided<[?], offset: ?>>, index) -> f64
    %p = arith.mulf %l, %u : f64
    scf.yield %p : f64
  }
  func.return %r : f64
}
func.func private @longer(%a : memref<?xf64>, %b : memref<?xf64>, %x : f64) -> (memref<?xf64>, f64) {
  %c0 = arith.constant 0 : index
  %n = memref.dim %a, %c0 : memref<?xf64>
  %m = memref.dim %b, %c0 : memref<?xf64>
  %first = arith.cmpi uge, %n, %m : index
  %r = scf.if %first -> (memref<?xf64>) {
    scf.yield %a : memref<?xf64>
  } else {
    scf.yield %b : memref<?xf64>
  }
  %y = math.exp %x : f64
  func.return %r, %y : memref<?xf64>, f64
}
func.func @calls(%x : f64, %y : f64, %a : memref<6xf64>, %n : index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %s, %m, %p = func.call @both(%x, %n) : (f64, index) -> (f64, index, f64)
  %q = func.call @power(%y, %m) : (f64, index) -> f64
  %e = func.call @even(%p, %n) : (f64, index) -> f64
  %view = memref.subview %a[%c1] [%n] [1] : memref<6xf64> to memref<?xf64, strided<[1], offset: ?>>
  %cast = "memref.cast"(%view) : (memref<?xf64, strided<[1], offset: ?>>) -> memref<?xf64, strided<[?], offset: ?>>
  %h = func.call @halves(%cast, %n) : (memref<?xf64, strided<[?], offset: ?>>, index) -> f64
  %all = "memref.cast"(%a) : (memref<6xf64>) -> memref<?xf64>
  %work = memref.alloc(%n) : memref<?xf64>
  scf.for %i = %c0 to %n step %c1 {
    memref.store %s, %work[%i] : memref<?xf64>
  }
  %long, %z = func.call @longer(%work, %all, %y) : (memref<?xf64>, memref<?xf64>, f64) -> (memref<?xf64>, f64)
  %v = memref.load %long[%c1] : memref<?xf64>
  %0 = arith.mulf %v, %z : f64
  memref.store %0, %long[%c0] : memref<?xf64>
  %1 = arith.mulf %s, %q : f64
  %2 = arith.addf %1, %e : f64
  %3 = arith.mulf %2, %h : f64
  %4 = arith.addf %3, %0 : f64
  memref.dealloc %work : memref<?xf64>
  func.return %4 : f64
}
