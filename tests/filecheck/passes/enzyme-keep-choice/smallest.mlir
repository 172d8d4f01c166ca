// RUN: xdsl-opt -p enzyme-reverse,enzyme-cache,enzyme-keep-choice --split-input-file %s | filecheck %s

// The adjoint of the smallest goes to the last that was smaller than all before. The forward loop says which one that was; nothing is cached.

// CHECK-LABEL: func.func private @smallest.gradient
// CHECK-NOT:     enzyme.push
// CHECK:         %least, [[LAST:%.*]] = scf.for %i = %first to %n step %two iter_args(%l = %start, [[SO_FAR:%.*]] = {{%.*}}) -> (f64, i64)
// CHECK:           %c = arith.cmpf olt, %v, %l
// CHECK:           [[DISTANCE:%.*]] = arith.subi %i, %first : i64
// CHECK-NEXT:      [[NEXT:%.*]] = arith.select %c, [[DISTANCE]], [[SO_FAR]] : i64
// CHECK-NEXT:      scf.yield {{%.*}}, [[NEXT]] : f64, i64
// CHECK:         arith.cmpi sge, [[LAST]], {{%.*}} : i64
// CHECK-NEXT:    scf.if {{%.*}} -> (f64) {
// CHECK:           arith.divsi [[LAST]], {{%.*}}
// CHECK:           llvm.store
// CHECK:         } else {
// CHECK-NOT:     scf.for
// CHECK:         func.return
func.func @smallest(%x: !llvm.ptr, %n: i64, %first: i64, %start: f64) -> f64 {
  %two = arith.constant 2 : i64
  %least = scf.for %i = %first to %n step %two iter_args(%l = %start) -> (f64) : i64 {
    %p = llvm.getelementptr %x[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f64
    %v = llvm.load %p : !llvm.ptr -> f64
    %c = arith.cmpf olt, %v, %l : f64
    %m = arith.select %c, %v, %l : f64
    scf.yield %m : f64
  }
  func.return %least : f64
}
func.func @of_smallest(%x: !llvm.ptr, %dx: !llvm.ptr, %n: i64, %first: i64, %start: f64, %seed: f64) -> f64 {
  %d = enzyme.autodiff @smallest(%x, %dx, %n, %first, %start, %seed) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>, #enzyme<activity enzyme_const>, #enzyme<activity enzyme_active>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (!llvm.ptr, !llvm.ptr, i64, i64, f64, f64) -> f64
  func.return %d : f64
}

// -----

// Equal values share their adjoint: all iterations are reversed if there is one that shares behind the last that takes all.

// CHECK-LABEL: func.func private @largest.gradient
// CHECK:         %most, {{%.*}}, {{%.*}}, [[SHARED:%.*]] = scf.for
// CHECK:         scf.if [[SHARED]] -> (f64) {
// CHECK-NEXT:      {{%.*}} = scf.for
// CHECK:           {enzyme.reversed_loop = 0 : i64}
// CHECK:         } else {
// CHECK-NEXT:      {{%.*}} = scf.if
// CHECK-NOT:     scf.for
// CHECK:         func.return
func.func @largest(%x: memref<?xf64>, %n: index) -> f64 {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %start = arith.constant 0.0 : f64
  %most = scf.for %i = %zero to %n step %one iter_args(%l = %start) -> (f64) {
    %v = memref.load %x[%i] : memref<?xf64>
    %m = arith.maximumf %v, %l : f64
    scf.yield %m : f64
  }
  func.return %most : f64
}
func.func @of_largest(%x: memref<?xf64>, %dx: memref<?xf64>, %n: index, %seed: f64) {
  enzyme.autodiff @largest(%x, %dx, %n, %seed) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (memref<?xf64>, memref<?xf64>, index, f64) -> ()
  func.return
}

// -----

// What is not chosen changes what is handed on: all iterations are reversed.

// CHECK-LABEL: func.func private @decaying.gradient
// CHECK:         enzyme.push
// CHECK:         {enzyme.reversed_loop = 0 : i64}
func.func @decaying(%x: !llvm.ptr, %n: i64, %start: f64) -> f64 {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %most = scf.for %i = %zero to %n step %one iter_args(%l = %start) -> (f64) : i64 {
    %p = llvm.getelementptr %x[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f64
    %v = llvm.load %p : !llvm.ptr -> f64
    %c = arith.cmpf ogt, %v, %l : f64
    %less = arith.mulf %l, %start : f64
    %m = arith.select %c, %v, %less : f64
    scf.yield %m : f64
  }
  func.return %most : f64
}
func.func @of_decaying(%x: !llvm.ptr, %dx: !llvm.ptr, %n: i64, %start: f64, %seed: f64) -> f64 {
  %d = enzyme.autodiff @decaying(%x, %dx, %n, %start, %seed) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>, #enzyme<activity enzyme_active>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (!llvm.ptr, !llvm.ptr, i64, f64, f64) -> f64
  func.return %d : f64
}
