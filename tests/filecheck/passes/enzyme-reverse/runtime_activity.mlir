// RUN: xdsl-opt -p enzyme-reverse %s | filecheck %s

// With runtime activity, an adjoint is added where the shadow is not the memory itself, and to nowhere else.

func.func @square(%x: !llvm.ptr {llvm.noalias}) -> f64 {
  %v = llvm.load %x : !llvm.ptr -> f64
  %r = arith.mulf %v, %v : f64
  func.return %r : f64
}
func.func @slope(%x: !llvm.ptr, %dx: !llvm.ptr, %seed: f64) {
  enzyme.autodiff @square(%x, %dx, %seed) {activity = [#enzyme<activity enzyme_dup>], ret_activity = [#enzyme<activity enzyme_activenoneed>], runtime_activity} : (!llvm.ptr, !llvm.ptr, f64) -> ()
  func.return
}

// CHECK:       func.func private @square.gradient(%x: !llvm.ptr, %x_d: !llvm.ptr, %{{.*}}: f64)
// CHECK:         %[[SCRATCH:.*]] = llvm.alloca %{{.*}} x f64
// CHECK:         %[[OLD:.*]] = llvm.load %x_d
// CHECK:         %[[TOTAL:.*]] = arith.addf %[[OLD]]
// CHECK:         %[[ACTIVE:.*]] = llvm_extra.pointer_compare ne, %x, %x_d
// CHECK:         %[[PLACE:.*]] = arith.select %[[ACTIVE]], %x_d, %[[SCRATCH]] : !llvm.ptr
// CHECK:         llvm.store %[[TOTAL]], %[[PLACE]]
