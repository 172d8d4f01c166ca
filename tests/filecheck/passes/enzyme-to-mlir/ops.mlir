// RUN: xdsl-opt -p enzyme-to-mlir %s | filecheck %s

// Ops of ours become those of upstream that mean the same; hints for our own passes go.

// CHECK-LABEL: func.func private @f(%p: !llvm.ptr {llvm.noalias}, %q: !llvm.ptr, %n: i64, %m: memref<4xf64>) -> i1 attributes {llvm.linkage = #llvm.linkage<"internal">} {
func.func private @f(%p: !llvm.ptr {llvm.noalias, enzyme.shadow}, %q: !llvm.ptr, %n: i64, %m: memref<4xf64> {enzyme.shadow}) -> i1
    attributes {llvm.linkage = "internal", llvm.attributes = {nounwind}, enzyme.caches = []} {
  // CHECK-NEXT: %zero = arith.constant 0 : i8
  %zero = arith.constant 0 : i8
  // CHECK-NEXT: "llvm.intr.memcpy"(%p, %q, %n) {isVolatile = false} : (!llvm.ptr, !llvm.ptr, i64) -> ()
  "llvm_extra.memcpy"(%p, %q, %n) : (!llvm.ptr, !llvm.ptr, i64) -> ()
  // CHECK-NEXT: "llvm.intr.memset"(%p, %zero, %n) {isVolatile = true} : (!llvm.ptr, i8, i64) -> ()
  "llvm_extra.memset"(%p, %zero, %n) <{volatile_}> : (!llvm.ptr, i8, i64) -> ()
  // CHECK-NEXT: %same = "llvm.icmp"(%p, %q) {predicate = 0 : i64} : (!llvm.ptr, !llvm.ptr) -> i1
  %same = llvm_extra.pointer_compare eq, %p, %q : !llvm.ptr
  // CHECK-NEXT: llvm.load %q {alignment = 8 : i64} : !llvm.ptr -> f64
  %x = llvm.load %q {alignment = 8 : i64, tbaa = "!3"} : !llvm.ptr -> f64
  // CHECK-NEXT: func.return %same : i1
  func.return %same : i1
}
