// ARGS: array(6), number(0.7), integer(6)
// scf.reduce: sums of floats beside an integer maximum; branches and a loop inside; nested in a sequential loop.
func.func @parallel_sum(%a : memref<?xf64>, %x : f64, %n : index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %zero = arith.constant 0.0 : f64
  %one = arith.constant 1.0 : f64
  %total = scf.for %k = %c0 to %c3 step %c1 iter_args(%t = %x) -> (f64) {
    %sum, %last, %square = "scf.parallel"(%c0, %n, %c2, %t, %c0, %zero) <{operandSegmentSizes = array<i32: 1, 1, 1, 3>}> ({
    ^body1(%i : index):
      %v = memref.load %a[%i] : memref<?xf64>
      %above = arith.cmpf ogt, %v, %one : f64
      %w = scf.if %above -> (f64) {
        %p = math.sqrt %v : f64
        %q = arith.mulf %p, %t : f64
        scf.yield %q : f64
      } else {
        %p = scf.for %l = %c0 to %i step %c1 iter_args(%s = %v) -> (f64) {
          %u = memref.load %a[%l] : memref<?xf64>
          %q = arith.mulf %s, %u : f64
          %r = math.sin %q : f64
          scf.yield %r : f64
        }
        scf.yield %p : f64
      }
      %d = arith.mulf %w, %w : f64
      scf.reduce(%w, %i, %d : f64, index, f64) {
      ^bb0(%l : f64, %r : f64):
        %s = arith.addf %l, %r : f64
        scf.reduce.return %s : f64
      } {
      ^bb0(%l : index, %r : index):
        %s = arith.maxsi %l, %r : index
        scf.reduce.return %s : index
      } {
      ^bb0(%l : f64, %r : f64):
        %s = arith.addf %r, %l : f64
        scf.reduce.return %s : f64
      }
    }) : (index, index, index, f64, index, f64) -> (f64, index, f64)
    %at = memref.load %a[%last] : memref<?xf64>
    %m = arith.mulf %sum, %at : f64
    %o = arith.divf %m, %square : f64
    memref.store %o, %a[%k] : memref<?xf64>
    scf.yield %o : f64
  }
  func.return %total : f64
}
