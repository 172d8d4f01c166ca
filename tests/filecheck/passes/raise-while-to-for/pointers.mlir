// RUN: xdsl-opt -p lift-cf-to-scf,enzyme-raise-while-to-for %s | filecheck %s

// Iterators: pointers are counted by the bytes of a step, from a common base where there is one.

func.func @iterators(%begin: !llvm.ptr, %end: !llvm.ptr, %x: f64) -> f64 {
  %g = llvm_extra.pointer_compare eq, %begin, %end : !llvm.ptr
  cf.cond_br %g, ^exit(%x : f64), ^head(%begin, %x : !llvm.ptr, f64)
^head(%p: !llvm.ptr, %s: f64):
  %v = llvm.load %p : !llvm.ptr -> f64
  %t = arith.addf %s, %v : f64
  %q = llvm.getelementptr inbounds %p[1] : (!llvm.ptr) -> !llvm.ptr, f64
  %c = llvm_extra.pointer_compare eq, %q, %end : !llvm.ptr
  cf.cond_br %c, ^exit(%t : f64), ^head(%q, %t : !llvm.ptr, f64)
^exit(%r: f64):
  func.return %r : f64
}
func.func @array(%x: !llvm.ptr, %n: i64, %s0: f64) -> f64 {
  %end = llvm.getelementptr inbounds %x[%n] : (!llvm.ptr, i64) -> !llvm.ptr, f64
  cf.br ^head(%x, %s0 : !llvm.ptr, f64)
^head(%p: !llvm.ptr, %s: f64):
  %v = llvm.load %p : !llvm.ptr -> f64
  %t = arith.addf %s, %v : f64
  %q = llvm.getelementptr inbounds %p[8] : (!llvm.ptr) -> !llvm.ptr, i8
  %c = llvm_extra.pointer_compare ne, %q, %end : !llvm.ptr
  cf.cond_br %c, ^head(%q, %t : !llvm.ptr, f64), ^exit
^exit:
  func.return %t : f64
}

// CHECK-LABEL: func.func @iterators(
// CHECK-NEXT:    %0 = llvm.ptrtoint %begin : !llvm.ptr to i64
// CHECK-NEXT:    %1 = llvm.ptrtoint %end : !llvm.ptr to i64
// CHECK-NEXT:    %2 = arith.subi %1, %0 : i64
// CHECK-NEXT:    %3 = arith.constant 3 : i64
// CHECK-NEXT:    %4 = arith.shrui %2, %3 : i64
// CHECK-NEXT:    %5 = arith.constant 0 : i64
// CHECK-NEXT:    %6 = arith.constant 1 : i64
// CHECK-NEXT:    %s = scf.for %7 = %5 to %4 step %6 iter_args(%s_1 = %x) -> (f64) : i64 {
// CHECK-NEXT:      %p = llvm.getelementptr inbounds %begin[%7] : (!llvm.ptr, i64) -> !llvm.ptr, f64
// CHECK-NEXT:      %v = llvm.load %p : !llvm.ptr -> f64
// CHECK-NEXT:      %t = arith.addf %s_1, %v : f64
// CHECK-NEXT:      scf.yield %t : f64
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return %s : f64
// CHECK-NEXT:  }

// CHECK-LABEL: func.func @array(
// CHECK-NEXT:    %0 = arith.constant 0 : i64
// CHECK-NEXT:    %1 = arith.constant 1 : i64
// CHECK-NEXT:    %s = scf.for %2 = %0 to %n step %1 iter_args(%s_1 = %s0) -> (f64) : i64 {
// CHECK-NEXT:      %3 = arith.constant 8 : i64
// CHECK-NEXT:      %4 = arith.muli %2, %3 : i64
// CHECK-NEXT:      %p = llvm.getelementptr inbounds %x[%4] : (!llvm.ptr, i64) -> !llvm.ptr, i8
// CHECK-NEXT:      %v = llvm.load %p : !llvm.ptr -> f64
// CHECK-NEXT:      %t = arith.addf %s_1, %v : f64
// CHECK-NEXT:      scf.yield %t : f64
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return %s : f64
// CHECK-NEXT:  }
