// A function with two results that is called twice, and one that works on memory.
func.func private @rotate(%x: f64, %y: f64) -> (f64, f64) {
  %s = math.sin %y : f64
  %c = math.cos %x : f64
  %a = arith.mulf %x, %s : f64
  %b = arith.mulf %y, %c : f64
  func.return %a, %b : f64, f64
}
func.func private @scale(%m: memref<?xf64>, %f: f64) {
  %c1 = arith.constant 1 : index
  %v = memref.load %m[%c1] : memref<?xf64>
  %w = arith.mulf %v, %f : f64
  %e = math.exp %w : f64
  memref.store %e, %m[%c1] : memref<?xf64>
  func.return
}
func.func @calls(%p: memref<?xf64>, %n: index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %x = memref.load %p[%c0] : memref<?xf64>
  func.call @scale(%p, %x) : (memref<?xf64>, f64) -> ()
  %y = memref.load %p[%c1] : memref<?xf64>
  %a, %b = func.call @rotate(%x, %y) : (f64, f64) -> (f64, f64)
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%v = %a) -> (f64) {
    %c, %d = func.call @rotate(%v, %b) : (f64, f64) -> (f64, f64)
    %e = arith.addf %c, %d : f64
    scf.yield %e : f64
  }
  func.return %r : f64
}
