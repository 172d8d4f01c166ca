// RUN: xdsl-opt -t enzyme-llvm %s | filecheck %s

// CHECK: target triple = "x86_64-unknown-linux-gnu"
module attributes {llvm.target_triple = "x86_64-unknown-linux-gnu", llvm.metadata = {"!4" = "!{!4}"}} {
  // CHECK: @table = internal constant [2 x i32] [i32 1, i32 2], align 16
  llvm.mlir.global internal constant @table(dense<[1, 2]> : tensor<2xi32>) {alignment = 16 : i64} : !llvm.array<2 x i32>

  // CHECK: @address = internal global ptr getelementptr inbounds ([2 x i32], ptr @table, i32 0, i32 1)
  llvm.mlir.global internal @address() : !llvm.ptr {
    %t = llvm.mlir.addressof @table : !llvm.ptr
    %g = llvm.getelementptr inbounds %t[0, 1] : (!llvm.ptr) -> !llvm.ptr, !llvm.array<2 x i32>
    llvm.return %g : !llvm.ptr
  }

  // CHECK: declare i32 @callee(ptr) nounwind
  func.func private @callee(!llvm.ptr) -> i32 attributes {llvm.attributes = {nounwind}}

  // CHECK-LABEL: define internal i32 @f(ptr noalias align 8 %p, i64 %i) memory(argmem: read) {
  func.func @f(%p: !llvm.ptr {llvm.noalias, llvm.align = 8 : i64}, %i: i64) -> i32
      attributes {llvm.linkage = "internal", llvm.attributes = {memory = "argmem: read"}} {
    // CHECK: %q = getelementptr inbounds { i32, [4 x double] }, ptr %p, i64 %i, i32 1, i32 2
    %q = llvm.getelementptr inbounds %p[%i, 1, 2] : (!llvm.ptr, i64) -> !llvm.ptr, !llvm.struct<"cell", (i32, !llvm.array<4 x f64>)>
    // CHECK-NEXT: %x = load volatile double, ptr %q, align 8, !tbaa !4
    %x = llvm.load %q {alignment = 8 : i64, volatile_, tbaa = "!4"} : !llvm.ptr -> f64
    // CHECK-NEXT: %t = load i32, ptr @table
    %a = llvm.mlir.addressof @table : !llvm.ptr
    %t = llvm.load %a : !llvm.ptr -> i32
    // CHECK-NEXT: %r = call i32 @callee(ptr %q) nounwind
    %r = func.call @callee(%q) {llvm.attributes = {nounwind}} : (!llvm.ptr) -> i32
    // CHECK-NEXT: call void @llvm.memcpy.p0.p0.i64(ptr %p, ptr %q, i64 %i, i1 false)
    llvm_extra.memcpy %p, %q, %i : !llvm.ptr, !llvm.ptr, i64
    // CHECK-NEXT: %u = freeze i32 undef
    %n = llvm.mlir.undef : i32
    %u = llvm_extra.freeze %n : i32
    // CHECK-NEXT: ret i32 %r
    func.return %r : i32
  }
}
// CHECK: !4 = !{!4}
