// RUN: xdsl-opt -t enzyme-llvm %s | filecheck %s

// Two edges to one block with different values: one of them goes round.

// CHECK-LABEL: define i32 @edges(i1 %c, i32 %x, i32 %y) {
func.func @edges(%c: i1, %x: i32, %y: i32) -> i32 {
  // CHECK-NEXT: entry:
  // CHECK-NEXT:   br i1 %c, label %bb, label %edge
  // CHECK-NEXT: edge:
  // CHECK-NEXT:   br label %bb
  cf.cond_br %c, ^join(%x : i32), ^join(%y : i32)
// CHECK-NEXT: bb:
// CHECK-NEXT:   %a = phi i32 [ %x, %entry ], [ %y, %edge ]
^join(%a: i32):
  func.return %a : i32
}

// CHECK-LABEL: define i32 @switch(i32 %s) {
func.func @switch(%s: i32) -> i32 {
  %one = arith.constant 1 : i32
  // CHECK: switch i32 %s, label %[[JOIN:\S+]] [ i32 5, label %[[OTHER:\S+]] i32 -6, label %[[JOIN]] ]
  cf.switch %s : i32, [
    default: ^join(%one : i32),
    5: ^other,
    -6: ^join(%one : i32)
  ]
^other:
  cf.br ^join(%s : i32)
^join(%a: i32):
  func.return %a : i32
// CHECK: phi i32 [ 1, %entry ], [ 1, %entry ], [ %s, %[[OTHER]] ]
}
