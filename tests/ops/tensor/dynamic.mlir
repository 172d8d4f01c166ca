// ARGS: array(5), integer(3), output(5)
func.func @dynamic(%m : memref<?xf64>, %n : index, %out : memref<?xf64>) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %t = bufferization.to_tensor %m restrict : memref<?xf64> to tensor<?xf64>
  %size = tensor.dim %t, %c0 : tensor<?xf64>
  %last = arith.subi %size, %c1 : index
  %e = tensor.empty(%size) : tensor<?xf64>
  %x = tensor.extract %t[%last] : tensor<?xf64>
  %filled = linalg.fill ins(%x : f64) outs(%e : tensor<?xf64>) -> tensor<?xf64>
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%u = %filled) -> (tensor<?xf64>) {
    %v = arith.mulf %u, %t : tensor<?xf64>
    %w = math.sin %v : tensor<?xf64>
    scf.yield %w : tensor<?xf64>
  }
  bufferization.materialize_in_destination %r in restrict writable %out : (tensor<?xf64>, memref<?xf64>) -> ()
  %y = tensor.extract %r[%n] : tensor<?xf64>
  %z = arith.mulf %y, %y : f64
  func.return %z : f64
}
