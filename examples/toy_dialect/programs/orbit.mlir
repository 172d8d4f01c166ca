// All of the dialect at once: a number that a cell remembers, changed again and again.
func.func @orbit(%x : f64, %n : index) -> f64 {
  %cell = toy.cell %x
  %start = toy.softplus %x
  %last = toy.repeat %n from (%start) : (f64) -> f64 {
  ^bb0(%v : f64):
    %known = toy.get %cell
    %product = arith.mulf %v, %known : f64
    %next = toy.softplus %product
    toy.put %next into %cell
    toy.yield (%product) : f64
  }
  %kept = toy.get %cell
  %result = arith.mulf %last, %kept : f64
  func.return %result : f64
}

func.func @slope(%x : f64, %n : index) -> f64 {
  %one = arith.constant 1.0 : f64
  %dx = enzyme.autodiff @orbit(%x, %n, %one) {
    activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (f64, index, f64) -> f64
  func.return %dx : f64
}

func.func @directional(%x : f64, %n : index) -> f64 {
  %one = arith.constant 1.0 : f64
  %d = enzyme.fwddiff @orbit(%x, %one, %n) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_dupnoneed>]
  } : (f64, f64, index) -> f64
  func.return %d : f64
}
