// ARGS: array(4, 4), array(4), integer(1), integer(3)
// affine.for with operands, max and min bounds, a step and iter_args; affine.load and store with maps.
#window = affine_map<(d0)[s0] -> (d0 * 2 - s0, 0)>
#end = affine_map<(d0)[s0] -> (d0 + s0, 4)>
func.func @affine_loops(%a : memref<4x4xf64>, %b : memref<?xf64>, %m : index, %n : index) -> f64 {
  %zero = arith.constant 0.0 : f64
  %sum, %last = affine.for %i = 0 to %n iter_args(%s = %zero, %t = %zero) -> (f64, f64) {
    %row = affine.for %j = max #window(%i)[%m] to min #end(%i)[%n] step 2 iter_args(%r = %s) -> (f64) {
      %v = affine.load %a[%i, %j] : memref<4x4xf64>
      %w = affine.load %b[%j mod 3 + %m] : memref<?xf64>
      %p = arith.mulf %v, %w : f64
      %e = math.sin %p : f64
      affine.store %e, %a[%i, (%j + 1) mod 4] : memref<4x4xf64>
      %q = arith.addf %r, %e : f64
      affine.yield %q : f64
    }
    %x = affine.load %b[%i] : memref<?xf64>
    %y = arith.mulf %row, %x : f64
    affine.yield %y, %row : f64, f64
  }
  affine.for %k = 0 to 4 {
    %v = affine.load %b[%k] : memref<?xf64>
    %w = affine.load %a[%k floordiv 2, (%k + 2) ceildiv 3] : memref<4x4xf64>
    %p = arith.mulf %v, %w : f64
    affine.store %p, %b[%k] : memref<?xf64>
  }
  %r = arith.mulf %sum, %last : f64
  func.return %r : f64
}
