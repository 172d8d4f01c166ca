// ARGS: array(6), number(0.7), integer(4)
func.func @transfer(%a : memref<?xf64>, %x : f64, %n : index) -> f64 {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %xx = arith.mulf %x, %x : f64
  %v = vector.transfer_read %a[%c1], %x {in_bounds = [true]} : memref<?xf64>, vector<4xf64>
  %w = vector.transfer_read %a[%n], %xx : memref<?xf64>, vector<4xf64>
  %m = vector.create_mask %c2 : vector<4xi1>
  %u = vector.transfer_read %a[%c1], %x, %m {in_bounds = [true]} : memref<?xf64>, vector<4xf64>
  %0 = arith.mulf %v, %w : vector<4xf64>
  %1 = arith.mulf %0, %u : vector<4xf64>
  vector.transfer_write %1, %a[%n] : vector<4xf64>, memref<?xf64>
  %2 = arith.mulf %1, %w : vector<4xf64>
  vector.transfer_write %2, %a[%c1] {in_bounds = [true]} : vector<4xf64>, memref<?xf64>
  %3 = arith.mulf %2, %2 : vector<4xf64>
  vector.transfer_write %3, %a[%n], %m : vector<4xf64>, memref<?xf64>
  %s = vector.reduction <add>, %2 : vector<4xf64> into f64
  func.return %s : f64
}
