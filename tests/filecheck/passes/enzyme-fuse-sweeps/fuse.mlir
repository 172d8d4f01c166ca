// RUN: xdsl-opt -p enzyme-fuse-sweeps %s | filecheck %s

// The reversed loop only adds: each of its iterations may run right after the one that it reverses.

// CHECK-LABEL: @sum
// CHECK-NOT:   enzyme.init
// CHECK:       %y, %dy = scf.for %i = %zero to %n step %one iter_args(%s = %start, %t = %start) -> (f64, f64)
// CHECK:         %v = llvm.load %p
// CHECK-NEXT:    %w = arith.addf %s, %v
// CHECK-NEXT:    %d = arith.mulf %v, %seed
// CHECK-NEXT:    %u = arith.addf %t, %d
// CHECK-NEXT:    scf.yield %w, %u
// CHECK-NOT:   scf.for
// CHECK:       func.return
func.func @sum(%x : !llvm.ptr, %seed : f64, %start : f64, %n : i64, %zero : i64, %one : i64) -> (f64, f64) {
  %c = "enzyme.init"() : () -> !enzyme.Cache<f64>
  %y = scf.for %i = %zero to %n step %one iter_args(%s = %start) -> (f64) : i64 {
    %p = llvm.getelementptr %x[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f64
    %v = llvm.load %p : !llvm.ptr -> f64
    "enzyme.push"(%c, %v) : (!enzyme.Cache<f64>, f64) -> ()
    %w = arith.addf %s, %v : f64
    scf.yield %w : f64
  } {enzyme.loop = 0}
  %dy = scf.for %k = %zero to %n step %one iter_args(%t = %start) -> (f64) : i64 {
    %v2 = "enzyme.pop"(%c) : (!enzyme.Cache<f64>) -> f64
    %d = arith.mulf %v2, %seed : f64
    %u = arith.addf %t, %d : f64
    scf.yield %u : f64
  } {enzyme.reversed_loop = 0}
  func.return %y, %dy : f64, f64
}

// What is pushed in a loop inside stays cached. The loop there, too, could be fused, were its adjoint no product.

// CHECK-LABEL: @nested
// CHECK:       enzyme.init
// CHECK:       scf.for %i
// CHECK:         scf.for %j
// CHECK:           enzyme.push
// CHECK:         enzyme.loop = 1
// CHECK:         scf.for
// CHECK:           enzyme.pop
// CHECK:         enzyme.reversed_loop = 1
// CHECK-NOT:   scf.for
// CHECK:       func.return
func.func @nested(%start : f64, %n : i64, %zero : i64, %one : i64) -> f64 {
  %c = "enzyme.init"() : () -> !enzyme.Cache<f64>
  scf.for %i = %zero to %n step %one : i64 {
    %f = arith.sitofp %i : i64 to f64
    %r = scf.for %j = %zero to %n step %one iter_args(%s = %f) -> (f64) : i64 {
      "enzyme.push"(%c, %s) : (!enzyme.Cache<f64>, f64) -> ()
      %w = arith.mulf %s, %s : f64
      scf.yield %w : f64
    } {enzyme.loop = 1}
  } {enzyme.loop = 0}
  %dy = scf.for %k = %zero to %n step %one iter_args(%t = %start) -> (f64) : i64 {
    %q = scf.for %l = %zero to %n step %one iter_args(%a = %start) -> (f64) : i64 {
      %s2 = "enzyme.pop"(%c) : (!enzyme.Cache<f64>) -> f64
      %b = arith.mulf %a, %s2 : f64
      scf.yield %b : f64
    } {enzyme.reversed_loop = 1}
    %u = arith.addf %t, %q : f64
    scf.yield %u : f64
  } {enzyme.reversed_loop = 0}
  func.return %dy : f64
}

// The seed depends on the sum: the forward loop has to end before the reversed one begins.

// CHECK-LABEL: @needed_before
// CHECK:       enzyme.loop
// CHECK:       enzyme.reversed_loop
func.func @needed_before(%start : f64, %n : i64, %zero : i64, %one : i64) -> f64 {
  %c = "enzyme.init"() : () -> !enzyme.Cache<f64>
  %y = scf.for %i = %zero to %n step %one iter_args(%s = %start) -> (f64) : i64 {
    %v = arith.sitofp %i : i64 to f64
    "enzyme.push"(%c, %v) : (!enzyme.Cache<f64>, f64) -> ()
    %w = arith.addf %s, %v : f64
    scf.yield %w : f64
  } {enzyme.loop = 0}
  %seed = arith.divf %start, %y : f64
  %dy = scf.for %k = %zero to %n step %one iter_args(%t = %start) -> (f64) : i64 {
    %v2 = "enzyme.pop"(%c) : (!enzyme.Cache<f64>) -> f64
    %d = arith.mulf %v2, %seed : f64
    %u = arith.addf %t, %d : f64
    scf.yield %u : f64
  } {enzyme.reversed_loop = 0}
  func.return %dy : f64
}

// Places that overlap with those of the next iteration: the order matters.

// CHECK-LABEL: @overlapping
// CHECK:       enzyme.loop
// CHECK:       enzyme.reversed_loop
func.func @overlapping(%dx : !llvm.ptr, %n : i64, %zero : i64, %one : i64, %null : f64) {
  %c = "enzyme.init"() : () -> !enzyme.Cache<!llvm.ptr>
  scf.for %i = %zero to %n step %one : i64 {
    %p = llvm.getelementptr %dx[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
    "enzyme.push"(%c, %p) : (!enzyme.Cache<!llvm.ptr>, !llvm.ptr) -> ()
  } {enzyme.loop = 0}
  scf.for %k = %zero to %n step %one : i64 {
    %q = "enzyme.pop"(%c) : (!enzyme.Cache<!llvm.ptr>) -> !llvm.ptr
    %d = llvm.load %q : !llvm.ptr -> f64
    %e = arith.mulf %d, %d : f64
    llvm.store %e, %q : f64, !llvm.ptr
  } {enzyme.reversed_loop = 0}
  func.return
}
