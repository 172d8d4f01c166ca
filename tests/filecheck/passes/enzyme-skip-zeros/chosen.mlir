// RUN: xdsl-opt -p enzyme-skip-zeros %s | filecheck %s

// What was not chosen has the adjoint zero, and its loop would add nothing: neither to memory, nor to the sum that it carries.

// CHECK-LABEL: func.func @adds
// CHECK:         %a = arith.select %taken, %seed, %zero
// CHECK-NEXT:    [[NONE:%.*]] = arith.constant 0.000000e+00 : f64
// CHECK-NEXT:    [[ANY:%.*]] = arith.cmpf une, %a, [[NONE]]
// CHECK-NEXT:    %s, %t = scf.if [[ANY]] -> (f64, f64) {
// CHECK-NEXT:      {{.*}} = scf.for
// CHECK:         } else {
// CHECK-NEXT:      scf.yield %a, %sum
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return %t
func.func @adds(%x: !llvm.ptr, %dx: !llvm.ptr, %n: i64, %taken: i1, %seed: f64, %sum: f64) -> f64 {
  %zero = arith.constant 0.0 : f64
  %first = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %a = arith.select %taken, %seed, %zero : f64
  %s, %t = scf.for %k = %first to %n step %one iter_args(%b = %a, %c = %sum) -> (f64, f64) : i64 {
    %p = llvm.getelementptr %x[%k] : (!llvm.ptr, i64) -> !llvm.ptr, f64
    %q = llvm.getelementptr %dx[%k] : (!llvm.ptr, i64) -> !llvm.ptr, f64
    %v = llvm.load %p : !llvm.ptr -> f64
    %u = arith.mulf %b, %v : f64
    %d = llvm.load %q : !llvm.ptr -> f64
    %e = arith.addf %d, %u : f64
    llvm.store %e, %q : f64, !llvm.ptr
    %f = arith.addf %c, %u : f64
    scf.yield %b, %f : f64, f64
  } {enzyme.reversed_loop = 0 : i64}
  func.return %t : f64
}

// A loop that takes adjoints out of memory does something in any case,

// CHECK-LABEL: func.func @clears
// CHECK-NOT:     scf.if
func.func @clears(%dx: !llvm.ptr, %n: i64, %taken: i1, %seed: f64) -> f64 {
  %zero = arith.constant 0.0 : f64
  %first = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %a = arith.select %taken, %seed, %zero : f64
  %s = scf.for %k = %first to %n step %one iter_args(%b = %a) -> (f64) : i64 {
    %q = llvm.getelementptr %dx[%k] : (!llvm.ptr, i64) -> !llvm.ptr, f64
    %d = llvm.load %q : !llvm.ptr -> f64
    %e = arith.addf %d, %b : f64
    llvm.store %zero, %q : f64, !llvm.ptr
    scf.yield %e : f64
  } {enzyme.reversed_loop = 0 : i64}
  func.return %s : f64
}

// so does one that writes what was read before it,

// CHECK-LABEL: func.func @writes
// CHECK-NOT:     scf.if
func.func @writes(%dx: !llvm.ptr, %n: i64, %taken: i1, %seed: f64) {
  %zero = arith.constant 0.0 : f64
  %first = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %a = arith.select %taken, %seed, %zero : f64
  %d = llvm.load %dx : !llvm.ptr -> f64
  llvm.store %seed, %dx : f64, !llvm.ptr
  scf.for %k = %first to %n step %one : i64 {
    %e = arith.addf %d, %a : f64
    llvm.store %e, %dx : f64, !llvm.ptr
  } {enzyme.reversed_loop = 0 : i64}
  func.return
}

// and one that carries more than what is zero.

// CHECK-LABEL: func.func @counts
// CHECK-NOT:     scf.if
func.func @counts(%n: i64, %taken: i1, %seed: f64) -> f64 {
  %zero = arith.constant 0.0 : f64
  %first = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %a = arith.select %taken, %seed, %zero : f64
  %s = scf.for %k = %first to %n step %one iter_args(%b = %a) -> (f64) : i64 {
    %e = arith.addf %b, %seed : f64
    scf.yield %e : f64
  } {enzyme.reversed_loop = 0 : i64}
  func.return %s : f64
}
