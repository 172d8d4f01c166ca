// RUN: xdsl-opt -p enzyme-raise-llvm --allow-unregistered-dialect %s | filecheck %s

llvm.func internal @f(%p: !llvm.ptr {llvm.noalias}, %n: i32) -> f64 attributes {no_unwind, dso_local, "enzyme.inactive"} {
  %one = llvm.mlir.constant(1 : i32) : i32
  %c = llvm.icmp "slt" %n, %one : i32
  llvm.cond_br %c, ^a, ^b(%n : i32)
^a:
  %m = llvm.sub %one, %n overflow<nsw> : i32
  llvm.br ^b(%m : i32)
^b(%k: i32):
  %v = llvm.load %p : !llvm.ptr -> f64
  %s = llvm.fmul %v, %v {fastmathFlags = #llvm.fastmath<reassoc>} : f64
  %size = llvm.zext nneg %k : i32 to i64
  "llvm.intr.memmove"(%p, %p, %size) <{isVolatile = true}> : (!llvm.ptr, !llvm.ptr, i64) -> ()
  %r = llvm.call @g(%s) : (f64) -> f64
  llvm.return %r : f64
}
llvm.func @g(f64) -> f64
llvm.func @printf(!llvm.ptr, ...) -> i32
llvm.mlir.global internal @start() : !llvm.ptr {
  %z = llvm.mlir.zero : !llvm.ptr
  llvm.return %z : !llvm.ptr
}
llvm.func @d(%p: !llvm.ptr, %dp: !llvm.ptr, %n: i32, %seed: f64) -> !llvm.struct<(f64, f64)> {
  %r = enzyme.fwddiff @f(%p, %dp, %n) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>], ret_activity = [#enzyme<activity enzyme_dup>]
  } : (!llvm.ptr, !llvm.ptr, i32) -> !llvm.struct<(f64, f64)>
  llvm.return %r : !llvm.struct<(f64, f64)>
}

// CHECK:       func.func private @f(%p: !llvm.ptr {llvm.noalias}, %n: i32) -> f64 attributes {llvm.linkage = "internal", llvm.attributes = {nounwind}, enzyme.inactive} {
// CHECK-NEXT:    %one = arith.constant 1 : i32
// CHECK-NEXT:    %c = arith.cmpi slt, %n, %one : i32
// CHECK-NEXT:    cf.cond_br %c, ^a, ^b(%n : i32)
// CHECK-NEXT:  ^a:
// CHECK-NEXT:    %m = arith.subi %one, %n overflow<nsw> : i32
// CHECK-NEXT:    cf.br ^b(%m : i32)
// CHECK-NEXT:  ^b(%k: i32):
// CHECK-NEXT:    %v = llvm.load %p : !llvm.ptr -> f64
// CHECK-NEXT:    %s = arith.mulf %v, %v fastmath<reassoc> : f64
// CHECK-NEXT:    %size = arith.extui %k {nneg} : i32 to i64
// CHECK-NEXT:    llvm_extra.memmove %p, %p, %size {volatile_} : !llvm.ptr, !llvm.ptr, i64
// CHECK-NEXT:    %r = func.call @g(%s) : (f64) -> f64
// CHECK-NEXT:    func.return %r : f64
// CHECK-NEXT:  }
// CHECK-NEXT:  func.func private @g(f64) -> f64
// CHECK-NEXT:  llvm.func @printf(!llvm.ptr, ...) -> i32
// CHECK-NEXT:  llvm.mlir.global internal @start() {{.*}} : !llvm.ptr {
// CHECK-NEXT:    %z = llvm.mlir.zero : !llvm.ptr
// CHECK-NEXT:    llvm.return %z : !llvm.ptr
// CHECK-NEXT:  }
// CHECK-NEXT:  func.func @d({{.*}}) -> !llvm.struct<(f64, f64)> {
// CHECK-NEXT:    %0, %1 = enzyme.fwddiff @f(%p, %dp, %n) {{.*}} -> (f64, f64)
// CHECK-NEXT:    %2 = llvm.mlir.undef : !llvm.struct<(f64, f64)>
// CHECK-NEXT:    %3 = llvm.insertvalue %0, %2[0] : !llvm.struct<(f64, f64)>
// CHECK-NEXT:    %r = llvm.insertvalue %1, %3[1] : !llvm.struct<(f64, f64)>
// CHECK-NEXT:    func.return %r : !llvm.struct<(f64, f64)>
// CHECK-NEXT:  }
