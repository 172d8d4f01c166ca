// Derivatives of inline regions, with values from outside, in memory, two in one function, inside a parallel loop.
func.func @pull_square(%x: f64, %k: f64, %seed: f64) -> f64 {
  %three = arith.constant 3.0 : f64
  %r = enzyme.autodiff_region(%x, %seed) {
  ^bb0(%v: f64):
    %a = arith.mulf %v, %v : f64
    %b = arith.mulf %a, %k : f64
    %c = arith.mulf %b, %three : f64
    enzyme.yield %c : f64
  } attributes {
    activity = [#enzyme<activity enzyme_active>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (f64, f64) -> f64
  return %r : f64
}
// A use of the outer value takes no part.
func.func @push_square(%x: f64, %dx: f64) -> (f64, f64) {
  %v, %r = enzyme.fwddiff_region(%x, %dx) {
  ^bb0(%v: f64):
    %a = arith.mulf %v, %x : f64
    enzyme.yield %a : f64
  } <{
    activity = [#enzyme.activity<enzyme_dup>],
    ret_activity = [#enzyme.activity<enzyme_dup>],
    fn = "square"
  }> : (f64, f64) -> (f64, f64)
  return %v, %r : f64, f64
}
func.func @pull_memory(%m: memref<f64>, %dm: memref<f64>, %k: f64) {
  %seed = arith.constant 1.0 : f64
  enzyme.autodiff_region(%m, %dm, %seed) {
  ^bb0(%n: memref<f64>):
    %v = memref.load %n[] : memref<f64>
    %e = math.exp %v : f64
    %p = arith.mulf %e, %k : f64
    memref.store %p, %n[] : memref<f64>
    enzyme.yield %e : f64
  } <activity = [#enzyme.activity<enzyme_dup>], ret_activity = [#enzyme.activity<enzyme_activenoneed>]>
  : (memref<f64>, memref<f64>, f64) -> ()
  return
}
func.func @pull_two(%x: f64, %seed: f64) -> (f64, f64) {
  %a = enzyme.autodiff_region(%x, %seed) {
  ^bb0(%v: f64):
    %s = math.sin %v : f64
    enzyme.yield %s : f64
  } <activity = [#enzyme.activity<enzyme_active>], ret_activity = [#enzyme.activity<enzyme_activenoneed>]> : (f64, f64) -> f64
  %b = enzyme.autodiff_region(%a, %seed) {
  ^bb0(%v: f64):
    %s = arith.mulf %v, %v : f64
    enzyme.yield %s : f64
  } <activity = [#enzyme.activity<enzyme_active>], ret_activity = [#enzyme.activity<enzyme_activenoneed>]> : (f64, f64) -> f64
  return %a, %b : f64, f64
}
func.func @pull_in_parallel(%p: !llvm.ptr, %dp: !llvm.ptr, %q: !llvm.ptr, %dq: !llvm.ptr) {
  %k = arith.constant 2.5 : f64
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  "scf.parallel"(%c0, %c1, %c1) <{operandSegmentSizes = array<i32: 1, 1, 1, 0>}> ({
  ^bb0(%b: index):
    "scf.parallel"(%c0, %c3, %c1) <{operandSegmentSizes = array<i32: 1, 1, 1, 0>}> ({
    ^bb0(%t: index):
      "memref.alloca_scope"() ({
        %done = scf.execute_region -> (index) {
          enzyme.autodiff_region(%p, %dp, %q, %dq) {
          ^bb0(%in: !llvm.ptr, %out: !llvm.ptr):
            %i = arith.index_cast %t : index to i64
            %a = llvm.getelementptr inbounds %in[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f64
            %v = llvm.load %a : !llvm.ptr -> f64
            %s = arith.mulf %v, %v : f64
            %w = arith.mulf %s, %k : f64
            %o = llvm.getelementptr inbounds %out[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f64
            llvm.store %w, %o : f64, !llvm.ptr
            enzyme.yield
          } attributes {
            activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_dup>], fn = "kernel", ret_activity = []
          } : (!llvm.ptr, !llvm.ptr, !llvm.ptr, !llvm.ptr) -> ()
          scf.yield %c1 : index
        }
        "memref.alloca_scope.return"() : () -> ()
      }) : () -> ()
      scf.reduce
    }) : (index, index, index) -> ()
    scf.reduce
  }) : (index, index, index) -> ()
  return
}
