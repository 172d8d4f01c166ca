// ARGS: array(6), number(0.7), integer(4)
// affine.if with and without results, affine.apply, affine.min.
#triangle = affine_set<(d0)[s0] : (d0 - 1 >= 0, s0 - d0 >= 0)>
#fourth = affine_set<(d0) : (d0 mod 4 == 0)>
#shift = affine_map<(d0)[s0] -> (d0 * 2 - s0)>
#bounded = affine_map<(d0, d1) -> (d0, d1 - 1, 5)>
func.func @affine_conditions(%a : memref<?xf64>, %x : f64, %n : index) -> f64 {
  %zero = arith.constant 0.0 : f64
  %sum = affine.for %i = 0 to 6 iter_args(%s = %zero) -> (f64) {
    %v = "affine.if"(%i, %n) ({
      %shifted = affine.apply #shift(%i)[%i]
      %u = affine.load %a[%shifted] : memref<?xf64>
      %p = arith.mulf %u, %x : f64
      affine.yield %p : f64
    }, {
      %j = affine.min #bounded(%i, %n)
      %u = memref.load %a[%j] : memref<?xf64>
      %p = math.exp %u : f64
      affine.yield %p : f64
    }) {condition = #triangle} : (index, index) -> f64
    "affine.if"(%i) ({
      %w = arith.mulf %v, %v : f64
      affine.store %w, %a[%i + 1] : memref<?xf64>
      affine.yield
    }, {
    }) {condition = #fourth} : (index) -> ()
    %t = arith.addf %s, %v : f64
    affine.yield %t : f64
  }
  func.return %sum : f64
}
