// A loop that ends when a value is small: the number of iterations is not known beforehand.
func.func @while_loop(%p: memref<?xf64>, %n: index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %x = memref.load %p[%c0] : memref<?xf64>
  %y = memref.load %p[%c1] : memref<?xf64>
  %limit = arith.constant 40.0 : f64
  %r = scf.while (%a = %x) : (f64) -> f64 {
    %more = arith.cmpf olt, %a, %limit : f64
    scf.condition(%more) %a : f64
  } do {
  ^bb0(%a: f64):
    %s = math.sin %a : f64
    %t = arith.mulf %s, %y : f64
    %u = arith.addf %t, %y : f64
    %b = arith.mulf %a, %u : f64
    %c = arith.addf %b, %a : f64
    scf.yield %c : f64
  }
  %z = math.log %r : f64
  func.return %z : f64
}
