// ARGS: array(3, 4), array(4, 2, seed=2), output(3, 2), number(0.7)
// The same on memrefs, in place and overwritten.
func.func @on_memory(%a : memref<3x4xf64>, %b : memref<4x2xf64>, %c : memref<3x2xf64>, %x : f64) {
  linalg.fill ins(%x : f64) outs(%c : memref<3x2xf64>)
  linalg.matmul ins(%a, %b : memref<3x4xf64>, memref<4x2xf64>) outs(%c : memref<3x2xf64>)
  linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} outs(%c : memref<3x2xf64>) {
  ^bb0(%o : f64):
    %s = math.sin %o : f64
    linalg.yield %s : f64
  }
  linalg.mul ins(%a, %a : memref<3x4xf64>, memref<3x4xf64>) outs(%a : memref<3x4xf64>)
  linalg.matmul ins(%a, %b : memref<3x4xf64>, memref<4x2xf64>) outs(%c : memref<3x2xf64>)
  %t = memref.alloc() : memref<4x2xf64>
  linalg.exp ins(%b : memref<4x2xf64>) outs(%t : memref<4x2xf64>)
  linalg.matmul ins(%a, %t : memref<3x4xf64>, memref<4x2xf64>) outs(%c : memref<3x2xf64>)
  memref.dealloc %t : memref<4x2xf64>
  func.return
}
