// RUN: xdsl-opt -p enzyme-reverse %s | filecheck %s

// The adjoint of a complex number is the pair of its parts' adjoints, so that of a factor is multiplied by the conjugate.
// CHECK-LABEL: func.func private @product.gradient
// CHECK-NEXT:    %p = complex.mul %z, %w
// CHECK-NEXT:    %[[CONJ:.*]] = complex.conj %w
// CHECK-NEXT:    %[[AZ:.*]] = complex.mul %{{.*}}, %[[CONJ]]
// CHECK-NEXT:    func.return %[[AZ]] : complex<f64>
func.func @product(%z: complex<f64>, %w: complex<f64>) -> complex<f64> {
  %p = complex.mul %z, %w : complex<f64>
  func.return %p : complex<f64>
}

// CHECK-LABEL: func.func private @real.gradient
// CHECK:         %[[ZERO:.*]] = arith.constant 0.000000e+00 : f64
// CHECK-NEXT:    complex.create %[[SEED:.*]], %[[ZERO]] : complex<f64>
func.func @real(%z: complex<f64>) -> f64 {
  %x = complex.re %z : complex<f64>
  func.return %x : f64
}

func.func @dproduct(%z: complex<f64>, %w: complex<f64>, %seed: complex<f64>) -> complex<f64> {
  %dz = enzyme.autodiff @product(%z, %w, %seed) {
    activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (complex<f64>, complex<f64>, complex<f64>) -> complex<f64>
  func.return %dz : complex<f64>
}
func.func @dreal(%z: complex<f64>, %seed: f64) -> complex<f64> {
  %dz = enzyme.autodiff @real(%z, %seed) {
    activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (complex<f64>, f64) -> complex<f64>
  func.return %dz : complex<f64>
}
