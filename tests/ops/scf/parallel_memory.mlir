// ARGS: array(5), array(5, seed=2), output(5, 5), number(0.7)
// scf.parallel over two dimensions with a step: elements that several iterations read, and a captured scalar.
func.func @parallel_memory(%a : memref<?xf64>, %b : memref<5xf64>, %c : memref<5x5xf64>, %x : f64) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %n = memref.dim %a, %c0 : memref<?xf64>
  "scf.parallel"(%c1, %c0, %n, %n, %c1, %c2) <{operandSegmentSizes = array<i32: 2, 2, 2, 0>}> ({
  ^body1(%i : index, %j : index):
    %u = memref.load %a[%i] : memref<?xf64>
    %v = memref.load %b[%j] : memref<5xf64>
    %p = arith.mulf %u, %v : f64
    %q = math.exp %p : f64
    %r = arith.mulf %q, %x : f64
    memref.store %r, %c[%i, %j] : memref<5x5xf64>
    scf.reduce
  }) : (index, index, index, index, index, index) -> ()
  "scf.parallel"(%c0, %n, %c1) <{operandSegmentSizes = array<i32: 1, 1, 1, 0>}> ({
  ^body2(%i : index):
    %v = memref.load %b[%i] : memref<5xf64>
    %s = math.sin %v : f64
    %t = arith.mulf %s, %v : f64
    memref.store %t, %b[%i] : memref<5xf64>
    scf.reduce
  }) : (index, index, index) -> ()
  func.return
}
