// ARGS: array(4, 3), number(0.7)
// Reductions other than sums: a product, a maximum, and one that is not associative in its derivative.
func.func @parallel_product(%a : memref<4x3xf64>, %x : f64) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %one = arith.constant 1.0 : f64
  %product, %most = "scf.parallel"(%c0, %c0, %c4, %c3, %c1, %c1, %x, %x) <{operandSegmentSizes = array<i32: 2, 2, 2, 2>}> ({
  ^body1(%i : index, %j : index):
    %v = memref.load %a[%i, %j] : memref<4x3xf64>
    %w = math.sin %v : f64
    %u = arith.mulf %w, %v : f64
    scf.reduce(%u, %w : f64, f64) {
    ^bb0(%l : f64, %r : f64):
      %s = arith.mulf %l, %r : f64
      scf.reduce.return %s : f64
    } {
    ^bb0(%l : f64, %r : f64):
      %s = arith.maximumf %l, %r : f64
      scf.reduce.return %s : f64
    }
  }) : (index, index, index, index, index, index, f64, f64) -> (f64, f64)
  %r = arith.divf %product, %most : f64
  func.return %r : f64
}
