// RUN: xdsl-opt -p enzyme-batch %s | filecheck %s

// Elementwise ops take larger tensors.

// CHECK-LABEL: func.func private @batched_wave(%x: tensor<10x2xf64>) -> tensor<10x2xf64> {
// CHECK-NEXT:    %two = arith.constant dense<2.000000e+00> : tensor<10x2xf64>
// CHECK-NEXT:    %s = math.sin %x : tensor<10x2xf64>
// CHECK-NEXT:    %y = arith.mulf %s, %two : tensor<10x2xf64>
// CHECK-NEXT:    func.return %y : tensor<10x2xf64>
func.func @wave(%x: f64) -> f64 {
  %two = arith.constant 2.0 : f64
  %s = math.sin %x : f64
  %y = arith.mulf %s, %two : f64
  func.return %y : f64
}
// CHECK-LABEL: func.func @waves
// CHECK-NEXT:    %r = func.call @batched_wave(%x) : (tensor<10x2xf64>) -> tensor<10x2xf64>
// CHECK-NEXT:    %q = func.call @batched_wave(%r) : (tensor<10x2xf64>) -> tensor<10x2xf64>
func.func @waves(%x: tensor<10x2xf64>) -> tensor<10x2xf64> {
  %r = enzyme.batch @wave(%x) {batch_shape = array<i64: 10, 2>} : (tensor<10x2xf64>) -> tensor<10x2xf64>
  %q = enzyme.batch @wave(%r) {batch_shape = array<i64: 10, 2>} : (tensor<10x2xf64>) -> tensor<10x2xf64>
  func.return %q : tensor<10x2xf64>
}

// CHECK-LABEL: func.func private @batched_shift(%x: tensor<7x3xf64>) -> tensor<7x3xf64> {
// CHECK-NEXT:    %c = arith.constant dense<5.000000e-01> : tensor<7x3xf64>
// CHECK-NEXT:    arith.addf %x, %c : tensor<7x3xf64>
func.func @shift(%x: tensor<3xf64>) -> tensor<3xf64> {
  %c = arith.constant dense<0.5> : tensor<3xf64>
  %y = arith.addf %x, %c : tensor<3xf64>
  func.return %y : tensor<3xf64>
}
func.func @shifts(%x: tensor<7x3xf64>) -> tensor<7x3xf64> {
  %r = enzyme.batch @shift(%x) {batch_shape = array<i64: 7>} : (tensor<7x3xf64>) -> tensor<7x3xf64>
  func.return %r : tensor<7x3xf64>
}

// Other functions are called for each element.

// CHECK-LABEL: func.func private @batched_power(%{{.*}}: tensor<4x2xf64>, %{{.*}}: tensor<4x2xindex>) -> tensor<4x2xf64> {
// CHECK-NEXT:    [[E:%.*]] = tensor.empty() : tensor<4x2xf64>
// CHECK:         scf.for [[I:%.*]] = {{.*}} iter_args([[A:%.*]] = [[E]]) -> (tensor<4x2xf64>) {
// CHECK-NEXT:      scf.for [[J:%.*]] = {{.*}} iter_args([[B:%.*]] = [[A]]) -> (tensor<4x2xf64>) {
// CHECK-NEXT:        [[X:%.*]] = tensor.extract %{{.*}}[[[I]], [[J]]] : tensor<4x2xf64>
// CHECK-NEXT:        [[N:%.*]] = tensor.extract %{{.*}}[[[I]], [[J]]] : tensor<4x2xindex>
// CHECK-NEXT:        [[R:%.*]] = func.call @power([[X]], [[N]]) : (f64, index) -> f64
// CHECK-NEXT:        [[C:%.*]] = tensor.insert [[R]] into [[B]][[[I]], [[J]]] : tensor<4x2xf64>
// CHECK-NEXT:        scf.yield [[C]] : tensor<4x2xf64>
func.func @power(%x: f64, %n: index) -> f64 {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %r = scf.for %i = %zero to %n step %one iter_args(%a = %x) -> (f64) {
    %b = arith.mulf %a, %x : f64
    scf.yield %b : f64
  }
  func.return %r : f64
}
func.func @powers(%x: tensor<4x2xf64>, %n: tensor<4x2xindex>) -> tensor<4x2xf64> {
  %r = enzyme.batch @power(%x, %n) {batch_shape = array<i64: 4, 2>} : (tensor<4x2xf64>, tensor<4x2xindex>) -> tensor<4x2xf64>
  func.return %r : tensor<4x2xf64>
}

// CHECK-LABEL: func.func private @batched_first
// CHECK:         [[D:%.*]] = tensor.dim
// CHECK-NEXT:    [[S:%.*]] = tensor.extract_slice %{{.*}}[%{{.*}}, 0] [1, [[D]]] [1, 1] : tensor<5x?xf64> to tensor<?xf64>
// CHECK-NEXT:    [[R:%.*]] = func.call @first([[S]]) : (tensor<?xf64>) -> tensor<1xf64>
// CHECK-NEXT:    tensor.insert_slice [[R]] into %{{.*}}[%{{.*}}, 0] [1, 1] [1, 1] : tensor<1xf64> into tensor<5x1xf64>
func.func @first(%x: tensor<?xf64>) -> tensor<1xf64> {
  %zero = arith.constant 0 : index
  %v = tensor.extract %x[%zero] : tensor<?xf64>
  %r = tensor.from_elements %v : tensor<1xf64>
  func.return %r : tensor<1xf64>
}
func.func @firsts(%x: tensor<5x?xf64>) -> tensor<5x1xf64> {
  %r = enzyme.batch @first(%x) {batch_shape = array<i64: 5>} : (tensor<5x?xf64>) -> tensor<5x1xf64>
  func.return %r : tensor<5x1xf64>
}
