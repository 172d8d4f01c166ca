// ARGS: array(4), number(0.7), integer(4)
// alloc, alloca and dealloc: sizes known at run time, rank 0, in loops and in called functions; arrays of index and i32; dim and rank.
func.func private @norm(%a : memref<?xf64>, %x : f64) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f64
  %n = memref.dim %a, %c0 : memref<?xf64>
  %squares = memref.alloca(%n) : memref<?xf64>
  %total = memref.alloca() : memref<f64>
  memref.store %zero, %total[] : memref<f64>
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %a[%i] : memref<?xf64>
    %p = arith.mulf %v, %v : f64
    memref.store %p, %squares[%i] : memref<?xf64>
    %t = memref.load %total[] : memref<f64>
    %q = memref.load %squares[%i] : memref<?xf64>
    %r = arith.mulf %q, %x : f64
    %s = arith.addf %t, %r : f64
    %u = math.sqrt %s : f64
    memref.store %u, %total[] : memref<f64>
  }
  %r = memref.load %total[] : memref<f64>
  func.return %r : f64
}
func.func @allocations(%a : memref<?xf64>, %x : f64, %n : index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %order = memref.alloc(%n) : memref<?xindex>
  %signs = memref.alloc(%n) : memref<?xi32>
  %work = memref.alloc(%n) : memref<?x2xf64>
  %rank = "memref.rank"(%work) : (memref<?x2xf64>) -> index
  %minus = arith.constant -1 : i32
  scf.for %i = %c0 to %n step %c1 {
    %last = arith.subi %n, %c1 : index
    %j = arith.subi %last, %i : index
    memref.store %j, %order[%i] : memref<?xindex>
    memref.store %minus, %signs[%i] : memref<?xi32>
  }
  %sum = scf.for %i = %c0 to %n step %c1 iter_args(%s = %x) -> (f64) {
    %j = memref.load %order[%i] : memref<?xindex>
    %k = memref.load %signs[%j] : memref<?xi32>
    %f = arith.sitofp %k : i32 to f64
    %v = memref.load %a[%j] : memref<?xf64>
    %w = arith.mulf %v, %f : f64
    %local = memref.alloca() : memref<2xf64>
    %e = math.exp %w : f64
    memref.store %e, %local[%c0] : memref<2xf64>
    memref.store %v, %local[%c1] : memref<2xf64>
    %g = memref.load %local[%c0] : memref<2xf64>
    %h = arith.mulf %g, %s : f64
    memref.store %h, %work[%j, %c1] : memref<?x2xf64>
    %o = memref.load %local[%c1] : memref<2xf64>
    %p = arith.mulf %o, %h : f64
    %part = func.call @norm(%a, %p) : (memref<?xf64>, f64) -> f64
    scf.yield %part : f64
  }
  %l = arith.subi %rank, %c1 : index
  %t = memref.load %work[%l, %c1] : memref<?x2xf64>
  %r = arith.mulf %sum, %t : f64
  memref.dealloc %order : memref<?xindex>
  memref.dealloc %work : memref<?x2xf64>
  memref.dealloc %signs : memref<?xi32>
  func.return %r : f64
}
