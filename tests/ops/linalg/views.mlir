// ARGS: array(4, 6), integer(2)
// Memrefs with layouts and dynamic sizes.
func.func @views(%a : memref<4x6xf64>, %n : index) {
  %s = memref.subview %a[1, 0] [%n, 3] [1, 2] : memref<4x6xf64> to memref<?x3xf64, strided<[6, 2], offset: 6>>
  %t = memref.subview %a[0, 1] [%n, 3] [2, 1] : memref<4x6xf64> to memref<?x3xf64, strided<[12, 1], offset: 1>>
  linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} ins(%s : memref<?x3xf64, strided<[6, 2], offset: 6>>) outs(%t : memref<?x3xf64, strided<[12, 1], offset: 1>>) {
  ^bb0(%x : f64, %o : f64):
    %e = math.exp %x : f64
    %p = arith.mulf %e, %o : f64
    linalg.yield %p : f64
  }
  func.return
}
