// ARGS: number(0.8), number(1.3), integer(2)
func.func @elements(%x : f64, %y : f64, %n : index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %xy = arith.mulf %x, %y : f64
  %t = tensor.from_elements %x, %y, %xy : tensor<3xf64>
  %a = tensor.extract %t[%n] : tensor<3xf64>
  %b = math.exp %a : f64
  %u = tensor.insert %b into %t[%c1] : tensor<3xf64>
  %c = tensor.extract %u[%c0] : tensor<3xf64>
  %d = tensor.extract %t[%c1] : tensor<3xf64>
  %e = arith.mulf %c, %d : f64
  %v = tensor.insert %e into %u[%c0] : tensor<3xf64>
  %r = scf.for %i = %c0 to %c3 step %c1 iter_args(%s = %x) -> (f64) {
    %f = tensor.extract %v[%i] : tensor<3xf64>
    %g = arith.mulf %s, %f : f64
    scf.yield %g : f64
  }
  func.return %r : f64
}
