// Memory behind memrefs: shadows, constant memory, memory that is overwritten, views, integers, memory that the function makes.
func.func @scale_in_place(%m: memref<3xf64>, %k: f64) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  scf.for %i = %c0 to %c3 step %c1 {
    %v = memref.load %m[%i] : memref<3xf64>
    %w = arith.mulf %v, %v : f64
    %z = arith.mulf %w, %k : f64
    memref.store %z, %m[%i] : memref<3xf64>
  }
  return
}
func.func @put(%x: f64, %out: memref<f64>) {
  %s = math.sin %x : f64
  %c = "memref.cast"(%out) : (memref<f64>) -> memref<f64>
  memref.store %s, %c[] : memref<f64>
  return
}
func.func @pick(%where: memref<?xi64>, %m: memref<?xf64>) {
  %c0 = arith.constant 0 : index
  %i = memref.load %where[%c0] : memref<?xi64>
  %j = arith.index_cast %i : i64 to index
  %v = memref.load %m[%j] : memref<?xf64>
  %e = math.exp %v : f64
  memref.store %e, %m[%j] : memref<?xf64>
  return
}
func.func @product(%m: memref<?xf64>, %w: memref<?xf64>) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %one = arith.constant 1.0 : f64
  %n = memref.dim %m, %c0 : memref<?xf64>
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%p = %one) -> (f64) {
    %v = memref.load %m[%i] : memref<?xf64>
    %u = memref.load %w[%i] : memref<?xf64>
    %a = arith.mulf %p, %v : f64
    %b = arith.addf %a, %u : f64
    scf.yield %b : f64
  }
  return %r : f64
}
// Set to a constant, and perhaps overwritten.
func.func @perhaps(%x: f64, %c: i1) -> f64 {
  %c0 = arith.constant 0 : index
  %four = arith.constant 4.0 : f64
  %m = memref.alloc() : memref<1xf64>
  memref.store %four, %m[%c0] : memref<1xf64>
  scf.if %c {
    %e = math.exp %x : f64
    memref.store %e, %m[%c0] : memref<1xf64>
  }
  %v = memref.load %m[%c0] : memref<1xf64>
  %r = arith.mulf %v, %four : f64
  memref.dealloc %m : memref<1xf64>
  return %r : f64
}
func.func @scoped(%m: memref<f64>, %k: f64) -> f64 {
  %r = "memref.alloca_scope"() ({
    %t = memref.alloca() : memref<f64>
    %v = memref.load %m[] : memref<f64>
    memref.store %v, %t[] : memref<f64>
    %u = memref.load %t[] : memref<f64>
    %p = arith.mulf %u, %k : f64
    %c = math.cos %p : f64
    memref.store %c, %m[] : memref<f64>
    "memref.alloca_scope.return"(%p) : (f64) -> ()
  }) : () -> f64
  return %r : f64
}

func.func @pull_scale(%m: memref<3xf64>, %dm: memref<3xf64>, %k: f64) -> f64 {
  %r = enzyme.autodiff @scale_in_place(%m, %dm, %k) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_active>],
    ret_activity = []
  } : (memref<3xf64>, memref<3xf64>, f64) -> f64
  return %r : f64
}
func.func @pull_scale_of_constant(%m: memref<3xf64>, %k: f64) -> f64 {
  %r = enzyme.autodiff @scale_in_place(%m, %k) {
    activity = [#enzyme<activity enzyme_const>, #enzyme<activity enzyme_active>],
    ret_activity = []
  } : (memref<3xf64>, f64) -> f64
  return %r : f64
}
func.func @push_scale(%m: memref<3xf64>, %dm: memref<3xf64>, %k: f64) {
  enzyme.fwddiff @scale_in_place(%m, %dm, %k) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = []
  } : (memref<3xf64>, memref<3xf64>, f64) -> ()
  return
}
func.func @pull_put(%x: f64, %out: memref<f64>, %dout: memref<f64>) -> f64 {
  %r = enzyme.autodiff @put(%x, %out, %dout) <
    activity = [#enzyme.activity<enzyme_active>, #enzyme.activity<enzyme_dupnoneed>],
    ret_activity = []
  > : (f64, memref<f64>, memref<f64>) -> f64
  return %r : f64
}
func.func @push_put(%x: f64, %dx: f64, %out: memref<f64>, %dout: memref<f64>) {
  enzyme.fwddiff @put(%x, %dx, %out, %dout) <
    activity = [#enzyme.activity<enzyme_dup>, #enzyme.activity<enzyme_dupnoneed>],
    ret_activity = []
  > : (f64, f64, memref<f64>, memref<f64>) -> ()
  return
}
func.func @push_pick(%i: memref<?xi64>, %di: memref<?xi64>, %m: memref<?xf64>, %dm: memref<?xf64>) {
  enzyme.fwddiff @pick(%i, %di, %m, %dm) <{
    activity = [#enzyme.activity<enzyme_dup>, #enzyme.activity<enzyme_dup>],
    ret_activity = []
  }> : (memref<?xi64>, memref<?xi64>, memref<?xf64>, memref<?xf64>) -> ()
  return
}
func.func @pull_pick(%i: memref<?xi64>, %di: memref<?xi64>, %m: memref<?xf64>, %dm: memref<?xf64>) {
  enzyme.autodiff @pick(%i, %di, %m, %dm) <{
    activity = [#enzyme.activity<enzyme_dup>, #enzyme.activity<enzyme_dup>],
    ret_activity = []
  }> : (memref<?xi64>, memref<?xi64>, memref<?xf64>, memref<?xf64>) -> ()
  return
}
func.func @pull_product(%m: memref<?xf64>, %dm: memref<?xf64>, %w: memref<?xf64>, %seed: f64) -> f64 {
  %r = enzyme.autodiff @product(%m, %dm, %w, %seed) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_active>]
  } : (memref<?xf64>, memref<?xf64>, memref<?xf64>, f64) -> f64
  return %r : f64
}
func.func @push_perhaps(%x: f64, %dx: f64, %c: i1) -> f64 {
  %r = enzyme.fwddiff @perhaps(%x, %dx, %c) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_dupnoneed>]
  } : (f64, f64, i1) -> f64
  return %r : f64
}
func.func @pull_perhaps(%x: f64, %c: i1, %seed: f64) -> f64 {
  %r = enzyme.autodiff @perhaps(%x, %c, %seed) {
    activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (f64, i1, f64) -> f64
  return %r : f64
}
func.func @pull_scoped(%m: memref<f64>, %dm: memref<f64>, %k: f64, %seed: f64) -> f64 {
  %r = enzyme.autodiff @scoped(%m, %dm, %k, %seed) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_active>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (memref<f64>, memref<f64>, f64, f64) -> f64
  return %r : f64
}
