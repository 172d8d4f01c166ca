// RUN: xdsl-opt -p enzyme-reverse %s | filecheck %s

// What has to be put back: memory that iterations read and write with each checkpoint, memory that is overwritten after the loop once, and
// memory that is only written is kept from being changed. Memory that stays as it is is not listed.

func.func @steps(%u: !llvm.ptr {llvm.noalias}, %k: !llvm.ptr {llvm.noalias}, %out: !llvm.ptr {llvm.noalias}, %last: !llvm.ptr {llvm.noalias}, %n: i64, %m: i64) {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  scf.for %t = %zero to %n step %one : i64 {
    scf.for %j = %one to %m step %one : i64 {
      %up = llvm.getelementptr %u[%j] : (!llvm.ptr, i64) -> !llvm.ptr, f64
      %kp = llvm.getelementptr %k[%j] : (!llvm.ptr, i64) -> !llvm.ptr, f64
      %lp = llvm.getelementptr %last[%j] : (!llvm.ptr, i64) -> !llvm.ptr, f64
      %row = arith.muli %t, %m : i64
      %place = arith.addi %row, %j : i64
      %op = llvm.getelementptr %out[%place] : (!llvm.ptr, i64) -> !llvm.ptr, f64
      %v = llvm.load %up : !llvm.ptr -> f64
      %c = llvm.load %kp : !llvm.ptr -> f64
      %l = llvm.load %lp : !llvm.ptr -> f64
      %w = arith.mulf %v, %c : f64
      %s = math.sin %w : f64
      %z = arith.mulf %s, %l : f64
      llvm.store %s, %up : f64, !llvm.ptr
      llvm.store %z, %op : f64, !llvm.ptr
    }
  } {enzyme.checkpoint}
  %a = arith.constant 0.0 : f64
  llvm.store %a, %last : f64, !llvm.ptr
  return
}

func.func @reverse_steps(%u: !llvm.ptr, %du: !llvm.ptr, %k: !llvm.ptr, %out: !llvm.ptr, %dout: !llvm.ptr, %last: !llvm.ptr, %n: i64, %m: i64) {
  enzyme.autodiff @steps(%u, %du, %k, %out, %dout, %last, %n, %m) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>, #enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>, #enzyme<activity enzyme_const>, #enzyme<activity enzyme_const>],
    ret_activity = []
  } : (!llvm.ptr, !llvm.ptr, !llvm.ptr, !llvm.ptr, !llvm.ptr, !llvm.ptr, i64, i64) -> ()
  return
}

// CHECK:       memory = ["state", "output", "entry"]
