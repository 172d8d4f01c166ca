// RUN: xdsl-opt -p lift-cf-to-scf,enzyme-raise-while-to-for %s | filecheck %s

// Loops that stay: left by more than one condition, a bound that changes, steps that may jump over the bound.

func.func private @ask(i32) -> i1
func.func @break(%n: i32) {
  %zero = arith.constant 0 : i32
  %one = arith.constant 1 : i32
  cf.br ^head(%zero : i32)
^head(%i: i32):
  %a = func.call @ask(%i) : (i32) -> i1
  cf.cond_br %a, ^exit, ^latch
^latch:
  %j = arith.addi %i, %one : i32
  %c = arith.cmpi slt, %j, %n : i32
  cf.cond_br %c, ^head(%j : i32), ^exit
^exit:
  func.return
}
func.func @bound(%n: i32) {
  %one = arith.constant 1 : i32
  cf.br ^head(%n, %one : i32, i32)
^head(%i: i32, %m: i32):
  %j = arith.addi %i, %one : i32
  %k = arith.muli %m, %j : i32
  %c = arith.cmpi slt, %j, %k : i32
  cf.cond_br %c, ^head(%j, %k : i32, i32), ^exit
^exit:
  func.return
}
func.func @may_wrap(%n: i32) {
  %seven = arith.constant 7 : i32
  cf.br ^head(%n : i32)
^head(%i: i32):
  %a = func.call @ask(%i) : (i32) -> i1
  %j = arith.addi %i, %seven : i32
  %c = arith.cmpi slt, %j, %n : i32
  cf.cond_br %c, ^head(%j : i32), ^exit
^exit:
  func.return
}

// CHECK-LABEL: func.func @break(
// CHECK-NEXT:    %0 = arith.constant false
// CHECK-NEXT:    %1 = ub.poison : i32
// CHECK-NEXT:    %zero = arith.constant 0 : i32
// CHECK-NEXT:    %one = arith.constant 1 : i32
// CHECK-NEXT:    %2 = scf.while (%i = %zero) : (i32) -> i32 {
// CHECK-NEXT:      %a = func.call @ask(%i) : (i32) -> i1
// CHECK-NEXT:      %3, %i_1 = scf.if %a -> (i1, i32) {
// CHECK-NEXT:        scf.yield %0, %1 : i1, i32
// CHECK-NEXT:      } else {
// CHECK-NEXT:        %j = arith.addi %i, %one : i32
// CHECK-NEXT:        %c = arith.cmpi slt, %j, %n : i32
// CHECK-NEXT:        scf.yield %c, %j : i1, i32
// CHECK-NEXT:      }
// CHECK-NEXT:      scf.condition(%3) %i_1 : i32
// CHECK-NEXT:    } do {
// CHECK-NEXT:    ^bb0(%4: i32):
// CHECK-NEXT:      scf.yield %4 : i32
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return
// CHECK-NEXT:  }

// CHECK-LABEL: func.func @bound(
// CHECK-NEXT:    %one = arith.constant 1 : i32
// CHECK-NEXT:    %0, %1 = scf.while (%i = %n, %m = %one) : (i32, i32) -> (i32, i32) {
// CHECK-NEXT:      %j = arith.addi %i, %one : i32
// CHECK-NEXT:      %k = arith.muli %m, %j : i32
// CHECK-NEXT:      %c = arith.cmpi slt, %j, %k : i32
// CHECK-NEXT:      scf.condition(%c) %j, %k : i32, i32
// CHECK-NEXT:    } do {
// CHECK-NEXT:    ^bb0(%2: i32, %3: i32):
// CHECK-NEXT:      scf.yield %2, %3 : i32, i32
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return
// CHECK-NEXT:  }

// CHECK-LABEL: func.func @may_wrap(
// CHECK-NEXT:    %seven = arith.constant 7 : i32
// CHECK-NEXT:    %0 = scf.while (%i = %n) : (i32) -> i32 {
// CHECK-NEXT:      %a = func.call @ask(%i) : (i32) -> i1
// CHECK-NEXT:      %j = arith.addi %i, %seven : i32
// CHECK-NEXT:      %c = arith.cmpi slt, %j, %n : i32
// CHECK-NEXT:      scf.condition(%c) %j : i32
// CHECK-NEXT:    } do {
// CHECK-NEXT:    ^bb0(%1: i32):
// CHECK-NEXT:      scf.yield %1 : i32
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return
// CHECK-NEXT:  }
