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

// All that an iteration adds to the shadow of a scratch array it sets to zero again: the next one finds it as it was.

// CHECK-LABEL: @scratch
// CHECK-NOT:   enzyme.init
// CHECK:       scf.for %p
// CHECK-NEXT:    scf.for %i
// CHECK-NEXT:      %q = llvm.getelementptr
// CHECK-NEXT:      llvm.store %e, %q
// CHECK-NEXT:      llvm.store %z, %q
// CHECK-NOT:   scf.for
// CHECK:       func.return
func.func @scratch(%e : f64, %m : i64, %n : i64) {
  %z = arith.constant 0.0 : f64
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %s = llvm.alloca %n x f64 : (i64) -> !llvm.ptr
  %c = "enzyme.init"() : () -> !enzyme.Cache<!llvm.ptr>
  scf.for %p = %zero to %m step %one : i64 {
    scf.for %i = %zero to %n step %one : i64 {
      %q = llvm.getelementptr %s[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f64
      "enzyme.push"(%c, %q) : (!enzyme.Cache<!llvm.ptr>, !llvm.ptr) -> ()
    } {enzyme.loop = 1}
  } {enzyme.loop = 0}
  scf.for %k = %zero to %m step %one : i64 {
    scf.for %j = %zero to %n step %one : i64 {
      %q2 = "enzyme.pop"(%c) : (!enzyme.Cache<!llvm.ptr>) -> !llvm.ptr
      llvm.store %e, %q2 : f64, !llvm.ptr
      llvm.store %z, %q2 : f64, !llvm.ptr
    } {enzyme.reversed_loop = 1}
  } {enzyme.reversed_loop = 0}
  func.return
}

// Here the last element keeps what has been added to it.

// CHECK-LABEL: @kept
// CHECK:       scf.for %p
// CHECK:       enzyme.loop = 0
// CHECK:       enzyme.reversed_loop = 0
// CHECK:       func.return
func.func @kept(%e : f64, %m : i64, %n : i64) {
  %z = arith.constant 0.0 : f64
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %s = llvm.alloca %n x f64 : (i64) -> !llvm.ptr
  %last = arith.subi %n, %one : i64
  %c = "enzyme.init"() : () -> !enzyme.Cache<!llvm.ptr>
  %d = "enzyme.init"() : () -> !enzyme.Cache<!llvm.ptr>
  scf.for %p = %zero to %m step %one : i64 {
    scf.for %h = %zero to %last step %one : i64 {
      %o = llvm.getelementptr %s[%h] : (!llvm.ptr, i64) -> !llvm.ptr, f64
      "enzyme.push"(%d, %o) : (!enzyme.Cache<!llvm.ptr>, !llvm.ptr) -> ()
    } {enzyme.loop = 2}
    scf.for %i = %zero to %n step %one : i64 {
      %q = llvm.getelementptr %s[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f64
      "enzyme.push"(%c, %q) : (!enzyme.Cache<!llvm.ptr>, !llvm.ptr) -> ()
    } {enzyme.loop = 1}
  } {enzyme.loop = 0}
  scf.for %k = %zero to %m step %one : i64 {
    scf.for %j = %zero to %n step %one : i64 {
      %q2 = "enzyme.pop"(%c) : (!enzyme.Cache<!llvm.ptr>) -> !llvm.ptr
      %f = llvm.load %q2 : !llvm.ptr -> f64
      %g = arith.mulf %f, %e : f64
      llvm.store %g, %q2 : f64, !llvm.ptr
    } {enzyme.reversed_loop = 1}
    scf.for %l = %zero to %last step %one : i64 {
      %o2 = "enzyme.pop"(%d) : (!enzyme.Cache<!llvm.ptr>) -> !llvm.ptr
      llvm.store %z, %o2 : f64, !llvm.ptr
    } {enzyme.reversed_loop = 2}
  } {enzyme.reversed_loop = 0}
  func.return
}

// The loops are under the same condition: the branches become one, and then the loops.

// CHECK-LABEL: @guarded
// CHECK-NOT:   enzyme.init
// CHECK:       %y, %dy = scf.if %b -> (f64, f64)
// CHECK-NEXT:    %v = llvm.load %x
// CHECK-NEXT:    [[BOTH:%.*]], [[SUM:%.*]] = scf.for
// CHECK-NOT:     scf.for
// CHECK:         scf.yield [[BOTH]], [[SUM]]
// CHECK-NEXT:  } else {
// CHECK-NEXT:    scf.yield %start, %seed
// CHECK-NEXT:  }
// CHECK-NEXT:  %z = arith.addf %y, %start
// CHECK-NEXT:  func.return %z, %dy
func.func @guarded(%b : i1, %x : !llvm.ptr, %seed : f64, %start : f64, %n : i64, %zero : i64, %one : i64) -> (f64, f64) {
  %c = "enzyme.init"() : () -> !enzyme.Cache<f64>
  %y = scf.if %b -> (f64) {
    %v = llvm.load %x : !llvm.ptr -> f64
    "enzyme.push"(%c, %v) : (!enzyme.Cache<f64>, f64) -> ()
    %s = scf.for %i = %zero to %n step %one iter_args(%t = %start) -> (f64) : i64 {
      %w = arith.addf %t, %v : f64
      scf.yield %w : f64
    } {enzyme.loop = 0}
    scf.yield %s : f64
  } else {
    scf.yield %start : f64
  }
  %z = arith.addf %y, %start : f64
  %dy = scf.if %b -> (f64) {
    %v2 = "enzyme.pop"(%c) : (!enzyme.Cache<f64>) -> f64
    %s2 = scf.for %k = %zero to %n step %one iter_args(%t = %start) -> (f64) : i64 {
      %d = arith.mulf %v2, %seed : f64
      %u = arith.addf %t, %d : f64
      scf.yield %u : f64
    } {enzyme.reversed_loop = 0}
    scf.yield %s2 : f64
  } else {
    scf.yield %seed : f64
  }
  func.return %z, %dy : f64, f64
}

// What the first branch results in is needed before the second.

// CHECK-LABEL: @guarded_and_needed
// CHECK:       scf.if
// CHECK:         scf.for
// CHECK:       scf.if
// CHECK:         scf.for
func.func @guarded_and_needed(%b : i1, %start : f64, %n : i64, %zero : i64, %one : i64) -> (f64, f64) {
  %y = scf.if %b -> (f64) {
    %s = scf.for %i = %zero to %n step %one iter_args(%t = %start) -> (f64) : i64 {
      %w = arith.addf %t, %start : f64
      scf.yield %w : f64
    } {enzyme.loop = 0}
    scf.yield %s : f64
  } else {
    scf.yield %start : f64
  }
  %dy = scf.if %b -> (f64) {
    %s2 = scf.for %k = %zero to %n step %one iter_args(%t = %start) -> (f64) : i64 {
      %u = arith.addf %t, %y : f64
      scf.yield %u : f64
    } {enzyme.reversed_loop = 0}
    scf.yield %s2 : f64
  } else {
    scf.yield %start : f64
  }
  func.return %y, %dy : f64, f64
}
