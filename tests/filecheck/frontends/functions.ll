; RUN: python -m xdsl_enzyme.frontends -O0 %s | filecheck %s

%struct.particle = type { double, [3 x double], ptr }

@mass = internal constant [2 x double] [double 1.0, double 2.0], align 16
@name = private unnamed_addr constant [3 x i8] c"up\00", align 1
@place = global { i32, ptr } { i32 1, ptr getelementptr inbounds (i8, ptr @mass, i64 8) }

; CHECK:      llvm.mlir.global internal constant @mass(dense<[1.000000e+00, 2.000000e+00]> : tensor<2xf64>)
; CHECK-NEXT: llvm.mlir.global private unnamed_addr constant @name("up\00")
; CHECK-NEXT: llvm.mlir.global external @place() {addr_space = 0 : i32} : !llvm.struct<(i32, !llvm.ptr)> {
; CHECK-NEXT:   %0 = arith.constant 1 : i32
; CHECK-NEXT:   %1 = llvm.mlir.addressof @mass : !llvm.ptr
; CHECK-NEXT:   %2 = llvm.getelementptr inbounds %1[8] : (!llvm.ptr) -> !llvm.ptr, i8
; CHECK-NEXT:   %3 = llvm.mlir.undef : !llvm.struct<(i32, !llvm.ptr)>
; CHECK-NEXT:   %4 = llvm.insertvalue %0, %3[0]
; CHECK-NEXT:   %5 = llvm.insertvalue %2, %4[1]
; CHECK-NEXT:   llvm.return %5
; CHECK-NEXT: }

declare double @exp(double)
declare double @hypot(double, double)
declare void @unused()

; Only `hypot` is still called: `exp` is an op.
; CHECK-NEXT: func.func private @hypot(f64, f64) -> f64

define internal double @norm(ptr noalias readonly captures(none) align 8 %p, i64 %i) nounwind memory(argmem: read) {
entry:
  %y = getelementptr inbounds %struct.particle, ptr %p, i64 0, i32 1, i64 %i
  %a = load double, ptr %y, align 8
  %e = call nnan double @exp(double %a)
  %r = call double @hypot(double %a, double %e)
  ret double %r
}

; CHECK-NEXT: func.func @norm(%p: !llvm.ptr {llvm.noalias, llvm.readonly, llvm.align = 8 : i64, llvm.captures = "none"}, %i: i64) -> f64
; CHECK-SAME:   attributes {llvm.linkage = "internal", llvm.attributes = {nounwind, memory = "argmem: read"}} {
; CHECK-NEXT:   %y = llvm.getelementptr inbounds %p[0, 1, %i] : (!llvm.ptr, i64) -> !llvm.ptr, !llvm.struct<"struct.particle", (f64, !llvm.array<3 x f64>, !llvm.ptr)>
; CHECK-NEXT:   %a = llvm.load %y {alignment = 8 : i64} : !llvm.ptr -> f64
; CHECK-NEXT:   %e = math.exp %a fastmath<nnan> : f64
; CHECK-NEXT:   %r = func.call @hypot(%a, %e) : (f64, f64) -> f64
; CHECK-NEXT:   func.return %r : f64

define double @keep(ptr %p) {
  %r = call double @norm(ptr %p, i64 1)
  ret double %r
}
