// RUN: xdsl-opt -p enzyme-bufferize %s | filecheck %s

// A tensor that nobody needs any more is overwritten.
// CHECK-LABEL: func.func @in_place
// CHECK-NEXT:    %t = memref.alloc() : memref<4xf64>
// CHECK-NEXT:    memref.store %x, %t[%i]
// CHECK-NEXT:    memref.store %x, %t[%i]
// CHECK-NEXT:    %y = memref.load %t[%i]
// CHECK-NEXT:    memref.dealloc %t
// CHECK-NEXT:    func.return %y
func.func @in_place(%x : f64, %i : index) -> f64 {
  %t = tensor.empty() : tensor<4xf64>
  %u = tensor.insert %x into %t[%i] : tensor<4xf64>
  %v = tensor.insert %x into %u[%i] : tensor<4xf64>
  %y = tensor.extract %v[%i] : tensor<4xf64>
  func.return %y : f64
}

// Arguments are only read, results belong to the caller, and what is still needed is copied.
// CHECK-LABEL: func.func @still_needed(%t: memref<4xf64>, %x: f64, %i: index) -> (memref<4xf64>, f64)
// CHECK-NEXT:    %u = memref.alloc() : memref<4xf64>
// CHECK-NEXT:    "memref.copy"(%t, %u)
// CHECK-NEXT:    memref.store %x, %u[%i]
// CHECK-NEXT:    %v = memref.alloc() : memref<4xf64>
// CHECK-NEXT:    "memref.copy"(%u, %v)
// CHECK-NEXT:    memref.store %x, %v[%i]
// CHECK-NEXT:    %y = memref.load %u[%i]
// CHECK-NEXT:    memref.dealloc %u
// CHECK-NEXT:    func.return %v, %y
func.func @still_needed(%t : tensor<4xf64>, %x : f64, %i : index) -> (tensor<4xf64>, f64) {
  %u = tensor.insert %x into %t[%i] : tensor<4xf64>
  %v = tensor.insert %x into %u[%i] : tensor<4xf64>
  %y = tensor.extract %u[%i] : tensor<4xf64>
  func.return %v, %y : tensor<4xf64>, f64
}

// A loop owns what it carries.
// CHECK-LABEL: func.func @loop
// CHECK:         %[[COPY:.*]] = memref.alloc() : memref<4xf64>
// CHECK-NEXT:    "memref.copy"(%t, %[[COPY]])
// CHECK-NEXT:    %r = scf.for {{.*}} iter_args(%u = %[[COPY]]) -> (memref<4xf64>) {
// CHECK-NEXT:      memref.store %x, %u[%i]
// CHECK-NEXT:      scf.yield %u
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return %r
func.func @loop(%t : tensor<4xf64>, %x : f64, %n : index) -> tensor<4xf64> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%u = %t) -> (tensor<4xf64>) {
    %v = tensor.insert %x into %u[%i] : tensor<4xf64>
    scf.yield %v : tensor<4xf64>
  }
  func.return %r : tensor<4xf64>
}

// What is not handed on is freed in each iteration.
// CHECK-LABEL: func.func @next
// CHECK:         scf.for {{.*}} iter_args(%u = %{{.*}}) -> (memref<4xf64>) {
// CHECK-NEXT:      %[[NEXT:.*]] = memref.alloc() : memref<4xf64>
// CHECK-NEXT:      linalg.generic {{.*}} ins(%u : memref<4xf64>) outs(%[[NEXT]] : memref<4xf64>) {
// CHECK:           memref.dealloc %u
// CHECK-NEXT:      scf.yield %[[NEXT]]
func.func @next(%t : tensor<4xf64>, %n : index) -> tensor<4xf64> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%u = %t) -> (tensor<4xf64>) {
    %v = math.exp %u : tensor<4xf64>
    scf.yield %v : tensor<4xf64>
  }
  func.return %r : tensor<4xf64>
}

// Both branches hand over a buffer of their own.
// CHECK-LABEL: func.func @branch
// CHECK-NEXT:    %r = scf.if %c -> (memref<4xf64>) {
// CHECK-NEXT:      %[[COPY:.*]] = memref.alloc() : memref<4xf64>
// CHECK-NEXT:      "memref.copy"(%t, %[[COPY]])
// CHECK-NEXT:      scf.yield %[[COPY]]
// CHECK:         memref.dealloc %r
func.func @branch(%c : i1, %t : tensor<4xf64>, %x : f64, %i : index) -> f64 {
  %r = scf.if %c -> (tensor<4xf64>) {
    scf.yield %t : tensor<4xf64>
  } else {
    %v = tensor.insert %x into %t[%i] : tensor<4xf64>
    scf.yield %v : tensor<4xf64>
  }
  %y = tensor.extract %r[%i] : tensor<4xf64>
  func.return %y : f64
}

// An input that is visited where it is overwritten may be in the buffer of the output.
// CHECK-LABEL: func.func @same_places
// CHECK:         linalg.generic {{.*}} ins(%t, %t : memref<4xf64>, memref<4xf64>) outs(%t : memref<4xf64>) {
func.func @same_places(%x : f64, %i : index) -> f64 {
  %t = tensor.from_elements %x, %x, %x, %x : tensor<4xf64>
  %u = linalg.add ins(%t, %t : tensor<4xf64>, tensor<4xf64>) outs(%t : tensor<4xf64>) -> tensor<4xf64>
  %y = tensor.extract %u[%i] : tensor<4xf64>
  func.return %y : f64
}

// CHECK-LABEL: "memref.global"() <{sym_name = "constant.0"
func.func @constant(%i : index) -> i32 {
  %t = arith.constant dense<[1, 2]> : tensor<2xi32>
  // CHECK: %t = memref.get_global @constant.0 : memref<2xi32>
  // CHECK-NOT: memref.dealloc
  %y = tensor.extract %t[%i] : tensor<2xi32>
  func.return %y : i32
}

// Memory that is written to while the tensor matters is copied first.
// CHECK-LABEL: func.func @overwritten
// CHECK-NEXT:    %[[COPY:.*]] = memref.alloc() : memref<4xf64>
// CHECK-NEXT:    "memref.copy"(%m, %[[COPY]])
// CHECK-NEXT:    memref.store %x, %m[%i]
// CHECK-NEXT:    memref.load %[[COPY]][%i]
func.func @overwritten(%m : memref<4xf64>, %x : f64, %i : index) -> f64 {
  %t = bufferization.to_tensor %m restrict : memref<4xf64> to tensor<4xf64>
  memref.store %x, %m[%i] : memref<4xf64>
  %y = tensor.extract %t[%i] : tensor<4xf64>
  func.return %y : f64
}

// A call may write to memory that it can see.
func.func private @elsewhere()

// CHECK-LABEL: func.func @called
// CHECK-NEXT:    %[[COPY:.*]] = memref.alloc() : memref<4xf64>
// CHECK-NEXT:    "memref.copy"(%m, %[[COPY]])
// CHECK-NEXT:    func.call @elsewhere
// CHECK-NEXT:    memref.load %[[COPY]][%i]
func.func @called(%m : memref<4xf64>, %i : index) -> f64 {
  %t = bufferization.to_tensor %m restrict : memref<4xf64> to tensor<4xf64>
  func.call @elsewhere() : () -> ()
  %y = tensor.extract %t[%i] : tensor<4xf64>
  func.return %y : f64
}

// CHECK-LABEL: func.func @not_overwritten
// CHECK-NEXT:    %k = memref.alloc() : memref<4xf64>
// CHECK-NEXT:    memref.store %x, %k[%i]
// CHECK-NEXT:    memref.load %m[%i]
func.func @not_overwritten(%m : memref<4xf64>, %x : f64, %i : index) -> f64 {
  %t = bufferization.to_tensor %m restrict : memref<4xf64> to tensor<4xf64>
  %k = memref.alloc() : memref<4xf64>
  memref.store %x, %k[%i] : memref<4xf64>
  %y = tensor.extract %t[%i] : tensor<4xf64>
  memref.dealloc %k : memref<4xf64>
  func.return %y : f64
}
