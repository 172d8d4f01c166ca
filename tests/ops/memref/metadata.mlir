// ARGS: array(6), number(0.7)
// REFUSED: width, wide_reverse
// assume_alignment, extract_strided_metadata, extract_aligned_pointer_as_index and view; width would need room for the tangents of floats seen in bytes.
func.func @metadata(%a : memref<6xf64>, %x : f64) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %c2 = arith.constant 2 : index
  %known = memref.assume_alignment %a, 8 : memref<6xf64>
  %part = memref.subview %known[%c2] [3] [1] : memref<6xf64> to memref<3xf64, strided<[1], offset: ?>>
  %base, %offset, %size, %stride = memref.extract_strided_metadata %part : memref<3xf64, strided<[1], offset: ?>> -> memref<f64>, index, index, index
  %again = memref.reinterpret_cast %base to offset: [%offset], sizes: [%size], strides: [%stride] : memref<f64> to memref<?xf64, strided<[?], offset: ?>>
  %v = memref.load %again[%c1] : memref<?xf64, strided<[?], offset: ?>>
  %p = arith.mulf %v, %x : f64
  memref.store %p, %again[%c0] : memref<?xf64, strided<[?], offset: ?>>
  %bytes = memref.alloc() : memref<64xi8>
  %floats = memref.view %bytes[%c16][%c2] : memref<64xi8> to memref<?x2xf64>
  %pointer = "memref.extract_aligned_pointer_as_index"(%part) : (memref<3xf64, strided<[1], offset: ?>>) -> index
  %misplaced = arith.remui %pointer, %c2 : index
  %place = arith.addi %misplaced, %c2 : index
  %w = memref.load %known[%place] : memref<6xf64>
  %s = math.sin %w : f64
  memref.store %s, %floats[%c1, %c0] : memref<?x2xf64>
  %u = memref.load %floats[%c1, %c0] : memref<?x2xf64>
  %r = arith.mulf %u, %p : f64
  memref.dealloc %bytes : memref<64xi8>
  func.return %r : f64
}
