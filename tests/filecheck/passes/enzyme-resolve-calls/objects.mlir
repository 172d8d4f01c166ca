// RUN: xdsl-opt -p enzyme-resolve-calls{entries=\"total\"} %s | filecheck %s

// Virtual calls: the constructor stores the address of the table, the call loads it again, in another function.

func.func private @area_of_square(%this: !llvm.ptr) -> f64 {
  %x = llvm.load %this : !llvm.ptr -> f64
  func.return %x : f64
}
func.func private @area_of_circle(%this: !llvm.ptr) -> f64 {
  %x = llvm.load %this : !llvm.ptr -> f64
  func.return %x : f64
}
func.func private @perimeter_of_circle(%this: !llvm.ptr) -> f64 {
  %x = llvm.load %this : !llvm.ptr -> f64
  func.return %x : f64
}
func.func private @__cxa_pure_virtual()
llvm.mlir.global internal constant @square() : !llvm.array<2 x !llvm.ptr> {
  %0 = llvm.mlir.undef : !llvm.array<2 x !llvm.ptr>
  %1 = llvm.mlir.addressof @area_of_square : !llvm.ptr
  %2 = llvm.insertvalue %1, %0[0] : !llvm.array<2 x !llvm.ptr>
  %3 = llvm.mlir.addressof @__cxa_pure_virtual : !llvm.ptr
  %4 = llvm.insertvalue %3, %2[1] : !llvm.array<2 x !llvm.ptr>
  llvm.return %4 : !llvm.array<2 x !llvm.ptr>
}
llvm.mlir.global internal constant @circle() : !llvm.array<2 x !llvm.ptr> {
  %0 = llvm.mlir.undef : !llvm.array<2 x !llvm.ptr>
  %1 = llvm.mlir.addressof @area_of_circle : !llvm.ptr
  %2 = llvm.insertvalue %1, %0[0] : !llvm.array<2 x !llvm.ptr>
  %3 = llvm.mlir.addressof @perimeter_of_circle : !llvm.ptr
  %4 = llvm.insertvalue %3, %2[1] : !llvm.array<2 x !llvm.ptr>
  llvm.return %4 : !llvm.array<2 x !llvm.ptr>
}
func.func @make_square(%this: !llvm.ptr) {
  %t = llvm.mlir.addressof @square : !llvm.ptr
  llvm.store %t, %this : !llvm.ptr, !llvm.ptr
  func.return
}
func.func @make_circle(%this: !llvm.ptr) {
  %t = llvm.mlir.addressof @circle : !llvm.ptr
  llvm.store %t, %this : !llvm.ptr, !llvm.ptr
  func.return
}

// CHECK-LABEL: func.func @area(
// CHECK:         scf.if
// CHECK-NEXT:      func.call @area_of_square
// CHECK:         else
// CHECK-NEXT:      func.call @area_of_circle
// CHECK-NOT:     call_pointer
func.func @area(%this: !llvm.ptr) -> f64 {
  %t = llvm.load %this : !llvm.ptr -> !llvm.ptr
  %f = llvm.load %t : !llvm.ptr -> !llvm.ptr
  %r = llvm_extra.call_pointer %f(%this) : (!llvm.ptr) -> f64
  func.return %r : f64
}

// CHECK-LABEL: func.func @perimeter
// CHECK-NEXT:    llvm.load
// CHECK-NEXT:    llvm.getelementptr
// CHECK-NEXT:    llvm.load
// CHECK-NEXT:    func.call @perimeter_of_circle
func.func @perimeter(%this: !llvm.ptr) -> f64 {
  %t = llvm.load %this : !llvm.ptr -> !llvm.ptr
  %p = llvm.getelementptr %t[8] : (!llvm.ptr) -> !llvm.ptr, i8
  %f = llvm.load %p : !llvm.ptr -> !llvm.ptr
  %r = llvm_extra.call_pointer %f(%this) : (!llvm.ptr) -> f64
  func.return %r : f64
}
func.func @total(%n: i64) -> f64 {
  %a = llvm.alloca %n x i64 : (i64) -> !llvm.ptr
  %b = llvm.alloca %n x i64 : (i64) -> !llvm.ptr
  func.call @make_square(%a) : (!llvm.ptr) -> ()
  func.call @make_circle(%b) : (!llvm.ptr) -> ()
  %x = func.call @area(%a) : (!llvm.ptr) -> f64
  %y = func.call @area(%b) : (!llvm.ptr) -> f64
  %z = func.call @perimeter(%b) : (!llvm.ptr) -> f64
  %s = arith.addf %x, %y : f64
  %r = arith.addf %s, %z : f64
  func.return %r : f64
}
