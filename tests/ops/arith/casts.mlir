// ARGS: number(0.8), array(3)
func.func @casts(%x : f64, %a : memref<3xf64>) -> f64 {
  %c1 = arith.constant 1 : index
  %0 = memref.load %a[%c1] : memref<3xf64>
  %1 = arith.mulf %0, %x : f64
  %2 = arith.truncf %1 : f64 to f32
  %3 = arith.mulf %2, %2 : f32
  %4 = arith.extf %3 : f32 to f64
  %big = arith.cmpf ogt, %4, %x : f64
  %5 = arith.select %big, %4, %0 : f64
  memref.store %5, %a[%c1] : memref<3xf64>
  func.return %5 : f64
}
