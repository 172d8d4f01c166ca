// ARGS: array(5), array(2, 3, seed=2)
// What one point writes is read by the next ones.
func.func @overlapping(%m : memref<5xf64>, %k : memref<2x3xf64>) {
  %from = memref.subview %m[0] [4] [1] : memref<5xf64> to memref<4xf64, strided<[1]>>
  %to = memref.subview %m[1] [4] [1] : memref<5xf64> to memref<4xf64, strided<[1], offset: 1>>
  linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%from : memref<4xf64, strided<[1]>>) outs(%to : memref<4xf64, strided<[1], offset: 1>>) {
  ^bb0(%x : f64, %o : f64):
    %s = math.sin %x : f64
    %p = arith.mulf %s, %o : f64
    linalg.yield %p : f64
  }
  %first = memref.subview %k[0, 0] [1, 3] [1, 1] : memref<2x3xf64> to memref<3xf64, strided<[1]>>
  linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d1)>], iterator_types = ["reduction", "parallel"]} ins(%k : memref<2x3xf64>) outs(%first : memref<3xf64, strided<[1]>>) {
  ^bb0(%x : f64, %o : f64):
    %p = arith.mulf %x, %x : f64
    %s = arith.addf %p, %o : f64
    linalg.yield %s : f64
  }
  func.return
}
