// ARGS: array(3, 8), array(8)
func.func @load_store(%m : memref<3x8xf64>, %a : memref<?xf64>) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %zero = arith.constant 0.0 : f64
  %s = scf.for %i = %c0 to %c3 step %c1 iter_args(%t = %zero) -> (f64) {
    %v = vector.load %m[%i, %c2] : memref<3x8xf64>, vector<4xf64>
    %w = vector.load %a[%i] : memref<?xf64>, vector<4xf64>
    %p = arith.mulf %v, %w : vector<4xf64>
    vector.store %p, %a[%c2] : memref<?xf64>, vector<4xf64>
    %q = vector.load %a[%c3] : memref<?xf64>, vector<4xf64>
    %r = arith.mulf %q, %p : vector<4xf64>
    vector.store %r, %m[%i, %c1] : memref<3x8xf64>, vector<4xf64>
    %l = vector.extract %r[1] : f64 from vector<4xf64>
    %n = arith.addf %t, %l : f64
    scf.yield %n : f64
  }
  func.return %s : f64
}
