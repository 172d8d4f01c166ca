// RUN: xdsl-opt -p enzyme-recover-floats{entries=f,g} %s | filecheck %s

// A word that is now a float, now a pointer, goes from memory to memory; a number in its place is a float without derivative.
// CHECK-LABEL: @f
// CHECK:      llvm.alloca
// CHECK:      llvm_extra.memcpy %q, %p, %{{.*}} {enzyme.layout = [#builtin.int<8>, [#builtin.int<0>, f64], [#builtin.int<0>, !llvm.ptr]]}
// CHECK:      llvm_extra.memcpy %{{.*}}, %p, %{{.*}} {enzyme.layout = [#builtin.int<8>, [#builtin.int<0>, f64], [#builtin.int<0>, !llvm.ptr]]}
// CHECK:      llvm_extra.memcpy %q, %{{.*}}, %{{.*}} {enzyme.layout = [#builtin.int<8>, [#builtin.int<0>, f64], [#builtin.int<0>, !llvm.ptr]]}
// CHECK:      %number = arith.addi %n, %n
// CHECK:      arith.bitcast %number : i64 to f64
// CHECK-NEXT: llvm.store %{{.*}}, %p {{{.*}}} : f64, !llvm.ptr
// CHECK-NOT:  enzyme.undecided
func.func @f(%p : !llvm.ptr, %q : !llvm.ptr, %n : i64) {
  %x = llvm.load %p : !llvm.ptr -> f64
  %y = llvm.load %p : !llvm.ptr -> !llvm.ptr
  %eight = arith.constant 8 : i64
  llvm_extra.memcpy %q, %p, %eight : !llvm.ptr, !llvm.ptr, i64
  %word = llvm.load %p : !llvm.ptr -> i64
  llvm.store %word, %q : i64, !llvm.ptr
  %number = arith.addi %n, %n : i64
  llvm.store %number, %p : i64, !llvm.ptr
  func.return
}

// Where it goes there may be floats only: the copy is of the word all the same.
// CHECK-LABEL: @g
// CHECK:      llvm_extra.memcpy %{{.*}}, %p
// CHECK:      llvm_extra.memcpy %q, %{{.*}}
func.func @g(%p : !llvm.ptr, %q : !llvm.ptr) {
  %x = llvm.load %p : !llvm.ptr -> f64
  %y = llvm.load %p : !llvm.ptr -> !llvm.ptr
  %z = llvm.load %q {tbaa = "!0"} : !llvm.ptr -> f64
  %word = llvm.load %p : !llvm.ptr -> i64
  llvm.store %word, %q : i64, !llvm.ptr
  func.return
}
