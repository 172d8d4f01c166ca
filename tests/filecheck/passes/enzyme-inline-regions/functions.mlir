// RUN: xdsl-opt -p enzyme-inline-regions %s | filecheck %s
// RUN: xdsl-opt -p enzyme-inline-regions,enzyme-outline-regions %s | filecheck %s --check-prefix=BACK

func.func private @scale(%x: f64 {llvm.noundef}, %m: memref<f64>) -> f64 attributes {note} {
  %a = memref.load %m[] : memref<f64>
  %y = arith.mulf %x, %a : f64
  func.return %y : f64
}
func.func private @external(f64) -> f64

// CHECK-LABEL: func.func @d_scale
// CHECK-NEXT:    %d = enzyme.autodiff_region(%x, %m, %dm, %seed) {
// CHECK-NEXT:    ^bb0(%[[X:.*]]: f64, %[[M:.*]]: memref<f64>):
// CHECK-NEXT:      %[[A:.*]] = memref.load %[[M]][] : memref<f64>
// CHECK-NEXT:      %[[Y:.*]] = arith.mulf %[[X]], %[[A]] : f64
// CHECK-NEXT:      enzyme.yield %[[Y]] : f64
// CHECK-NEXT:    } attributes {
// CHECK-SAME:      fn = "scale"
// CHECK-SAME:      fn_attrs = {note, arg_attrs = [{llvm.noundef}, {}]}
// CHECK-SAME:    } : (f64, memref<f64>, memref<f64>, f64) -> f64
// BACK-LABEL:  func.func @d_scale
// BACK-NEXT:     %d = enzyme.autodiff @d_scale_to_diff0(%x, %m, %dm, %seed)
// BACK:        func.func private @d_scale_to_diff0(%{{.*}}: f64 {llvm.noundef}, %{{.*}}: memref<f64>) -> f64 attributes {note} {
func.func @d_scale(%x: f64, %m: memref<f64>, %dm: memref<f64>, %seed: f64) -> f64 {
  %d = enzyme.autodiff @scale(%x, %m, %dm, %seed) {
    activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_dup>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (f64, memref<f64>, memref<f64>, f64) -> f64
  func.return %d : f64
}

// CHECK-LABEL: func.func @t_scale
// CHECK:         enzyme.fwddiff_region(%x, %dx, %m, %dm) {
// CHECK:         width = 2 : i64
// CHECK:         enzyme.fwddiff @external(%x, %dx1)
func.func @t_scale(%x: f64, %dx: vector<2xf64>, %m: memref<f64>, %dm: memref<vector<2xf64>>, %dx1: f64) {
  %t = enzyme.fwddiff @scale(%x, %dx, %m, %dm) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_dup>],
    ret_activity = [#enzyme<activity enzyme_dupnoneed>], width = 2
  } : (f64, vector<2xf64>, memref<f64>, memref<vector<2xf64>>) -> vector<2xf64>
  %u = enzyme.fwddiff @external(%x, %dx1) {
    activity = [#enzyme<activity enzyme_dup>],
    ret_activity = [#enzyme<activity enzyme_dupnoneed>]
  } : (f64, f64) -> f64
  func.return
}
