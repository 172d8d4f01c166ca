// ARGS: array(3), number(0.8)
// memref.global: a table of constants, and a variable that carries active values between functions.
"memref.global"() <{sym_name = "table", sym_visibility = "private", type = memref<3xf64>, initial_value = dense<[0.5, 1.5, 2.5]> : tensor<3xf64>, constant}> : () -> ()
"memref.global"() <{sym_name = "state", sym_visibility = "private", type = memref<2x2xf64>, initial_value = dense<1.0> : tensor<2x2xf64>}> : () -> ()
"memref.global"() <{sym_name = "count", sym_visibility = "private", type = memref<index>, initial_value = dense<0> : tensor<index>}> : () -> ()
func.func private @remember(%x : f64, %i : index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %state = memref.get_global @state : memref<2x2xf64>
  %old = memref.load %state[%i, %c0] : memref<2x2xf64>
  %p = arith.mulf %old, %x : f64
  %s = math.sin %p : f64
  memref.store %s, %state[%i, %c0] : memref<2x2xf64>
  memref.store %p, %state[%c1, %i] : memref<2x2xf64>
  %count = memref.get_global @count : memref<index>
  %n = memref.load %count[] : memref<index>
  %m = arith.addi %n, %c1 : index
  memref.store %m, %count[] : memref<index>
  func.return
}
func.func @globals(%a : memref<3xf64>, %x : f64) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %zero = arith.constant 0.0 : f64
  %one = arith.constant 1.0 : f64
  %table = memref.get_global @table : memref<3xf64>
  %state = memref.get_global @state : memref<2x2xf64>
  memref.store %one, %state[%c0, %c0] : memref<2x2xf64>
  %sum = scf.for %i = %c0 to %c3 step %c1 iter_args(%s = %zero) -> (f64) {
    %v = memref.load %a[%i] : memref<3xf64>
    %w = memref.load %table[%i] : memref<3xf64>
    %p = arith.mulf %v, %w : f64
    %q = arith.mulf %p, %x : f64
    func.call @remember(%q, %c0) : (f64, index) -> ()
    %u = memref.load %state[%c0, %c0] : memref<2x2xf64>
    %t = arith.mulf %u, %v : f64
    %r = arith.addf %s, %t : f64
    scf.yield %r : f64
  }
  %last = memref.load %state[%c1, %c0] : memref<2x2xf64>
  %r = arith.mulf %sum, %last : f64
  func.return %r : f64
}
