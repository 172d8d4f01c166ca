// RUN: xdsl-opt %s | xdsl-opt | filecheck %s
// RUN: xdsl-opt %s --print-op-generic | xdsl-opt | filecheck %s

func.func private @printf(!llvm.ptr) -> i32 attributes {llvm.variadic}
func.func private @f(f64) -> f64

// CHECK-LABEL: @pointer
func.func @pointer(%f: !llvm.ptr, %x: f64) -> f64 {
  // CHECK: %y = llvm_extra.call_pointer %f(%x) : (f64) -> f64
  %y = llvm_extra.call_pointer %f(%x) : (f64) -> f64
  // CHECK: llvm_extra.call_pointer %f() {note} : () -> ()
  llvm_extra.call_pointer %f() {note} : () -> ()
  // CHECK: %n = llvm_extra.call_pointer %f(%f, %x) vararg <i32 (!llvm.ptr, ...)> : (!llvm.ptr, f64) -> i32
  %n = llvm_extra.call_pointer %f(%f, %x) vararg <i32 (!llvm.ptr, ...)> : (!llvm.ptr, f64) -> i32
  func.return %y : f64
}

// CHECK-LABEL: @variadic
func.func @variadic(%s: !llvm.ptr, %x: f64) -> i32 {
  // CHECK: %n = llvm_extra.call_variadic @printf(%s, %x) vararg <i32 (!llvm.ptr, ...)> {llvm.attributes = {nounwind}} : (!llvm.ptr, f64) -> i32
  %n = llvm_extra.call_variadic @printf(%s, %x) vararg <i32 (!llvm.ptr, ...)> {llvm.attributes = {nounwind}} : (!llvm.ptr, f64) -> i32
  func.return %n : i32
}

// CHECK-LABEL: @invoke
func.func @invoke(%p: !llvm.ptr, %x: f64) -> f64 {
  // CHECK: %y, %unwound, %pad = llvm_extra.invoke of @f(%x) cleanup : (f64) -> (f64, i1, !llvm.struct<(!llvm.ptr, i32)>)
  %y, %unwound, %pad = llvm_extra.invoke of @f(%x) cleanup : (f64) -> (f64, i1, !llvm.struct<(!llvm.ptr, i32)>)
  // CHECK: %{{.*}}, %{{.*}} = llvm_extra.invoke(%p, %x) catch [@type, unit, [@other]] : (!llvm.ptr, f64) -> (i1, !llvm.struct<(!llvm.ptr, i32)>)
  %u, %q = llvm_extra.invoke(%p, %x) catch [@type, unit, [@other]] : (!llvm.ptr, f64) -> (i1, !llvm.struct<(!llvm.ptr, i32)>)
  func.return %y : f64
}
