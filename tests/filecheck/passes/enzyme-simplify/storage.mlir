// RUN: xdsl-opt -p enzyme-simplify %s | filecheck %s

// CHECK-LABEL: func.func @forwarded(%x: f64) -> f64 {
// CHECK-NEXT:    func.return %x : f64
func.func @forwarded(%x: f64) -> f64 {
  %c = "enzyme.init"() : () -> !enzyme.Cache<f64>
  "enzyme.push"(%c, %x) : (!enzyme.Cache<f64>, f64) -> ()
  %y = "enzyme.pop"(%c) : (!enzyme.Cache<f64>) -> f64
  func.return %y : f64
}

// Nothing is ever taken out; what was computed for it goes, too.
// CHECK-LABEL: func.func @only_pushed
// CHECK-NEXT:    %zero = arith.constant
// CHECK-NEXT:    %one = arith.constant
// CHECK-NEXT:    scf.for
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return
func.func @only_pushed(%x: f64, %n: index) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %c = "enzyme.init"() : () -> !enzyme.Cache<f64>
  scf.for %i = %zero to %n step %one {
    %s = math.sin %x : f64
    "enzyme.push"(%c, %s) : (!enzyme.Cache<f64>, f64) -> ()
  }
  func.return
}

// Pushes and pops in different blocks are a loop's way to the reverse sweep.
// CHECK-LABEL: func.func @kept
// CHECK:         enzyme.push
// CHECK:         enzyme.pop
func.func @kept(%x: f64, %b: i1) -> f64 {
  %c = "enzyme.init"() : () -> !enzyme.Cache<f64>
  "enzyme.push"(%c, %x) : (!enzyme.Cache<f64>, f64) -> ()
  %r = scf.if %b -> (f64) {
    %y = "enzyme.pop"(%c) : (!enzyme.Cache<f64>) -> f64
    scf.yield %y : f64
  } else {
    scf.yield %x : f64
  }
  func.return %r : f64
}

// CHECK-LABEL: func.func @slot(%x: f64) -> (f64, f64, f64) {
// CHECK-NEXT:    [[Z:%.*]] = arith.constant 0.000000e+00 : f64
// CHECK-NEXT:    [[D:%.*]] = arith.mulf %x, %x
// CHECK-NEXT:    func.return [[Z]], %x, [[D]] : f64, f64, f64
func.func @slot(%x: f64) -> (f64, f64, f64) {
  %g = "enzyme.init"() : () -> !enzyme.Gradient<f64>
  %a = "enzyme.get"(%g) : (!enzyme.Gradient<f64>) -> f64
  "enzyme.set"(%g, %x) : (!enzyme.Gradient<f64>, f64) -> ()
  %b = "enzyme.get"(%g) : (!enzyme.Gradient<f64>) -> f64
  %d = arith.mulf %b, %b : f64
  "enzyme.set"(%g, %d) : (!enzyme.Gradient<f64>, f64) -> ()
  %e = "enzyme.get"(%g) : (!enzyme.Gradient<f64>) -> f64
  func.return %a, %b, %e : f64, f64, f64
}

// CHECK-LABEL: func.func @slot_of_a_branch
// CHECK-NEXT:    "enzyme.init"
// CHECK:         "enzyme.get"
func.func @slot_of_a_branch(%x: f64, %b: i1) -> f64 {
  %g = "enzyme.init"() : () -> !enzyme.Gradient<f64>
  scf.if %b {
    "enzyme.set"(%g, %x) : (!enzyme.Gradient<f64>, f64) -> ()
  }
  %a = "enzyme.get"(%g) : (!enzyme.Gradient<f64>) -> f64
  func.return %a : f64
}

// CHECK-LABEL: func.func @parts
// CHECK-NEXT:    %k = enzyme.ignore_derivatives %y : f64 -> f64
// CHECK-NEXT:    func.return %y, %x, %k : f64, f64, f64
func.func @parts(%x: f64, %y: f64) -> (f64, f64, f64) {
  %c = enzyme.concat(%x, %y) : (f64, f64) -> tensor<2xf64>
  %a = enzyme.extract %c[1] : (tensor<2xf64>) -> f64
  %d = "enzyme.broadcast"(%x) <{shape = array<i64: 3>}> : (f64) -> tensor<3xf64>
  %b = enzyme.extract %d[2] : (tensor<3xf64>) -> f64
  %k = enzyme.ignore_derivatives %a : f64 -> f64
  %l = enzyme.ignore_derivatives %k : f64 -> f64
  func.return %a, %b, %l : f64, f64, f64
}

// CHECK-LABEL: func.func @adds_zero
// CHECK-NEXT:    func.return
func.func @adds_zero(%m: memref<3xf64>) {
  "enzyme.genericAdjoint"(%m) <{
    indexing_maps = [affine_map<(d0) -> (d0)>], iterator_types = [#linalg.iterator_type<parallel>], operandSegmentSizes = array<i32: 0, 1>
  }> ({
  ^bb0(%v: f64):
    %z = arith.constant 0.0 : f64
    "enzyme.addTo"(%z) : (f64) -> ()
  }) : (memref<3xf64>) -> ()
  func.return
}
