// Two dimensions: C = A A^T, into an output.
func.func @matrix(%a : memref<?x?xf64>, %c : memref<?x?xf64>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f64
  %rows = memref.dim %a, %c0 : memref<?x?xf64>
  %columns = memref.dim %a, %c1 : memref<?x?xf64>
  scf.for %i = %c0 to %rows step %c1 {
    scf.for %j = %c0 to %rows step %c1 {
      %sum = scf.for %k = %c0 to %columns step %c1 iter_args(%s = %zero) -> (f64) {
        %x = memref.load %a[%i, %k] : memref<?x?xf64>
        %y = memref.load %a[%j, %k] : memref<?x?xf64>
        %p = arith.mulf %x, %y : f64
        %t = arith.addf %s, %p : f64
        scf.yield %t : f64
      }
      memref.store %sum, %c[%i, %j] : memref<?x?xf64>
    }
  }
  func.return
}
