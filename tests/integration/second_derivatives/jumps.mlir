// Blocks and jumps instead of structured control flow.
func.func @jumps(%p: memref<?xf64>, %n: index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %limit = arith.constant 3.0 : f64
  %x = memref.load %p[%c0] : memref<?xf64>
  cf.br ^head(%c0, %x : index, f64)
^head(%i: index, %a: f64):
  %more = arith.cmpi ult, %i, %n : index
  cf.cond_br %more, ^body, ^exit(%a : f64)
^body:
  %y = memref.load %p[%c1] : memref<?xf64>
  %s = math.sin %y : f64
  %b = arith.mulf %a, %s : f64
  %c = arith.addf %b, %a : f64
  %j = arith.addi %i, %c1 : index
  %large = arith.cmpf ogt, %c, %limit : f64
  cf.cond_br %large, ^exit(%c : f64), ^head(%j, %c : index, f64)
^exit(%r: f64):
  %z = arith.mulf %r, %r : f64
  func.return %z : f64
}
