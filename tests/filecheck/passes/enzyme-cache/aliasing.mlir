// RUN: xdsl-opt -p enzyme-cache %s | filecheck %s

// What is read from memory is stored only if something that runs later may write there. Here is what tells that it may not; without any
// of it, the value is stored.

// Two arguments may be the same.

// CHECK-LABEL: func.func @arguments
// CHECK:         enzyme.push
func.func @arguments(%x: !llvm.ptr, %y: !llvm.ptr, %n: i64, %w: f64) {
  %c = "enzyme.init"() : () -> !enzyme.Cache<f64>
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  scf.for %i = %zero to %n step %one : i64 {
    %p = llvm.getelementptr %x[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f64
    %v = llvm.load %p : !llvm.ptr -> f64
    "enzyme.push"(%c, %v) : (!enzyme.Cache<f64>, f64) -> ()
    llvm.store %w, %y : f64, !llvm.ptr
  } {enzyme.loop = 0}
  scf.for %k = %zero to %n step %one : i64 {
    %u = "enzyme.pop"(%c) : (!enzyme.Cache<f64>) -> f64
    "test.pureop"(%u) : (f64) -> ()
  } {enzyme.reversed_loop = 0}
  func.return
}

// One of them is told not to be.

// CHECK-LABEL: func.func @noalias
// CHECK-NOT:     enzyme.push
func.func @noalias(%x: !llvm.ptr {llvm.noalias}, %y: !llvm.ptr, %n: i64, %w: f64) {
  %c = "enzyme.init"() : () -> !enzyme.Cache<f64>
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  scf.for %i = %zero to %n step %one : i64 {
    %p = llvm.getelementptr %x[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f64
    %v = llvm.load %p : !llvm.ptr -> f64
    "enzyme.push"(%c, %v) : (!enzyme.Cache<f64>, f64) -> ()
    llvm.store %w, %y : f64, !llvm.ptr
  } {enzyme.loop = 0}
  scf.for %k = %zero to %n step %one : i64 {
    %u = "enzyme.pop"(%c) : (!enzyme.Cache<f64>) -> f64
    "test.pureop"(%u) : (f64) -> ()
  } {enzyme.reversed_loop = 0}
  func.return
}

// Shadows lie apart from what they are shadows of.

// CHECK-LABEL: func.func @shadow
// CHECK-NOT:     enzyme.push
func.func @shadow(%x: !llvm.ptr, %y: !llvm.ptr {enzyme.shadow}, %n: i64, %w: f64) {
  %c = "enzyme.init"() : () -> !enzyme.Cache<f64>
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  scf.for %i = %zero to %n step %one : i64 {
    %p = llvm.getelementptr %x[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f64
    %v = llvm.load %p : !llvm.ptr -> f64
    "enzyme.push"(%c, %v) : (!enzyme.Cache<f64>, f64) -> ()
    llvm.store %w, %y : f64, !llvm.ptr
  } {enzyme.loop = 0}
  scf.for %k = %zero to %n step %one : i64 {
    %u = "enzyme.pop"(%c) : (!enzyme.Cache<f64>) -> f64
    "test.pureop"(%u) : (f64) -> ()
  } {enzyme.reversed_loop = 0}
  func.return
}

// So does what the function allocates.

// CHECK-LABEL: func.func @own
// CHECK-NOT:     enzyme.push
func.func @own(%x: !llvm.ptr, %n: i64, %w: f64) {
  %c = "enzyme.init"() : () -> !enzyme.Cache<f64>
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %y = llvm.alloca %one x f64 : (i64) -> !llvm.ptr
  scf.for %i = %zero to %n step %one : i64 {
    %p = llvm.getelementptr %x[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f64
    %v = llvm.load %p : !llvm.ptr -> f64
    "enzyme.push"(%c, %v) : (!enzyme.Cache<f64>, f64) -> ()
    llvm.store %w, %y : f64, !llvm.ptr
  } {enzyme.loop = 0}
  scf.for %k = %zero to %n step %one : i64 {
    %u = "enzyme.pop"(%c) : (!enzyme.Cache<f64>) -> f64
    "test.pureop"(%u) : (f64) -> ()
  } {enzyme.reversed_loop = 0}
  func.return
}

// Of each pair of numbers, the first is read and the second is written.

// CHECK-LABEL: func.func @halves
// CHECK-NOT:     enzyme.push
func.func @halves(%x: !llvm.ptr, %n: i64, %w: f64) {
  %c = "enzyme.init"() : () -> !enzyme.Cache<f64>
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  scf.for %i = %zero to %n step %one : i64 {
    %p = llvm.getelementptr %x[%i, 0] : (!llvm.ptr, i64) -> !llvm.ptr, !llvm.struct<(f64, f64)>
    %v = llvm.load %p : !llvm.ptr -> f64
    "enzyme.push"(%c, %v) : (!enzyme.Cache<f64>, f64) -> ()
    %q = llvm.getelementptr %x[%i, 1] : (!llvm.ptr, i64) -> !llvm.ptr, !llvm.struct<(f64, f64)>
    llvm.store %w, %q : f64, !llvm.ptr
  } {enzyme.loop = 0}
  scf.for %k = %zero to %n step %one : i64 {
    %u = "enzyme.pop"(%c) : (!enzyme.Cache<f64>) -> f64
    "test.pureop"(%u) : (f64) -> ()
  } {enzyme.reversed_loop = 0}
  func.return
}

// Arithmetic writes nothing, whatever its traits say.

// CHECK-LABEL: func.func @extended
// CHECK-NOT:     enzyme.push
func.func @extended(%x: !llvm.ptr, %n: i64, %w: f64) {
  %c = "enzyme.init"() : () -> !enzyme.Cache<f64>
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  scf.for %i = %zero to %n step %one : i64 {
    %p = llvm.getelementptr %x[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f64
    %v = llvm.load %p : !llvm.ptr -> f64
    "enzyme.push"(%c, %v) : (!enzyme.Cache<f64>, f64) -> ()
    %t = arith.trunci %i : i64 to i32
    %e = arith.extsi %t : i32 to i64
    "test.pureop"(%e) : (i64) -> ()
  } {enzyme.loop = 0}
  scf.for %k = %zero to %n step %one : i64 {
    %u = "enzyme.pop"(%c) : (!enzyme.Cache<f64>) -> f64
    "test.pureop"(%u) : (f64) -> ()
  } {enzyme.reversed_loop = 0}
  func.return
}
