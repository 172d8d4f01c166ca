// RUN: xdsl-opt -p lift-cf-to-scf %s | filecheck %s

// `cf.switch` becomes `scf.index_switch`; fallthrough takes a discriminator, cases that go the same way become one.

func.func private @use(i32)
func.func @simple(%n: i32, %x: f64) -> f64 {
  cf.switch %n : i32, [default: ^join(%x : f64), 1: ^one, -2: ^two, 7: ^one, 8: ^join(%x : f64)]
^one:
  %y = arith.addf %x, %x : f64
  cf.br ^join(%y : f64)
^two:
  %z = arith.mulf %x, %x : f64
  cf.br ^join(%z : f64)
^join(%r: f64):
  func.return %r : f64
}
func.func @two_ways(%n: i8, %x: i32) {
  cf.switch %n : i8, [default: ^exit, 3: ^one]
^one:
  func.call @use(%x) : (i32) -> ()
  cf.br ^exit
^exit:
  func.return
}
func.func @fallthrough(%n: i64, %x: i32) {
  %c = arith.constant 5 : i32
  cf.switch %n : i64, [default: ^exit, 1: ^one, 2: ^two, 3: ^three]
^one:
  func.call @use(%x) : (i32) -> ()
  cf.br ^two
^two:
  func.call @use(%c) : (i32) -> ()
  cf.br ^exit
^three:
  func.call @use(%x) : (i32) -> ()
  cf.br ^exit
^exit:
  func.return
}

// CHECK-LABEL: func.func @simple(
// CHECK-NEXT:    %0 = arith.constant 7 : i32
// CHECK-NEXT:    %1 = arith.cmpi eq, %n, %0 : i32
// CHECK-NEXT:    %2 = arith.constant 1 : i32
// CHECK-NEXT:    %3 = arith.select %1, %2, %n : i32
// CHECK-NEXT:    %4 = arith.index_cast %3 : i32 to index
// CHECK-NEXT:    %r = scf.index_switch %4 -> f64
// CHECK-NEXT:    case 1 {
// CHECK-NEXT:      %y = arith.addf %x, %x : f64
// CHECK-NEXT:      scf.yield %y : f64
// CHECK-NEXT:    }
// CHECK-NEXT:    case -2 {
// CHECK-NEXT:      %z = arith.mulf %x, %x : f64
// CHECK-NEXT:      scf.yield %z : f64
// CHECK-NEXT:    }
// CHECK-NEXT:    default {
// CHECK-NEXT:      scf.yield %x : f64
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return %r : f64
// CHECK-NEXT:  }

// CHECK-LABEL: func.func @two_ways(
// CHECK-NEXT:    %0 = arith.constant 3 : i8
// CHECK-NEXT:    %1 = arith.cmpi eq, %n, %0 : i8
// CHECK-NEXT:    scf.if %1 {
// CHECK-NEXT:      func.call @use(%x) : (i32) -> ()
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return
// CHECK-NEXT:  }

// CHECK-LABEL: func.func @fallthrough(
// CHECK-NEXT:    %0 = arith.constant true
// CHECK-NEXT:    %1 = arith.constant false
// CHECK-NEXT:    %c = arith.constant 5 : i32
// CHECK-NEXT:    %2 = arith.index_cast %n : i64 to index
// CHECK-NEXT:    %3 = scf.index_switch %2 -> i1
// CHECK-NEXT:    case 1 {
// CHECK-NEXT:      func.call @use(%x) : (i32) -> ()
// CHECK-NEXT:      scf.yield %0 : i1
// CHECK-NEXT:    }
// CHECK-NEXT:    case 2 {
// CHECK-NEXT:      scf.yield %0 : i1
// CHECK-NEXT:    }
// CHECK-NEXT:    case 3 {
// CHECK-NEXT:      func.call @use(%x) : (i32) -> ()
// CHECK-NEXT:      scf.yield %1 : i1
// CHECK-NEXT:    }
// CHECK-NEXT:    default {
// CHECK-NEXT:      scf.yield %1 : i1
// CHECK-NEXT:    }
// CHECK-NEXT:    scf.if %3 {
// CHECK-NEXT:      func.call @use(%c) : (i32) -> ()
// CHECK-NEXT:    }
// CHECK-NEXT:    func.return
// CHECK-NEXT:  }
