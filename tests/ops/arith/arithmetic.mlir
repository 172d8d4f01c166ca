// ARGS: number(0.8), number(1.3)
func.func @arithmetic(%x : f64, %y : f64) -> f64 {
  %0 = arith.addf %x, %y : f64
  %1 = arith.mulf %0, %x : f64
  %2 = arith.subf %1, %y : f64
  %3 = arith.divf %2, %0 : f64
  %4 = arith.negf %3 : f64
  %5 = arith.maximumf %4, %x : f64
  %6 = arith.minimumf %5, %y : f64
  %7 = arith.maxnumf %6, %3 : f64
  %8 = arith.minnumf %7, %0 : f64
  %9 = arith.mulf %8, %8 : f64
  func.return %9 : f64
}
