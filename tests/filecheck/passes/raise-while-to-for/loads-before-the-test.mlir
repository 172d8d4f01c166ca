// RUN: xdsl-opt -p lift-cf-to-scf,enzyme-raise-while-to-for %s | filecheck %s

// A load before the test may happen once less, if what it loads is used in the body only.

func.func @before(%p: !llvm.ptr, %n: i64, %x: f64) -> f64 {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  cf.br ^head(%zero, %x : i64, f64)
^head(%i: i64, %s: f64):
  %v = llvm.load %p : !llvm.ptr -> f64
  %c = arith.cmpi slt, %i, %n : i64
  cf.cond_br %c, ^body, ^exit
^body:
  %t = arith.mulf %s, %v : f64
  %j = arith.addi %i, %one : i64
  cf.br ^head(%j, %t : i64, f64)
^exit:
  func.return %s : f64
}
// Here the last one is used after the loop: it stays.
func.func @after(%p: !llvm.ptr, %n: i64) -> f64 {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  cf.br ^head(%zero : i64)
^head(%i: i64):
  %v = llvm.load %p : !llvm.ptr -> f64
  %c = arith.cmpi slt, %i, %n : i64
  cf.cond_br %c, ^body, ^exit
^body:
  llvm.store %v, %p : f64, !llvm.ptr
  %j = arith.addi %i, %one : i64
  cf.br ^head(%j : i64)
^exit:
  func.return %v : f64
}

// CHECK-LABEL: func.func @before(
// CHECK-NEXT:    %0 = arith.constant 0 : i64
// CHECK-NEXT:    %1 = arith.maxsi %n, %0 : i64
// CHECK-NEXT:    %2 = arith.constant 1 : i64
// CHECK-NEXT:    %s = scf.for %3 = %0 to %1 step %2 iter_args(%s_1 = %x) -> (f64) : i64 {
// CHECK-NEXT:      %v = llvm.load %p : !llvm.ptr -> f64
// CHECK-NEXT:      %t = arith.mulf %s_1, %v : f64
// CHECK-NEXT:      scf.yield %t : f64
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return %s : f64
// CHECK-NEXT:  }

// CHECK-LABEL: func.func @after(
// CHECK-NEXT:    %0 = ub.poison : i64
// CHECK-NEXT:    %zero = arith.constant 0 : i64
// CHECK-NEXT:    %one = arith.constant 1 : i64
// CHECK-NEXT:    %1, %v = scf.while (%i = %zero) : (i64) -> (i64, f64) {
// CHECK-NEXT:      %v_1 = llvm.load %p : !llvm.ptr -> f64
// CHECK-NEXT:      %c = arith.cmpi slt, %i, %n : i64
// CHECK-NEXT:      %i_1 = scf.if %c -> (i64) {
// CHECK-NEXT:        llvm.store %v_1, %p : f64, !llvm.ptr
// CHECK-NEXT:        %j = arith.addi %i, %one : i64
// CHECK-NEXT:        scf.yield %j : i64
// CHECK-NEXT:      } else {
// CHECK-NEXT:        scf.yield %0 : i64
// CHECK-NEXT:      }
// CHECK-NEXT:      scf.condition(%c) %i_1, %v_1 : i64, f64
// CHECK-NEXT:    } do {
// CHECK-NEXT:    ^bb0(%2: i64, %3: f64):
// CHECK-NEXT:      scf.yield %2 : i64
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return %v : f64
// CHECK-NEXT:  }
