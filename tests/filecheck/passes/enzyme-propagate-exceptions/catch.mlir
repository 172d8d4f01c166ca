// RUN: xdsl-opt -p enzyme-propagate-exceptions %s | filecheck %s

func.func private @may_throw(%x: f64) -> f64
func.func private @handler(%e: !llvm.ptr) -> f64

// CHECK:       func.func @catches(%x: f64, %p: !llvm.ptr) -> f64 attributes {llvm.personality = @personality, enzyme.propagating = @catches.propagating} {
// CHECK:         llvm_extra.invoke of @may_throw(%x)
// CHECK:       func.func private @catches.propagating(%x: f64, %p: !llvm.ptr) -> f64 {
// CHECK:         %r = func.call @may_throw(%x) : (f64) -> f64
// CHECK-NEXT:    cf.br ^{{.+}}
// CHECK-NEXT:  ^
// CHECK-NOT:     @handler
// CHECK:         %s = llvm_extra.call_pointer %p(%r) : (f64) -> f64
// CHECK-NOT:     @handler
// CHECK:         func.return
func.func @catches(%x: f64, %p: !llvm.ptr) -> f64 attributes {llvm.personality = @personality} {
  %r, %u, %e = llvm_extra.invoke of @may_throw(%x) catch [unit] : (f64) -> (f64, i1, !llvm.struct<(!llvm.ptr, i32)>)
  cf.cond_br %u, ^pad(%e : !llvm.struct<(!llvm.ptr, i32)>), ^next
^next:
  %s, %v, %f = llvm_extra.invoke (%p, %r) cleanup : (!llvm.ptr, f64) -> (f64, i1, !llvm.struct<(!llvm.ptr, i32)>)
  cf.cond_br %v, ^pad(%f : !llvm.struct<(!llvm.ptr, i32)>), ^return(%s : f64)
^pad(%caught: !llvm.struct<(!llvm.ptr, i32)>):
  %pointer = llvm.extractvalue %caught[0] : !llvm.struct<(!llvm.ptr, i32)>
  %h = func.call @handler(%pointer) : (!llvm.ptr) -> f64
  cf.br ^return(%h : f64)
^return(%y: f64):
  func.return %y : f64
}

// What calls such a function calls the other version, too. What ended the program, as no exception may leave the function, does not any more.

// CHECK:       func.func @calls(%x: f64, %p: !llvm.ptr) -> f64 attributes {llvm.attributes = {nounwind}, enzyme.propagating = @calls.propagating} {
// CHECK-NEXT:    %r = func.call @catches(%x, %p) {llvm.attributes = {nounwind}}
// CHECK:       func.func private @calls.propagating(%x: f64, %p: !llvm.ptr) -> f64 attributes {llvm.attributes = {}} {
// CHECK-NEXT:    %r = func.call @catches.propagating(%x, %p) {llvm.attributes = {}}
func.func @calls(%x: f64, %p: !llvm.ptr) -> f64 attributes {llvm.attributes = {nounwind}} {
  %r = func.call @catches(%x, %p) {llvm.attributes = {nounwind}} : (f64, !llvm.ptr) -> f64
  func.return %r : f64
}

// CHECK:       func.func @others(%x: f64) -> f64 {
func.func @others(%x: f64) -> f64 {
  func.return %x : f64
}

// CHECK:       func.func @gradient(%x: f64, %p: !llvm.ptr, %seed: f64) -> f64 {
// CHECK-NEXT:    %r = enzyme.autodiff @calls.propagating
// CHECK-NOT:   @gradient.propagating
func.func @gradient(%x: f64, %p: !llvm.ptr, %seed: f64) -> f64 {
  %r = enzyme.autodiff @calls(%x, %p, %seed) {
    activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (f64, !llvm.ptr, f64) -> f64
  func.return %r : f64
}
