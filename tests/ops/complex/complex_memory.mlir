// ARGS: array(4), number(0.7), integer(3)
func.func @complex_memory(%a : memref<4xf64>, %x : f64, %n : index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %m = memref.alloc() : memref<4xcomplex<f64>>
  %one = complex.constant [1.0, 0.5] : complex<f64>
  %last = scf.for %i = %c0 to %n step %c1 iter_args(%w = %one) -> (complex<f64>) {
    %v = memref.load %a[%i] : memref<4xf64>
    %z = complex.create %v, %x : complex<f64>
    %p = complex.mul %z, %w : complex<f64>
    %e = complex.exp %p : complex<f64>
    memref.store %e, %m[%i] : memref<4xcomplex<f64>>
    %big = arith.cmpf ogt, %v, %x : f64
    %q = scf.if %big -> (complex<f64>) {
      %d = complex.div %e, %z : complex<f64>
      scf.yield %d : complex<f64>
    } else {
      scf.yield %p : complex<f64>
    }
    scf.yield %q : complex<f64>
  }
  %first = memref.load %m[%c0] : memref<4xcomplex<f64>>
  %second = memref.load %m[%c1] : memref<4xcomplex<f64>>
  %0 = complex.mul %first, %second : complex<f64>
  %1 = complex.add %0, %last : complex<f64>
  %s = complex.abs %1 : complex<f64>
  memref.dealloc %m : memref<4xcomplex<f64>>
  func.return %s : f64
}
