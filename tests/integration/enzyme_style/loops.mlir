// Loops: scf.while, scf.parallel with reductions and under a condition, affine loops with steps and conditions, those that ask
// for checkpoints.
#front = affine_set<(i) : (-i + 2 >= 0)>

func.func @until(%x: f64) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %r:2 = scf.while (%i = %c0, %v = %x) : (index, f64) -> (index, f64) {
    %more = arith.cmpi slt, %i, %c4 : index
    scf.condition(%more) %i, %v : index, f64
  } do {
  ^bb0(%i: index, %v: f64):
    %j = arith.addi %i, %c1 : index
    %w = arith.mulf %v, %x : f64
    scf.yield %j, %w : index, f64
  }
  return %r#1 : f64
}
func.func @norm(%m: memref<?xf64>) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f64
  %n = memref.dim %m, %c0 : memref<?xf64>
  %r = "scf.parallel"(%c0, %n, %c1, %zero) <{operandSegmentSizes = array<i32: 1, 1, 1, 1>}> ({
  ^bb0(%i: index):
    %v = memref.load %m[%i] : memref<?xf64>
    %s = arith.mulf %v, %v : f64
    scf.reduce(%s : f64) {
    ^bb0(%a: f64, %b: f64):
      %t = arith.addf %a, %b : f64
      scf.reduce.return %t : f64
    }
  }) : (index, index, index, f64) -> f64
  return %r : f64
}
func.func @weighted(%m: memref<?xf64>, %w: memref<?xf64>, %out: memref<?xf64>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = memref.dim %m, %c0 : memref<?xf64>
  %some = arith.cmpi sgt, %n, %c0 : index
  scf.if %some {
    "scf.parallel"(%c0, %n, %c1) <{operandSegmentSizes = array<i32: 1, 1, 1, 0>}> ({
    ^bb0(%i: index):
      %v = memref.load %m[%i] : memref<?xf64>
      %u = memref.load %w[%i] : memref<?xf64>
      %p = arith.mulf %v, %u : f64
      %q = arith.mulf %p, %v : f64
      memref.store %q, %out[%i] : memref<?xf64>
      scf.reduce
    }) : (index, index, index) -> ()
  }
  return
}
func.func @every_second(%k: f64, %m: memref<?xf64>, %out: memref<?xf64>) {
  "affine.parallel"() <{
    reductions = [], steps = [2], lowerBoundsMap = affine_map<() -> (0)>, lowerBoundsGroups = dense<1> : tensor<1xi32>,
    upperBoundsMap = affine_map<() -> (4)>, upperBoundsGroups = dense<1> : tensor<1xi32>
  }> ({
  ^bb0(%i: index):
    %v = affine.load %m[%i] : memref<?xf64>
    %p = arith.mulf %v, %k : f64
    affine.store %p, %out[%i] : memref<?xf64>
    affine.yield
  }) : () -> ()
  return
}
func.func @front_sum(%m: memref<4xf64>) -> f64 {
  %zero = arith.constant 0.0 : f64
  %r = affine.for %i = 0 to 4 iter_args(%s = %zero) -> (f64) {
    %p = "affine.if"(%i) ({
      %v = affine.load %m[%i] : memref<4xf64>
      %q = arith.mulf %v, %v : f64
      affine.yield %q : f64
    }, {
      affine.yield %zero : f64
    }) {condition = #front} : (index) -> f64
    %t = arith.addf %s, %p : f64
    affine.yield %t : f64
  }
  return %r : f64
}
func.func @orbit(%x: f64, %n: index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%s = %x) -> (f64) {
    %q = arith.mulf %s, %s : f64
    %c = math.cos %q : f64
    scf.yield %c : f64
  } {enzyme.enable_checkpointing = true, enzyme.checkpoint_period = 3 : i64, enzyme.binomial_checkpointing}
  return %r : f64
}

func.func @pull_until(%x: f64, %seed: f64) -> f64 {
  %r = enzyme.autodiff @until(%x, %seed) {
    activity = [#enzyme<activity enzyme_active>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (f64, f64) -> f64
  return %r : f64
}
func.func @push_until(%x: f64, %dx: f64) -> f64 {
  %r = enzyme.fwddiff @until(%x, %dx) {
    activity = [#enzyme<activity enzyme_dup>],
    ret_activity = [#enzyme<activity enzyme_dupnoneed>]
  } : (f64, f64) -> f64
  return %r : f64
}
func.func @push_norm(%m: memref<?xf64>, %dm: memref<?xf64>) -> f64 {
  %r = enzyme.fwddiff @norm(%m, %dm) <
    activity = [#enzyme.activity<enzyme_dup>],
    ret_activity = [#enzyme.activity<enzyme_dupnoneed>]
  > : (memref<?xf64>, memref<?xf64>) -> f64
  return %r : f64
}
func.func @pull_norm(%m: memref<?xf64>, %dm: memref<?xf64>, %seed: f64) {
  enzyme.autodiff @norm(%m, %dm, %seed) <
    activity = [#enzyme.activity<enzyme_dup>],
    ret_activity = [#enzyme.activity<enzyme_activenoneed>]
  > : (memref<?xf64>, memref<?xf64>, f64) -> ()
  return
}
func.func @pull_weighted(%m: memref<?xf64>, %w: memref<?xf64>, %out: memref<?xf64>, %dm: memref<?xf64>, %dout: memref<?xf64>) {
  enzyme.autodiff @weighted(%m, %dm, %w, %out, %dout) <
    activity = [#enzyme.activity<enzyme_dup>, #enzyme.activity<enzyme_const>, #enzyme.activity<enzyme_dup>],
    ret_activity = []
  > : (memref<?xf64>, memref<?xf64>, memref<?xf64>, memref<?xf64>, memref<?xf64>) -> ()
  return
}
func.func @pull_every_second(%k: f64, %m: memref<?xf64>, %dm: memref<?xf64>, %out: memref<?xf64>, %dout: memref<?xf64>) -> f64 {
  %r = enzyme.autodiff @every_second(%k, %m, %dm, %out, %dout) {
    activity = [#enzyme.activity<enzyme_active>, #enzyme.activity<enzyme_dup>, #enzyme.activity<enzyme_dup>],
    ret_activity = []
  } : (f64, memref<?xf64>, memref<?xf64>, memref<?xf64>, memref<?xf64>) -> f64
  return %r : f64
}
func.func @pull_front(%m: memref<4xf64>, %dm: memref<4xf64>, %seed: f64) {
  enzyme.autodiff @front_sum(%m, %dm, %seed) {
    activity = [#enzyme<activity enzyme_dup>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (memref<4xf64>, memref<4xf64>, f64) -> ()
  return
}
func.func @pull_orbit(%x: f64, %n: index, %seed: f64) -> f64 {
  %r = enzyme.autodiff @orbit(%x, %n, %seed) {
    activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (f64, index, f64) -> f64
  return %r : f64
}
