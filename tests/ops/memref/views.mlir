// ARGS: array(4, 6), array(12), integer(1), integer(2)
// Views: subview (dynamic, strided, of lower rank), cast, reinterpret_cast, collapse_shape, expand_shape; strided copies.
func.func @views(%a : memref<4x6xf64>, %b : memref<?xf64>, %m : index, %n : index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %zero = arith.constant 0.0 : f64
  // Every other element of a row, seen by a stride that is known at run time only.
  %row = memref.subview %a[%m, 0] [1, 3] [1, %n] : memref<4x6xf64> to memref<3xf64, strided<[?], offset: ?>>
  %block = memref.subview %a[1, %m] [%n, 3] [2, 1] : memref<4x6xf64> to memref<?x3xf64, strided<[12, 1], offset: ?>>
  %u = memref.load %row[%c2] : memref<3xf64, strided<[?], offset: ?>>
  %v = memref.load %block[%c1, %c2] : memref<?x3xf64, strided<[12, 1], offset: ?>>
  %p = arith.mulf %u, %v : f64
  memref.store %p, %row[%c1] : memref<3xf64, strided<[?], offset: ?>>
  %flat = memref.collapse_shape %a [[0, 1]] : memref<4x6xf64> into memref<24xf64>
  %w = memref.load %flat[%c2] : memref<24xf64>
  %q = arith.mulf %w, %p : f64
  memref.store %q, %flat[%n] : memref<24xf64>
  %cube = memref.expand_shape %flat [[0, 1, 2]] output_shape [2, 3, 4] : memref<24xf64> into memref<2x3x4xf64>
  %x = memref.load %cube[%c0, %c1, %c2] : memref<2x3x4xf64>
  %s = math.sin %x : f64
  memref.store %s, %cube[%c1, %c2, %c0] : memref<2x3x4xf64>
  %fixed = "memref.cast"(%b) : (memref<?xf64>) -> memref<12xf64>
  %again = memref.reinterpret_cast %fixed to offset: [%m], sizes: [2, %n], strides: [4, %n] : memref<12xf64> to memref<2x?xf64, strided<[4, ?], offset: ?>>
  %y = memref.load %again[%c1, %c1] : memref<2x?xf64, strided<[4, ?], offset: ?>>
  %z = arith.mulf %y, %s : f64
  memref.store %z, %again[%c0, %c0] : memref<2x?xf64, strided<[4, ?], offset: ?>>
  // A column of one array goes to every third element of the other.
  %column = memref.subview %a[0, %n] [3, 1] [1, 1] : memref<4x6xf64> to memref<3xf64, strided<[6], offset: ?>>
  %target = memref.subview %fixed[%m] [3] [3] : memref<12xf64> to memref<3xf64, strided<[3], offset: ?>>
  "memref.copy"(%column, %target) : (memref<3xf64, strided<[6], offset: ?>>, memref<3xf64, strided<[3], offset: ?>>) -> ()
  %c12 = arith.constant 12 : index
  %sum = scf.for %i = %c0 to %c12 step %c1 iter_args(%t = %z) -> (f64) {
    %e = memref.load %b[%i] : memref<?xf64>
    %f = arith.mulf %t, %e : f64
    %g = arith.addf %f, %q : f64
    scf.yield %g : f64
  }
  func.return %sum : f64
}
