// As descent.c: the product is one op of linalg, into memory of its own.
func.func @descent_objective(%rows: i32, %columns: i32, %matrix: memref<?x?xf64>, %x: memref<?xf64>, %y: memref<?xf64>) -> f64 {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %none = arith.constant 0.0 : f64
  %half = arith.constant 0.5 : f64
  %size = arith.index_cast %rows : i32 to index
  %products = memref.alloc(%size) : memref<?xf64>
  scf.for %i = %zero to %size step %one {
    memref.store %none, %products[%i] : memref<?xf64>
  }
  linalg.generic {
    indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (j)>, affine_map<(i, j) -> (i)>],
    iterator_types = ["parallel", "reduction"]
  } ins(%matrix, %x : memref<?x?xf64>, memref<?xf64>) outs(%products : memref<?xf64>) {
  ^bb0(%element: f64, %factor: f64, %so_far: f64):
    %product = arith.mulf %element, %factor : f64
    %next = arith.addf %so_far, %product : f64
    linalg.yield %next : f64
  }
  %sum = scf.for %i = %zero to %size step %one iter_args(%so_far = %none) -> (f64) {
    %product = memref.load %products[%i] : memref<?xf64>
    %wanted = memref.load %y[%i] : memref<?xf64>
    %residual = arith.subf %product, %wanted : f64
    %square = arith.mulf %residual, %residual : f64
    %share = arith.mulf %half, %square : f64
    %next = arith.addf %so_far, %share : f64
    scf.yield %next : f64
  }
  memref.dealloc %products : memref<?xf64>
  return %sum : f64
}
