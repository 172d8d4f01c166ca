// RUN: xdsl-opt -p enzyme-lower-cache %s | filecheck %s

// The whole nest has %n * %m iterations, known before it: one allocation for both values, freed after the reversed nest.

// CHECK-LABEL: @nest
// CHECK-SAME:  enzyme.caches = [{type = f64, bytes = 8 : i64, kind = "hoisted"}, {type = i1, bytes = 1 : i64, kind = "hoisted"}]
// CHECK:       [[ROWS:%.*]] = arith.maxsi %n,
// CHECK:       [[COLUMNS:%.*]] = arith.maxsi %m,
// CHECK-NEXT:  [[COUNT:%.*]] = arith.muli [[ROWS]], [[COLUMNS]] : i64
// CHECK:       [[MEMORY:%.*]] = func.call @malloc({{.*}}) : (i64) -> !llvm.ptr
// CHECK-NOT:   @malloc
// CHECK:       [[FLOATS:%.*]] = llvm.getelementptr inbounds [[MEMORY]][{{.*}}] : (!llvm.ptr, i64) -> !llvm.ptr, i8
// CHECK-NEXT:  [[BITS:%.*]] = llvm.getelementptr inbounds [[FLOATS]][{{.*}}] : (!llvm.ptr, i64) -> !llvm.ptr, i8
// CHECK-NEXT:  scf.for %i
// CHECK-NEXT:    [[ROW:%.*]] = arith.muli %i, [[COLUMNS]] : i64
// CHECK-NEXT:    scf.for %j
// CHECK-NEXT:      [[INDEX:%.*]] = arith.addi [[ROW]], %j : i64
// CHECK-NEXT:      %v, %b = "test.op"()
// CHECK-NEXT:      [[AT:%.*]] = llvm.getelementptr inbounds [[FLOATS]]{{\[}}[[INDEX]]] : (!llvm.ptr, i64) -> !llvm.ptr, f64
// CHECK-NEXT:      llvm.store %v, [[AT]] {alignment = 8 : i64} : f64, !llvm.ptr
// CHECK-NEXT:      scf.if %b {
// CHECK-NEXT:        [[BYTE:%.*]] = arith.extui %b : i1 to i8
// CHECK-NEXT:        [[AT:%.*]] = llvm.getelementptr inbounds [[BITS]]{{\[}}[[INDEX]]] : (!llvm.ptr, i64) -> !llvm.ptr, i8
// CHECK-NEXT:        llvm.store [[BYTE]], [[AT]] {alignment = 1 : i64} : i8, !llvm.ptr
// CHECK:       scf.for %k
// CHECK:         [[ROW:%.*]] = arith.subi {{.*}}, %k : i64
// CHECK-NEXT:    [[FIRST:%.*]] = arith.muli [[ROW]], %m : i64
// CHECK-NEXT:    scf.for %l
// CHECK:           [[COLUMN:%.*]] = arith.subi {{.*}}, %l : i64
// CHECK-NEXT:      [[INDEX:%.*]] = arith.addi [[FIRST]], [[COLUMN]] : i64
// CHECK-NEXT:      [[AT:%.*]] = llvm.getelementptr inbounds [[FLOATS]]{{\[}}[[INDEX]]] : (!llvm.ptr, i64) -> !llvm.ptr, f64
// CHECK-NEXT:      [[V:%.*]] = llvm.load [[AT]] {alignment = 8 : i64} : !llvm.ptr -> f64
// CHECK:           arith.trunci {{.*}} : i8 to i1
// CHECK:       } {enzyme.reversed_loop = 0 : i64}
// CHECK-NEXT:  func.call @free([[MEMORY]]) : (!llvm.ptr) -> ()
func.func @nest(%n : i64, %m : i64, %zero : i64, %one : i64) {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %cv = "enzyme.init"() : () -> !enzyme.Cache<f64>
  %cb = "enzyme.init"() : () -> !enzyme.Cache<i1>
  scf.for %i = %c0 to %n step %c1 : i64 {
    scf.for %j = %c0 to %m step %c1 : i64 {
      %v, %b = "test.op"() : () -> (f64, i1)
      "enzyme.push"(%cv, %v) : (!enzyme.Cache<f64>, f64) -> ()
      scf.if %b {
        "enzyme.push"(%cb, %b) : (!enzyme.Cache<i1>, i1) -> ()
      }
    } {enzyme.loop = 1}
  } {enzyme.loop = 0}
  scf.for %k = %c0 to %n step %c1 : i64 {
    scf.for %l = %c0 to %m step %c1 : i64 {
      %v = "enzyme.pop"(%cv) : (!enzyme.Cache<f64>) -> f64
      %q = arith.cmpf ogt, %v, %v : f64
      scf.if %q {
        %b = "enzyme.pop"(%cb) : (!enzyme.Cache<i1>) -> i1
        "test.op"(%b) : (i1) -> ()
      }
    } {enzyme.reversed_loop = 1}
  } {enzyme.reversed_loop = 0}
  func.return
}

// Small and constant: on the stack. Without a loop, a single slot.

// CHECK-LABEL: @small
// CHECK-SAME:  kind = "stack"
// CHECK-SAME:  kind = "stack"
// CHECK:       [[ONE:%.*]] = arith.constant 1 : i64
// CHECK:       llvm.alloca [[ONE]] x f64
// CHECK:       [[TEN:%.*]] = arith.constant 10 : i64
// CHECK-NEXT:  [[ARRAY:%.*]] = llvm.alloca [[TEN]] x f32 {alignment = 4 : i64}
// CHECK-NOT:   @malloc
// CHECK:       scf.for %i
// CHECK:         llvm.getelementptr inbounds [[ARRAY]][%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
// CHECK-NOT:   @free
func.func @small(%b : i1) {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %c10 = arith.constant 10 : i64
  %cv = "enzyme.init"() : () -> !enzyme.Cache<f32>
  %cw = "enzyme.init"() : () -> !enzyme.Cache<f64>
  scf.for %i = %c0 to %c10 step %c1 : i64 {
    %v = "test.op"() : () -> f32
    "enzyme.push"(%cv, %v) : (!enzyme.Cache<f32>, f32) -> ()
  } {enzyme.loop = 0}
  scf.if %b {
    %w = "test.op"() : () -> f64
    "enzyme.push"(%cw, %w) : (!enzyme.Cache<f64>, f64) -> ()
  }
  scf.if %b {
    %w = "enzyme.pop"(%cw) : (!enzyme.Cache<f64>) -> f64
    "test.op"(%w) : (f64) -> ()
  }
  scf.for %k = %c0 to %c10 step %c1 : i64 {
    %v = "enzyme.pop"(%cv) : (!enzyme.Cache<f32>) -> f32
    "test.op"(%v) : (f32) -> ()
  } {enzyme.reversed_loop = 0}
  func.return
}

// The number of columns counts only where the inner loop is reached: elsewhere it may be garbage.

// CHECK-LABEL: @guarded
// CHECK:       [[COLUMNS:%.*]] = arith.maxsi %m,
// CHECK:       arith.select %b, [[COLUMNS]],
// CHECK:       @malloc
func.func @guarded(%n : i64, %m : i64, %b : i1) {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %cv = "enzyme.init"() : () -> !enzyme.Cache<f64>
  scf.for %i = %c0 to %n step %c1 : i64 {
    scf.if %b {
      scf.for %j = %c0 to %m step %c1 : i64 {
        %v = "test.op"() : () -> f64
        "enzyme.push"(%cv, %v) : (!enzyme.Cache<f64>, f64) -> ()
      } {enzyme.loop = 1}
    }
  } {enzyme.loop = 0}
  scf.for %k = %c0 to %n step %c1 : i64 {
    scf.if %b {
      scf.for %l = %c0 to %m step %c1 : i64 {
        %v = "enzyme.pop"(%cv) : (!enzyme.Cache<f64>) -> f64
        "test.op"(%v) : (f64) -> ()
      } {enzyme.reversed_loop = 1}
    }
  } {enzyme.reversed_loop = 0}
  func.return
}
