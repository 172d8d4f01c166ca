// ARGS: number(0.8), array(5), integer(5)
// Blocks joined by cf.br, cf.cond_br and cf.switch, on index values and memrefs.
func.func @loop_and_branch(%x : f64, %a : memref<?xf64>, %n : index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  cf.br ^head(%c0, %x : index, f64)
^head(%i : index, %s : f64):
  %more = arith.cmpi slt, %i, %n : index
  cf.cond_br %more, ^body, ^exit(%s : f64)
^body:
  %v = memref.load %a[%i] : memref<?xf64>
  %which = arith.remui %i, %c3 : index
  %flag = arith.index_cast %which : index to i32
  cf.switch %flag : i32, [
    default: ^other(%v : f64),
    0: ^zero,
    1: ^one(%v, %i : f64, index)
  ]
^zero:
  %p = arith.mulf %v, %s : f64
  cf.br ^latch(%p : f64)
^one(%u : f64, %k : index):
  %q = math.sin %u : f64
  memref.store %q, %a[%k] : memref<?xf64>
  %w = arith.mulf %q, %u : f64
  cf.br ^latch(%w : f64)
^other(%o : f64):
  %big = arith.cmpf ogt, %o, %s : f64
  cf.cond_br %big, ^latch(%o : f64), ^zero
^latch(%d : f64):
  %t = arith.mulf %s, %d : f64
  %j = arith.addi %i, %c1 : index
  cf.br ^head(%j, %t : index, f64)
^exit(%r : f64):
  func.return %r : f64
}
