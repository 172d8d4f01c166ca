// RUN: xdsl-opt -p enzyme-lower-cache %s | filecheck %s

// Nobody knows how often the loop runs. Both values of its body share one buffer of records.

// CHECK-LABEL: @unknown_count
// CHECK-SAME:  kind = "growing"
// CHECK:       [[HEADER:%.*]] = llvm.alloca {{.*}} x !llvm.struct<(!llvm.ptr, i64, i64)>
// CHECK-NOT:   llvm.alloca
// CHECK:       scf.while
// CHECK:         [[SIZE:%.*]] = llvm.load
// CHECK:         [[NEEDED:%.*]] = arith.addi [[SIZE]], {{%.*}} : i64
// CHECK:         [[CAPACITY:%.*]] = llvm.load
// CHECK-NEXT:    [[FULL:%.*]] = arith.cmpi sgt, [[NEEDED]], [[CAPACITY]] : i64
// CHECK-NEXT:    scf.if [[FULL]] {
// CHECK:           func.call @realloc
// CHECK:           func.call @abort
// CHECK:         [[RECORD:%.*]] = llvm.getelementptr inbounds {{%.*}}{{\[}}[[SIZE]]] : (!llvm.ptr, i64) -> !llvm.ptr, !llvm.struct<(f64, i8)>
// CHECK:         llvm.getelementptr inbounds [[RECORD]][0, 1]
// CHECK:         llvm.store %v, [[RECORD]]
// CHECK:       scf.for %k
// CHECK:         arith.subi
// CHECK:         [[RECORD:%.*]] = llvm.getelementptr inbounds {{.*}} !llvm.struct<(f64, i8)>
// CHECK:         llvm.load [[RECORD]] {alignment = 8 : i64} : !llvm.ptr -> f64
// CHECK:       } {enzyme.reversed_loop = 0 : i64}
// CHECK-NEXT:  [[DATA:%.*]] = llvm.load [[HEADER]]
// CHECK-NEXT:  func.call @free([[DATA]])
func.func @unknown_count(%x : f64) {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %cb = "enzyme.init"() : () -> !enzyme.Cache<i1>
  %cv = "enzyme.init"() : () -> !enzyme.Cache<f64>
  %trip = scf.while (%count = %c0) : (i64) -> (i64) {
    %v, %b = "test.op"() : () -> (f64, i1)
    "enzyme.push"(%cb, %b) : (!enzyme.Cache<i1>, i1) -> ()
    "enzyme.push"(%cv, %v) : (!enzyme.Cache<f64>, f64) -> ()
    %next = arith.addi %count, %c1 : i64
    scf.condition(%b) %next : i64
  } do {
  ^bb0(%count : i64):
    scf.yield %count : i64
  } attributes {enzyme.loop = 0}
  scf.for %k = %c0 to %trip step %c1 : i64 {
    %v = "enzyme.pop"(%cv) : (!enzyme.Cache<f64>) -> f64
    %b = "enzyme.pop"(%cb) : (!enzyme.Cache<i1>) -> i1
    "test.op"(%v, %b) : (f64, i1) -> ()
  } {enzyme.reversed_loop = 0}
  func.return
}

// A counted loop in it makes room for the records of all its iterations before it starts, one field after the other.

// CHECK-LABEL: @counted_inside
// CHECK:       scf.while
// CHECK:         [[COUNT:%.*]] = arith.maxsi %n
// CHECK:         [[SIZE:%.*]] = llvm.load
// CHECK-NEXT:    arith.addi [[SIZE]], [[COUNT]] : i64
// CHECK:         func.call @realloc
// CHECK:         [[VALUES:%.*]] = llvm.getelementptr inbounds {{%.*}}{{\[}}[[SIZE]]] : (!llvm.ptr, i64) -> !llvm.ptr, !llvm.struct<(f64, i8)>
// CHECK:         [[BITS:%.*]] = llvm.getelementptr inbounds [[VALUES]]{{\[}}[[COUNT]]] : (!llvm.ptr, i64) -> !llvm.ptr, f64
// CHECK:         scf.for %i
// CHECK-NEXT:      %v, %b = "test.op"
// CHECK:           llvm.getelementptr inbounds [[BITS]]{{\[}}%i] : (!llvm.ptr, i64) -> !llvm.ptr, i8
// CHECK-NOT:       func.call
// CHECK:           [[PLACE:%.*]] = llvm.getelementptr inbounds [[VALUES]]{{\[}}%i]
// CHECK-NEXT:      llvm.store %v, [[PLACE]]
// CHECK:       scf.for %k
// CHECK:         [[COUNT:%.*]] = arith.maxsi %n
// CHECK:         arith.subi {{%.*}}, [[COUNT]] : i64
// CHECK:         scf.for %l
// CHECK-NEXT:      arith.constant 1
// CHECK-NEXT:      [[LAST:%.*]] = arith.subi %n
// CHECK-NEXT:      [[NUMBER:%.*]] = arith.subi [[LAST]], %l
// CHECK-NEXT:      llvm.getelementptr inbounds {{%.*}}{{\[}}[[NUMBER]]]
func.func @counted_inside(%n : i64) {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %cb = "enzyme.init"() : () -> !enzyme.Cache<i1>
  %cv = "enzyme.init"() : () -> !enzyme.Cache<f64>
  %trip = scf.while (%count = %c0) : (i64) -> (i64) {
    scf.for %i = %c0 to %n step %c1 : i64 {
      %v, %b = "test.op"() : () -> (f64, i1)
      "enzyme.push"(%cb, %b) : (!enzyme.Cache<i1>, i1) -> ()
      "enzyme.push"(%cv, %v) : (!enzyme.Cache<f64>, f64) -> ()
    } {enzyme.loop = 1}
    %go_on = "test.op"() : () -> i1
    %next = arith.addi %count, %c1 : i64
    scf.condition(%go_on) %next : i64
  } do {
  ^bb0(%count : i64):
    scf.yield %count : i64
  } attributes {enzyme.loop = 0}
  scf.for %k = %c0 to %trip step %c1 : i64 {
    scf.for %l = %c0 to %n step %c1 : i64 {
      %v = "enzyme.pop"(%cv) : (!enzyme.Cache<f64>) -> f64
      %b = "enzyme.pop"(%cb) : (!enzyme.Cache<i1>) -> i1
      "test.op"(%v, %b) : (f64, i1) -> ()
    } {enzyme.reversed_loop = 1}
  } {enzyme.reversed_loop = 0}
  func.return
}

// A cache that is an argument is lent: its maker frees it.

// CHECK-LABEL: @lent(%c: !llvm.ptr {llvm.noalias}
// CHECK-NOT:   @free
// CHECK:       func.return
func.func @lent(%c : !enzyme.Cache<f64>, %v : f64) {
  "enzyme.push"(%c, %v) : (!enzyme.Cache<f64>, f64) -> ()
  func.return
}

// CHECK-LABEL: @maker
// CHECK:       [[HEADER:%.*]] = llvm.alloca
// CHECK:       func.call @lent([[HEADER]], %v) : (!llvm.ptr, f64) -> ()
// CHECK:       func.call @free
// CHECK-NEXT:  func.return
func.func @maker(%v : f64) -> f64 {
  %c = "enzyme.init"() : () -> !enzyme.Cache<f64>
  func.call @lent(%c, %v) : (!enzyme.Cache<f64>, f64) -> ()
  %w = "enzyme.pop"(%c) : (!enzyme.Cache<f64>) -> f64
  func.return %w : f64
}

// A cache that is returned has its header on the heap, and is freed by who gets it.

// CHECK-LABEL: @returned
// CHECK:       [[HEADER:%.*]] = func.call @malloc
// CHECK-NOT:   @free
// CHECK:       func.return [[HEADER]] : !llvm.ptr
func.func @returned(%v : f64) -> !enzyme.Cache<f64> {
  %c = "enzyme.init"() : () -> !enzyme.Cache<f64>
  "enzyme.push"(%c, %v) : (!enzyme.Cache<f64>, f64) -> ()
  func.return %c : !enzyme.Cache<f64>
}

// CHECK-LABEL: @receiver
// CHECK:       [[HEADER:%.*]] = func.call @returned(%v) : (f64) -> !llvm.ptr
// CHECK:       [[DATA:%.*]] = llvm.load [[HEADER]]
// CHECK:       func.call @free
// CHECK-NEXT:  func.call @free([[HEADER]])
// CHECK-NEXT:  func.return
func.func @receiver(%v : f64) -> f64 {
  %c = func.call @returned(%v) : (f64) -> !enzyme.Cache<f64>
  %w = "enzyme.pop"(%c) : (!enzyme.Cache<f64>) -> f64
  func.return %w : f64
}

// Caches that two functions share are one, if they are pushed in one block and popped in one.

// CHECK-LABEL: @record.augmented(
// CHECK-SAME:  %v: f64, %b: i1, [[HEADER:%.*]]: !llvm.ptr {llvm.noalias})
// CHECK:       [[RECORD:%.*]] = llvm.getelementptr {{.*}}!llvm.struct<(f64, i8)>
// CHECK-NEXT:  llvm.store %v, [[RECORD]]
// CHECK:       [[FIELD:%.*]] = llvm.getelementptr inbounds [[RECORD]][0, 1]
// CHECK-NEXT:  [[BYTE:%.*]] = arith.extui %b
// CHECK-NEXT:  llvm.store [[BYTE]], [[FIELD]]
func.func private @record.augmented(%v : f64, %b : i1, %cb : !enzyme.Cache<i1>, %cv : !enzyme.Cache<f64>) {
  "enzyme.push"(%cb, %b) : (!enzyme.Cache<i1>, i1) -> ()
  "enzyme.push"(%cv, %v) : (!enzyme.Cache<f64>, f64) -> ()
  func.return
}

// CHECK-LABEL: @record.reverse(
// CHECK-SAME:  {{%.*}}: !llvm.ptr {llvm.noalias}) -> (f64, i1)
// CHECK-NOT:   @free
func.func private @record.reverse(%cb : !enzyme.Cache<i1>, %cv : !enzyme.Cache<f64>) -> (f64, i1) {
  %v = "enzyme.pop"(%cv) : (!enzyme.Cache<f64>) -> f64
  %b = "enzyme.pop"(%cb) : (!enzyme.Cache<i1>) -> i1
  func.return %v, %b : f64, i1
}

// CHECK-LABEL: @record(
// CHECK:       [[HEADER:%.*]] = llvm.alloca
// CHECK-NOT:   llvm.alloca
// CHECK:       func.call @record.augmented(%v, %b, [[HEADER]])
// CHECK:       func.call @record.reverse([[HEADER]])
func.func @record(%v : f64, %b : i1) -> (f64, i1) {
  %cb = "enzyme.init"() : () -> !enzyme.Cache<i1>
  %cv = "enzyme.init"() : () -> !enzyme.Cache<f64>
  func.call @record.augmented(%v, %b, %cb, %cv) : (f64, i1, !enzyme.Cache<i1>, !enzyme.Cache<f64>) -> ()
  %w, %d = func.call @record.reverse(%cb, %cv) : (!enzyme.Cache<i1>, !enzyme.Cache<f64>) -> (f64, i1)
  func.return %w, %d : f64, i1
}
