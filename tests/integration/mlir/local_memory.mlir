// A heap and a stack memref, a copy and a view.
func.func @local_memory(%m : memref<4xf64>) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f64
  %heap = memref.alloc() : memref<4xf64>
  %stack = memref.alloca() : memref<4xf64>
  "memref.copy"(%m, %heap) : (memref<4xf64>, memref<4xf64>) -> ()
  scf.for %i = %c0 to %c4 step %c1 {
    %v = memref.load %heap[%i] : memref<4xf64>
    %s = math.sin %v : f64
    memref.store %s, %stack[%i] : memref<4xf64>
    memref.store %zero, %heap[%i] : memref<4xf64>
  }
  %view = memref.subview %stack[1] [2] [2] : memref<4xf64> to memref<2xf64, strided<[2], offset: 1>>
  %a = memref.load %view[%c0] : memref<2xf64, strided<[2], offset: 1>>
  %b = memref.load %view[%c1] : memref<2xf64, strided<[2], offset: 1>>
  %c = memref.load %stack[%c2] : memref<4xf64>
  %d = memref.load %heap[%c2] : memref<4xf64>
  %ab = arith.mulf %a, %b : f64
  %abc = arith.mulf %ab, %c : f64
  %r = arith.addf %abc, %d : f64
  memref.dealloc %heap : memref<4xf64>
  func.return %r : f64
}
