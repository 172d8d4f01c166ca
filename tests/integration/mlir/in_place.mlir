// A memref is changed in place; indices are computed.
func.func @in_place(%m : memref<?xf64>, %n : index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f64
  scf.for %i = %c1 to %n step %c1 {
    %before = arith.subi %i, %c1 : index
    %a = memref.load %m[%before] : memref<?xf64>
    %b = memref.load %m[%i] : memref<?xf64>
    %p = arith.mulf %a, %b : f64
    memref.store %p, %m[%i] : memref<?xf64>
  }
  %sum = scf.for %i = %c0 to %n step %c1 iter_args(%s = %zero) -> (f64) {
    %k = arith.index_cast %i : index to i64
    %f = arith.sitofp %k : i64 to f64
    %v = memref.load %m[%i] : memref<?xf64>
    %w = arith.mulf %v, %f : f64
    %t = arith.addf %s, %w : f64
    scf.yield %t : f64
  }
  func.return %sum : f64
}
