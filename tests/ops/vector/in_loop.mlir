// ARGS: array(8), number(0.9), integer(5)
func.func @in_loop(%a : memref<8xf64>, %x : f64, %n : index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %one = arith.constant dense<1.0> : vector<8xf64>
  %v = vector.load %a[%c0] : memref<8xf64>, vector<8xf64>
  %s = vector.broadcast %x : f64 to vector<8xf64>
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%t = %v) -> (vector<8xf64>) {
    %0 = math.sin %t : vector<8xf64>
    %1 = arith.mulf %0, %s : vector<8xf64>
    %lane = vector.extract %1[%i] : f64 from vector<8xf64>
    %positive = arith.cmpf ogt, %lane, %x : f64
    %2 = scf.if %positive -> (vector<8xf64>) {
      %3 = arith.divf %1, %t : vector<8xf64>
      scf.yield %3 : vector<8xf64>
    } else {
      %4 = arith.addf %1, %one : vector<8xf64>
      scf.yield %4 : vector<8xf64>
    }
    %5 = vector.insert %lane, %2 [%i] : f64 into vector<8xf64>
    scf.yield %5 : vector<8xf64>
  }
  %w = arith.mulf %r, %r : vector<8xf64>
  vector.store %w, %a[%c0] : memref<8xf64>, vector<8xf64>
  %e = vector.reduction <mul>, %r : vector<8xf64> into f64
  func.return %e : f64
}
