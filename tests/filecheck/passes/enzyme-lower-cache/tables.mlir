// RUN: xdsl-opt -p enzyme-lower-cache %s | filecheck %s
// RUN: xdsl-opt -p 'enzyme-lower-cache{to=memref}' %s | filecheck %s --check-prefix=SPREAD

// A table is an array of headers. Two caches that go the same way share one.
// CHECK-LABEL: func.func private @augmented
// CHECK-SAME: (%x: f64, %y: f64, %table: !llvm.ptr {llvm.noalias})
// CHECK: llvm.getelementptr inbounds %table[0, 1]
// SPREAD-LABEL: func.func private @augmented
// SPREAD-SAME: %x: f64, %y: f64, %{{.*}}: memref<memref<?xf64>>, %{{.*}}: memref<index>, %{{.*}}: memref<memref<?xf64>>, %{{.*}}: memref<index>
func.func private @augmented(%x: f64, %y: f64, %table: !enzyme.CacheTable) {
  %a = "enzyme.cache_in"(%table) <{number = 7 : i64}> : (!enzyme.CacheTable) -> !enzyme.Cache<f64>
  %b = "enzyme.cache_in"(%table) <{number = 4 : i64}> : (!enzyme.CacheTable) -> !enzyme.Cache<f64>
  "enzyme.push"(%a, %x) : (!enzyme.Cache<f64>, f64) -> ()
  "enzyme.push"(%b, %y) : (!enzyme.Cache<f64>, f64) -> ()
  func.return
}

func.func private @reverse(%table: !enzyme.CacheTable) -> f64 {
  %a = "enzyme.cache_in"(%table) <{number = 7 : i64}> : (!enzyme.CacheTable) -> !enzyme.Cache<f64>
  %b = "enzyme.cache_in"(%table) <{number = 4 : i64}> : (!enzyme.CacheTable) -> !enzyme.Cache<f64>
  %y = "enzyme.pop"(%b) : (!enzyme.Cache<f64>) -> f64
  %x = "enzyme.pop"(%a) : (!enzyme.Cache<f64>) -> f64
  %r = arith.addf %x, %y : f64
  func.return %r : f64
}

// CHECK-LABEL: func.func @gradient
// CHECK: %[[count:.*]] = arith.constant 1 : i64
// CHECK: %[[size:.*]] = arith.constant 24 : i64
// CHECK: %table = func.call @calloc(%[[count]], %[[size]])
// CHECK: func.call @augmented(%x, %y, %table)
// CHECK: func.call @reverse(%table)
// CHECK: %[[data:.*]] = llvm.load %table {{.*}}: !llvm.ptr -> !llvm.ptr
// CHECK: func.call @free(%[[data]])
// CHECK: func.call @free(%table)
// CHECK: func.return
// SPREAD-LABEL: func.func @gradient
// SPREAD-NOT: CacheTable
func.func @gradient(%x: f64, %y: f64) -> f64 {
  %table = "enzyme.init_table"() : () -> !enzyme.CacheTable
  func.call @augmented(%x, %y, %table) : (f64, f64, !enzyme.CacheTable) -> ()
  %r = func.call @reverse(%table) : (!enzyme.CacheTable) -> f64
  func.return %r : f64
}
