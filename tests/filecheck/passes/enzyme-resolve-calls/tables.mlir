// RUN: xdsl-opt -p enzyme-resolve-calls %s | filecheck %s

// Entries of a table are told apart by their offset; where the index is not known, the pointer is compared.

func.func private @square(%x: f64) -> f64 {
  %y = arith.mulf %x, %x : f64
  func.return %y : f64
}
func.func private @double(%x: f64) -> f64 {
  %y = arith.addf %x, %x : f64
  func.return %y : f64
}
func.func private @same(%x: f64) -> f64 {
  func.return %x : f64
}
func.func private @count(%x: i64) -> i64 {
  func.return %x : i64
}
llvm.mlir.global internal constant @pair() : !llvm.array<2 x !llvm.ptr> {
  %0 = llvm.mlir.undef : !llvm.array<2 x !llvm.ptr>
  %1 = llvm.mlir.addressof @square : !llvm.ptr
  %2 = llvm.insertvalue %1, %0[0] : !llvm.array<2 x !llvm.ptr>
  %3 = llvm.mlir.addressof @double : !llvm.ptr
  %4 = llvm.insertvalue %3, %2[1] : !llvm.array<2 x !llvm.ptr>
  llvm.return %4 : !llvm.array<2 x !llvm.ptr>
}

// CHECK-LABEL: func.func @one_entry
// CHECK-NOT:     pointer_compare
// CHECK:         func.call @double(%x)
func.func @one_entry(%x: f64) -> f64 {
  %t = llvm.mlir.addressof @pair : !llvm.ptr
  %p = llvm.getelementptr %t[8] : (!llvm.ptr) -> !llvm.ptr, i8
  %q = llvm.load %p : !llvm.ptr -> !llvm.ptr
  %r = llvm_extra.call_pointer %q(%x) : (f64) -> f64
  func.return %r : f64
}

// CHECK-LABEL: func.func @any_entry
// CHECK:         %[[f:.+]] = llvm.mlir.addressof @square
// CHECK-NEXT:    %[[is:.+]] = llvm_extra.pointer_compare eq, %q, %[[f]]
// CHECK-NEXT:    %r = scf.if %[[is]] -> (f64) {
// CHECK-NEXT:      %[[a:.+]] = func.call @square(%x)
// CHECK-NEXT:      scf.yield %[[a]]
// CHECK-NEXT:    } else {
// CHECK-NEXT:      %[[b:.+]] = func.call @double(%x)
// CHECK-NEXT:      scf.yield %[[b]]
// CHECK-NEXT:    }
func.func @any_entry(%x: f64, %i: i64) -> f64 {
  %t = llvm.mlir.addressof @pair : !llvm.ptr
  %p = llvm.getelementptr %t[%i] : (!llvm.ptr, i64) -> !llvm.ptr, !llvm.ptr
  %q = llvm.load %p : !llvm.ptr -> !llvm.ptr
  %r = llvm_extra.call_pointer %q(%x) : (f64) -> f64
  func.return %r : f64
}

// A third function, and block arguments.

// CHECK-LABEL: func.func @three
// CHECK:         %[[n2:.+]] = arith.select
// CHECK:         %[[n1:.+]] = arith.select
// CHECK:         %[[index:.+]] = arith.index_cast %[[n1]]
// CHECK:         scf.index_switch %[[index]]
// CHECK:         case 0
// CHECK:           func.call @square
// CHECK:         case 1
// CHECK:           func.call @double
// CHECK:         default
// CHECK-NEXT:      func.call @same
func.func @three(%x: f64, %i: i64, %c: i1) -> f64 {
  %s = llvm.mlir.addressof @same : !llvm.ptr
  cf.cond_br %c, ^table, ^call(%s : !llvm.ptr)
^table:
  %t = llvm.mlir.addressof @pair : !llvm.ptr
  %p = llvm.getelementptr %t[%i] : (!llvm.ptr, i64) -> !llvm.ptr, !llvm.ptr
  %q = llvm.load %p : !llvm.ptr -> !llvm.ptr
  cf.br ^call(%q : !llvm.ptr)
^call(%f: !llvm.ptr):
  %r = llvm_extra.call_pointer %f(%x) : (f64) -> f64
  func.return %r : f64
}

// What comes from outside may be any function of that type. If it is another one, it is called all the same.

// CHECK-LABEL: func.func @given
// CHECK:         func.call @square
// CHECK:         func.call @double
// CHECK-NOT:     @count
// CHECK:         default
// CHECK-NEXT:      llvm_extra.call_pointer %f(%x) {enzyme.unexpected_callee}
func.func @given(%x: f64, %f: !llvm.ptr) -> f64 {
  %other = llvm.mlir.addressof @count : !llvm.ptr
  %r = llvm_extra.call_pointer %f(%x) : (f64) -> f64
  func.return %r : f64
}

// An invoke unwinds whatever it calls.

// CHECK-LABEL: func.func @invoked
// CHECK:         llvm_extra.invoke of @double(%x) cleanup
func.func @invoked(%x: f64) -> f64 {
  %p = llvm.mlir.addressof @double : !llvm.ptr
  %r, %unwound, %pad = llvm_extra.invoke (%p, %x) cleanup : (!llvm.ptr, f64) -> (f64, i1, !llvm.struct<(!llvm.ptr, i32)>)
  cf.cond_br %unwound, ^pad, ^return
^pad:
  llvm.unreachable
^return:
  func.return %r : f64
}
