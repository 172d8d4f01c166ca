// RUN: xdsl-opt %s | xdsl-opt | filecheck %s
// RUN: xdsl-opt %s --print-op-generic | xdsl-opt | filecheck %s
// RUN: xdsl-opt %s --print-op-generic | filecheck %s --check-prefix=GENERIC

func.func @cube(%x: f64) -> f64 {
  %y = arith.mulf %x, %x : f64
  %z = arith.mulf %x, %y : f64
  func.return %z : f64
}
func.func @total(%m: memref<4xf64>, %n: index) -> (f64, f64) {
  %v = memref.load %m[%n] : memref<4xf64>
  func.return %v, %v : f64, f64
}
llvm.func @scaled(%q: !llvm.ptr, %s: f64) {
  llvm.return
}

// CHECK-LABEL: @requests
func.func @requests(%x: f64, %dx: f64, %m: memref<4xf64>, %dm: memref<4xf64>, %n: index, %p: !llvm.ptr) {
  // CHECK: enzyme.fwddiff @cube(%x, %dx) {activity = [#enzyme<activity enzyme_dup>], ret_activity = [#enzyme<activity enzyme_dup>]} : (f64, f64) -> (f64, f64)
  // GENERIC: "enzyme.fwddiff"(%x, %dx) <{fn = @cube, activity = [#enzyme<activity enzyme_dup>], ret_activity = [#enzyme<activity enzyme_dup>], width = 1 : i64, strong_zero = false}> : (f64, f64) -> (f64, f64)
  %0, %1 = enzyme.fwddiff @cube(%x, %dx) {activity = [#enzyme<activity enzyme_dup>], ret_activity = [#enzyme<activity enzyme_dup>]} : (f64, f64) -> (f64, f64)
  // CHECK: enzyme.autodiff @cube(%x, %dx) {activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_active>], strong_zero = true} : (f64, f64) -> (f64, f64)
  %2, %3 = enzyme.autodiff @cube(%x, %dx) {activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_active>], strong_zero = true} : (f64, f64) -> (f64, f64)
  // CHECK: enzyme.autodiff @total(%m, %dm, %n, %x)
  // CHECK-SAME: ret_activity = [#enzyme<activity enzyme_activenoneed>, #enzyme<activity enzyme_const>]
  %4 = enzyme.autodiff @total(%m, %dm, %n, %x) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>, #enzyme<activity enzyme_const>]
  } : (memref<4xf64>, memref<4xf64>, index, f64) -> f64
  // An llvm.func has derivatives as well.
  // CHECK: enzyme.autodiff @scaled(%p, %p, %x) {activity = [#enzyme<activity enzyme_dupnoneed>, #enzyme<activity enzyme_active>], ret_activity = [], atomic_add = true, note}
  %5 = enzyme.autodiff @scaled(%p, %p, %x) {activity = [#enzyme<activity enzyme_dupnoneed>, #enzyme<activity enzyme_active>], ret_activity = [], atomic_add = true, note} : (!llvm.ptr, !llvm.ptr, f64) -> f64
  // CHECK: enzyme.jacobian @cube(%x)
  %6 = enzyme.jacobian @cube(%x) {activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_active>]} : (f64) -> f64
  func.return
}

// The derivatives of a scalar have our vector type, or the tensor type that Enzyme gives them.
// CHECK-LABEL: @wide
func.func @wide(%x: f64, %v: vector<2xf64>, %t: tensor<2xf64>, %m: memref<4xf64>, %ours: memref<4xvector<2xf64>>, %theirs: memref<2x4xf64>, %n: index) {
  // CHECK: width = 2 : i64} : (f64, vector<2xf64>) -> vector<2xf64>
  %0 = enzyme.fwddiff @cube(%x, %v) {activity = [#enzyme<activity enzyme_dup>], ret_activity = [#enzyme<activity enzyme_dupnoneed>], width = 2} : (f64, vector<2xf64>) -> vector<2xf64>
  // CHECK: width = 2 : i64} : (f64, tensor<2xf64>) -> tensor<2xf64>
  %1 = enzyme.fwddiff @cube(%x, %t) {activity = [#enzyme<activity enzyme_dup>], ret_activity = [#enzyme<activity enzyme_dupnoneed>], width = 2} : (f64, tensor<2xf64>) -> tensor<2xf64>
  // CHECK: width = 2 : i64} : (f64, vector<2xf64>) -> vector<2xf64>
  %2 = enzyme.autodiff @cube(%x, %v) {activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_activenoneed>], width = 2} : (f64, vector<2xf64>) -> vector<2xf64>
  // CHECK: width = 2 : i64} : (f64, tensor<2xf64>) -> tensor<2xf64>
  %3 = enzyme.autodiff @cube(%x, %t) {activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_activenoneed>], width = 2} : (f64, tensor<2xf64>) -> tensor<2xf64>
  // CHECK: memref<4xvector<2xf64>>, index, vector<2xf64>) -> ()
  enzyme.autodiff @total(%m, %ours, %n, %v) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>, #enzyme<activity enzyme_constnoneed>], width = 2
  } : (memref<4xf64>, memref<4xvector<2xf64>>, index, vector<2xf64>) -> ()
  // CHECK: memref<2x4xf64>, index, tensor<2xf64>) -> ()
  enzyme.autodiff @total(%m, %theirs, %n, %t) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>, #enzyme<activity enzyme_constnoneed>], width = 2
  } : (memref<4xf64>, memref<2x4xf64>, index, tensor<2xf64>) -> ()
  func.return
}

// Attributes in the other forms that Enzyme has written, and in generic form with defaults left out.
// CHECK-LABEL: @spellings
func.func @spellings(%x: f64, %dx: f64) {
  // CHECK-NEXT: {{.*}} = enzyme.fwddiff @cube(%x, %dx) {activity = [#enzyme<activity enzyme_dup>], ret_activity = [#enzyme<activity enzyme_dupnoneed>]} : (f64, f64) -> f64
  %0 = enzyme.fwddiff @cube(%x, %dx) <{activity = [#enzyme.activity<enzyme_dup>], ret_activity = [#enzyme.activity<enzyme_dupnoneed>]}> : (f64, f64) -> (f64)
  // CHECK-NEXT: {{.*}} = enzyme.fwddiff @cube(%x, %dx) {activity = [#enzyme<activity enzyme_dup>], ret_activity = [#enzyme<activity enzyme_dupnoneed>], strong_zero = true, note = 3 : i64} : (f64, f64) -> f64
  %1 = enzyme.fwddiff @cube(%x, %dx) <activity = [#enzyme.activity<enzyme_dup>], ret_activity = [#enzyme.activity<enzyme_dupnoneed>], strong_zero = true> {note = 3} : (f64, f64) -> f64
  // CHECK-NEXT: {{.*}} = enzyme.fwddiff @cube(%x, %dx) {activity = [#enzyme<activity enzyme_dup>], ret_activity = [#enzyme<activity enzyme_dupnoneed>]} : (f64, f64) -> f64
  %2 = "enzyme.fwddiff"(%x, %dx) <{fn = @cube, activity = [#enzyme.activity<enzyme_dup>], ret_activity = [#enzyme<activity enzyme_dupnoneed>]}> : (f64, f64) -> f64
  func.return
}

// CHECK-LABEL: @halves
func.func @halves(%x: f64, %seed: f64) -> (f64, f64) {
  // CHECK: %y, %tape = enzyme.autodiff_split_mode.primal @cube(%x) {activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_active>]} : (f64) -> (f64, !enzyme.Tape)
  %y, %tape = enzyme.autodiff_split_mode.primal @cube(%x) {activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_active>]} : (f64) -> (f64, !enzyme.Tape)
  // CHECK: %dx = enzyme.autodiff_split_mode.reverse @cube(%seed, %tape) {activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_active>]} : (f64, !enzyme.Tape) -> f64
  %dx = enzyme.autodiff_split_mode.reverse @cube(%seed, %tape) {activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_active>]} : (f64, !enzyme.Tape) -> f64
  func.return %y, %dx : f64, f64
}

// CHECK-LABEL: @batches
func.func @batches(%x: tensor<5x2xf64>, %m: memref<7x4xf64>, %n: tensor<7xindex>) {
  // CHECK: enzyme.batch @cube(%x) {batch_shape = array<i64: 5, 2>} : (tensor<5x2xf64>) -> tensor<5x2xf64>
  %0 = enzyme.batch @cube(%x) {batch_shape = array<i64: 5, 2>} : (tensor<5x2xf64>) -> (tensor<5x2xf64>)
  // CHECK: enzyme.batch @total(%m, %n) {batch_shape = array<i64: 7>} : (memref<7x4xf64>, tensor<7xindex>) -> (tensor<7xf64>, tensor<7xf64>)
  %1, %2 = enzyme.batch @total(%m, %n) <{batch_shape = array<i64: 7>}> : (memref<7x4xf64>, tensor<7xindex>) -> (tensor<7xf64>, tensor<7xf64>)
  func.return
}
