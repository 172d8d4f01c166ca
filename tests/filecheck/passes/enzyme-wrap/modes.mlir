// RUN: xdsl-opt -p 'enzyme-wrap{infn=blend outfn=t_blend argTys=enzyme_dup,enzyme_const retTys=enzyme_dup mode=ForwardMode}' %s | filecheck %s --check-prefix=FORWARD
// RUN: xdsl-opt -p 'enzyme-wrap{infn=blend outfn=d_blend argTys=enzyme_active,enzyme_active retTys=enzyme_activenoneed mode=ReverseModeCombined}' %s | filecheck %s --check-prefix=REVERSE
// RUN: xdsl-opt -p 'enzyme-wrap{infn=blend argTys=enzyme_active,enzyme_const retTys=enzyme_active mode=ReverseModeCombined}' %s | filecheck %s --check-prefix=REPLACED
// RUN: xdsl-opt -p 'enzyme-wrap{infn=blend outfn=t_blend argTys=enzyme_dup,enzyme_const retTys=enzyme_dupnoneed mode=ForwardMode width=4}' %s | filecheck %s --check-prefix=WIDE

// FORWARD:      func.func @blend(%x: f64, %y: f64) -> f64
// FORWARD:      func.func private @blend.forward(%x: f64, %x_d: f64, %y: f64) -> (f64, f64)
// FORWARD:      func.func @t_blend(%{{.*}}: f64, %{{.*}}: f64, %{{.*}}: f64) -> (f64, f64) {
// FORWARD-NEXT:   %[[V:.*]], %[[T:.*]] = func.call @blend.forward
// FORWARD-NEXT:   func.return %[[V]], %[[T]] : f64, f64

// REVERSE:      func.func @blend(%x: f64, %y: f64) -> f64
// REVERSE:      func.func private @blend.gradient(%x: f64, %y: f64, %{{.*}}: f64) -> (f64, f64)
// REVERSE:      func.func @d_blend(%{{.*}}: f64, %{{.*}}: f64, %{{.*}}: f64) -> (f64, f64) {
// REVERSE-NEXT:   %[[X:.*]], %[[Y:.*]] = func.call @blend.gradient
// REVERSE-NEXT:   func.return %[[X]], %[[Y]] : f64, f64

// Without a name for it, the derivative replaces the function.
// REPLACED-NOT:  func.func @blend(%x
// REPLACED:      func.func private @blend.gradient
// REPLACED:      func.func @blend(%{{.*}}: f64, %{{.*}}: f64, %{{.*}}: f64) -> (f64, f64) {
// REPLACED-NEXT:   func.call @blend.gradient

// WIDE:      func.func @t_blend(%{{.*}}: f64, %{{.*}}: vector<4xf64>, %{{.*}}: f64) -> vector<4xf64> {
func.func @blend(%x : f64, %y : f64) -> f64 {
  %s = math.sin %x : f64
  %z = arith.mulf %s, %y : f64
  func.return %z : f64
}
