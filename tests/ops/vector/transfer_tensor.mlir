// ARGS: number(0.7), number(1.3), integer(2)
func.func @transfer_tensor(%x : f64, %y : f64, %n : index) -> f64 {
  %c0 = arith.constant 0 : index
  %xx = arith.mulf %x, %y : f64
  %t = tensor.from_elements %x, %y, %xx, %y : tensor<4xf64>
  %v = vector.transfer_read %t[%n], %xx : tensor<4xf64>, vector<3xf64>
  %w = arith.mulf %v, %v : vector<3xf64>
  %u = vector.transfer_write %w, %t[%n] : vector<3xf64>, tensor<4xf64>
  %k = vector.transfer_read %u[%c0], %x {in_bounds = [true]} : tensor<4xf64>, vector<4xf64>
  %s = vector.reduction <mul>, %k : vector<4xf64> into f64
  func.return %s : f64
}
