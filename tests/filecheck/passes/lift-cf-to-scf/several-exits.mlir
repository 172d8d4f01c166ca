// RUN: xdsl-opt -p lift-cf-to-scf %s | filecheck %s

// Ways out to different places: a discriminator says which one, as a number if there are more than two.

func.func private @ask(i32) -> i1
func.func private @use(i32)
func.func @two(%n: i32) {
  %one = arith.constant 1 : i32
  cf.br ^head(%one : i32)
^head(%i: i32):
  %a = func.call @ask(%i) : (i32) -> i1
  cf.cond_br %a, ^first, ^second
^second:
  %j = arith.addi %i, %one : i32
  %b = func.call @ask(%j) : (i32) -> i1
  cf.cond_br %b, ^exit, ^head(%j : i32)
^first:
  func.call @use(%i) : (i32) -> ()
  cf.br ^exit
^exit:
  func.return
}
func.func @three(%n: i32) {
  %one = arith.constant 1 : i32
  cf.br ^head(%one : i32)
^head(%i: i32):
  %a = func.call @ask(%i) : (i32) -> i1
  cf.cond_br %a, ^first, ^next
^next:
  %j = arith.addi %i, %one : i32
  %b = func.call @ask(%j) : (i32) -> i1
  cf.cond_br %b, ^second, ^latch
^latch:
  %c = func.call @ask(%n) : (i32) -> i1
  cf.cond_br %c, ^exit, ^head(%j : i32)
^first:
  func.call @use(%i) : (i32) -> ()
  cf.br ^exit
^second:
  func.call @use(%j) : (i32) -> ()
  cf.br ^exit
^exit:
  func.return
}

// CHECK-LABEL: func.func @two(
// CHECK-NEXT:    %0 = arith.constant true
// CHECK-NEXT:    %1 = arith.constant false
// CHECK-NEXT:    %2 = ub.poison : i32
// CHECK-NEXT:    %one = arith.constant 1 : i32
// CHECK-NEXT:    %3, %4, %i = scf.while (%i_1 = %one) : (i32) -> (i32, i1, i32) {
// CHECK-NEXT:      %a = func.call @ask(%i_1) : (i32) -> i1
// CHECK-NEXT:      %5, %i_2 = scf.if %a -> (i1, i32) {
// CHECK-NEXT:        scf.yield %1, %2 : i1, i32
// CHECK-NEXT:      } else {
// CHECK-NEXT:        %j = arith.addi %i_1, %one : i32
// CHECK-NEXT:        %b = func.call @ask(%j) : (i32) -> i1
// CHECK-NEXT:        %6 = arith.xori %b, %0 : i1
// CHECK-NEXT:        scf.yield %6, %j : i1, i32
// CHECK-NEXT:      }
// CHECK-NEXT:      scf.condition(%5) %i_2, %a, %i_1 : i32, i1, i32
// CHECK-NEXT:    } do {
// CHECK-NEXT:    ^bb0(%7: i32, %8: i1, %9: i32):
// CHECK-NEXT:      scf.yield %7 : i32
// CHECK-NEXT:    }
// CHECK-NEXT:    scf.if %4 {
// CHECK-NEXT:      func.call @use(%i) : (i32) -> ()
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return
// CHECK-NEXT:  }

// CHECK-LABEL: func.func @three(
// CHECK-NEXT:    %0 = arith.constant true
// CHECK-NEXT:    %1 = arith.constant false
// CHECK-NEXT:    %2 = arith.constant 1 : i32
// CHECK-NEXT:    %3 = arith.constant 2 : i32
// CHECK-NEXT:    %4 = ub.poison : i32
// CHECK-NEXT:    %5 = arith.constant 0 : i32
// CHECK-NEXT:    %one = arith.constant 1 : i32
// CHECK-NEXT:    %j, %6, %i = scf.while (%i_1 = %one) : (i32) -> (i32, i32, i32) {
// CHECK-NEXT:      %a = func.call @ask(%i_1) : (i32) -> i1
// CHECK-NEXT:      %7, %i_2, %8 = scf.if %a -> (i1, i32, i32) {
// CHECK-NEXT:        scf.yield %1, %4, %5 : i1, i32, i32
// CHECK-NEXT:      } else {
// CHECK-NEXT:        %j_1 = arith.addi %i_1, %one : i32
// CHECK-NEXT:        %b = func.call @ask(%j_1) : (i32) -> i1
// CHECK-NEXT:        %9, %10 = scf.if %b -> (i1, i32) {
// CHECK-NEXT:          scf.yield %1, %2 : i1, i32
// CHECK-NEXT:        } else {
// CHECK-NEXT:          %c = func.call @ask(%n) : (i32) -> i1
// CHECK-NEXT:          %11 = arith.xori %c, %0 : i1
// CHECK-NEXT:          scf.yield %11, %3 : i1, i32
// CHECK-NEXT:        }
// CHECK-NEXT:        scf.yield %9, %j_1, %10 : i1, i32, i32
// CHECK-NEXT:      }
// CHECK-NEXT:      scf.condition(%7) %i_2, %8, %i_1 : i32, i32, i32
// CHECK-NEXT:    } do {
// CHECK-NEXT:    ^bb0(%12: i32, %13: i32, %14: i32):
// CHECK-NEXT:      scf.yield %12 : i32
// CHECK-NEXT:    }
// CHECK-NEXT:    %15 = arith.index_cast %6 : i32 to index
// CHECK-NEXT:    scf.index_switch %15
// CHECK-NEXT:    case 0 {
// CHECK-NEXT:      func.call @use(%i) : (i32) -> ()
// CHECK-NEXT:      scf.yield
// CHECK-NEXT:    }
// CHECK-NEXT:    case 1 {
// CHECK-NEXT:      func.call @use(%j) : (i32) -> ()
// CHECK-NEXT:      scf.yield
// CHECK-NEXT:    }
// CHECK-NEXT:    default {
// CHECK-NEXT:      scf.yield
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return
// CHECK-NEXT:  }
