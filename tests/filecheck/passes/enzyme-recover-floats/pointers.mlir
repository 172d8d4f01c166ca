// RUN: xdsl-opt -p enzyme-recover-floats{entries=f,g,h,k} %s | filecheck %s

// What is now the address of an array, now that of nothing, stays a pointer, though its alignment is looked at.
// CHECK-LABEL: @f
// CHECK:      %r = scf.if %c -> (!llvm.ptr) {
// CHECK:        scf.yield %p : !llvm.ptr
// CHECK:        llvm.inttoptr
// CHECK-NEXT:   scf.yield %{{.*}} : !llvm.ptr
// CHECK:      llvm.ptrtoint %r
// CHECK-NEXT: arith.remui
// CHECK:      llvm.load %r : !llvm.ptr -> f64
func.func @f(%p : !llvm.ptr, %c : i1) -> (f64, i64) {
  %eight = arith.constant 8 : i64
  %r = scf.if %c -> (i64) {
    %i = llvm.ptrtoint %p : !llvm.ptr to i64
    scf.yield %i : i64
  } else {
    scf.yield %eight : i64
  }
  %rest = arith.remui %r, %eight : i64
  %q = llvm.inttoptr %r : i64 to !llvm.ptr
  %x = llvm.load %q : !llvm.ptr -> f64
  func.return %x, %rest : f64, i64
}

// The bound of a loop that is a pointer, too.
// CHECK-LABEL: @g
// CHECK:      %n = llvm.load %p {{.*}} : !llvm.ptr -> !llvm.ptr
// CHECK:      %0 = llvm.ptrtoint %n
// CHECK:      scf.for %i = %zero to %0 step %one
func.func @g(%p : !llvm.ptr) -> f64 {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %n = llvm.load %p : !llvm.ptr -> i64
  %q = llvm.inttoptr %n : i64 to !llvm.ptr
  scf.for %i = %zero to %n step %one : i64 {
    %x = llvm.load %q : !llvm.ptr -> f64
    llvm.store %x, %q : f64, !llvm.ptr
  }
  %x = llvm.load %q : !llvm.ptr -> f64
  func.return %x : f64
}

// An address that is only compared stays a number: no pointer is made of what is added to it.
// CHECK-LABEL: @h
// CHECK:      %a = scf.if %c -> (i64) {
// CHECK-NOT:  llvm.inttoptr
// CHECK:      arith.cmpi ult, %a, %{{.*}} : i64
func.func @h(%p : !llvm.ptr, %c : i1) -> i1 {
  %n = llvm.load %p : !llvm.ptr -> i64
  %i = llvm.ptrtoint %p : !llvm.ptr to i64
  %a = scf.if %c -> (i64) {
    %b = arith.addi %i, %n : i64
    scf.yield %b : i64
  } else {
    scf.yield %i : i64
  }
  %less = arith.cmpi ult, %a, %n : i64
  func.return %less : i1
}

// An argument of a loop and its result are taken apart in the same way, though only one of them becomes a pointer.
// CHECK-LABEL: @k
// CHECK:      %r, %{{.*}} = scf.while (%a = %p, %b = %zero) : (!llvm.ptr, i64) -> (!llvm.ptr, i64)
// CHECK:      ^{{.*}}(%c: !llvm.ptr, %d: i64)
func.func @k(%p : !llvm.ptr, %n : i64) -> f64 {
  %i = llvm.ptrtoint %p : !llvm.ptr to i64
  %zero = arith.constant 0 : i64
  %r:2 = scf.while (%a = %i, %b = %zero) : (i64, i64) -> (i64, i64) {
    %more = arith.cmpi ult, %b, %n : i64
    scf.condition(%more) %a, %b : i64, i64
  } do {
  ^bb0(%c : i64, %d : i64):
    %e = arith.addi %d, %c : i64
    scf.yield %i, %e : i64, i64
  }
  %q = llvm.inttoptr %r#0 : i64 to !llvm.ptr
  %x = llvm.load %q : !llvm.ptr -> f64
  func.return %x : f64
}
