// As lse.c.
func.func @lse_objective(%n: i32, %x: memref<?xf64>) -> f64 {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %none = arith.constant 0.0 : f64
  %size = arith.index_cast %n : i32 to index
  %first = memref.load %x[%zero] : memref<?xf64>
  %largest = scf.for %i = %one to %size step %one iter_args(%so_far = %first) -> (f64) {
    %value = memref.load %x[%i] : memref<?xf64>
    %larger = arith.maximumf %value, %so_far : f64
    scf.yield %larger : f64
  }
  %sum = scf.for %i = %zero to %size step %one iter_args(%so_far = %none) -> (f64) {
    %value = memref.load %x[%i] : memref<?xf64>
    %difference = arith.subf %value, %largest : f64
    %exponential = math.exp %difference : f64
    %next = arith.addf %so_far, %exponential : f64
    scf.yield %next : f64
  }
  %logarithm = math.log %sum : f64
  %result = arith.addf %largest, %logarithm : f64
  return %result : f64
}
