// ARGS: array(3, 4), number(0.7), integer(1)
func.func @transfer_rows(%a : memref<?x4xf64>, %x : f64, %n : index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %t = vector.transfer_read %a[%c0, %n], %x {permutation_map = affine_map<(d0, d1) -> (d1, d0)>} : memref<?x4xf64>, vector<2x4xf64>
  %b = vector.transfer_read %a[%c1, %n], %x {in_bounds = [true, true], permutation_map = affine_map<(d0, d1) -> (0, d1)>} : memref<?x4xf64>, vector<2x2xf64>
  %m = vector.create_mask %c2, %n : vector<2x4xi1>
  %u = vector.transfer_read %a[%n, %c0], %x, %m : memref<?x4xf64>, vector<2x4xf64>
  %l = vector.load %a[%n, %c0] : memref<?x4xf64>, vector<2x4xf64>
  %0 = arith.mulf %t, %u : vector<2x4xf64>
  %1 = arith.mulf %0, %l : vector<2x4xf64>
  vector.transfer_write %1, %a[%c2, %c0] : vector<2x4xf64>, memref<?x4xf64>
  %2 = arith.mulf %b, %b : vector<2x2xf64>
  vector.store %2, %a[%c0, %n] : memref<?x4xf64>, vector<2x2xf64>
  %3 = vector.extract %1[0] : vector<4xf64> from vector<2x4xf64>
  %4 = vector.extract %1[1] : vector<4xf64> from vector<2x4xf64>
  %5 = arith.mulf %3, %4 : vector<4xf64>
  %s = vector.reduction <add>, %5 : vector<4xf64> into f64
  func.return %s : f64
}
