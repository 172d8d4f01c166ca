// ARGS: array(4), array(4), number(0.6), integer(3)
// Block arguments that are memrefs, an early return, and a call of a function that is not structured either.
func.func private @first_above(%m : memref<4xf64>, %x : f64) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  cf.br ^head(%c0 : index)
^head(%i : index):
  %v = memref.load %m[%i] : memref<4xf64>
  %above = arith.cmpf ogt, %v, %x : f64
  cf.cond_br %above, ^found, ^next
^found:
  %p = arith.mulf %v, %v : f64
  func.return %p : f64
^next:
  %j = arith.addi %i, %c1 : index
  %done = arith.cmpi eq, %j, %c4 : index
  cf.cond_br %done, ^none, ^head(%j : index)
^none:
  func.return %x : f64
}
func.func @choose_memory(%a : memref<4xf64>, %b : memref<4xf64>, %x : f64, %n : i64) -> f64 {
  %two = arith.constant 2 : i64
  %c0 = arith.constant 0 : index
  %holds = arith.cmpi sgt, %n, %two : i64
  cf.assert %holds, "n is too small"
  cf.cond_br %holds, ^work(%a : memref<4xf64>), ^work(%b : memref<4xf64>)
^work(%m : memref<4xf64>):
  %v = memref.load %m[%c0] : memref<4xf64>
  %s = math.sin %v : f64
  memref.store %s, %m[%c0] : memref<4xf64>
  %f = func.call @first_above(%m, %s) : (memref<4xf64>, f64) -> f64
  %g = func.call @first_above(%b, %f) : (memref<4xf64>, f64) -> f64
  %r = arith.mulf %f, %g : f64
  %t = arith.mulf %r, %x : f64
  func.return %t : f64
}
