"""Whole functions: control flow in both forms, calls, memory, and what must be refused."""

import numpy as np
import pytest

from tests.oracle import Oracle, OracleError, finite_difference
from tests.oracle.parsing import parse

# sum of i * x^i for i < n, in cf form and in structured form
CF_FORM = """
func.func @f(%x: f64, %n: i64) -> f64 {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %start = arith.constant 0.0 : f64
  %unit = arith.constant 1.0 : f64
  cf.br ^head(%zero, %start, %unit : i64, f64, f64)
^head(%i: i64, %sum: f64, %power: f64):
  %more = arith.cmpi slt, %i, %n : i64
  cf.cond_br %more, ^body, ^exit(%sum : f64)
^body:
  %c = arith.sitofp %i : i64 to f64
  %term = arith.mulf %c, %power : f64
  %sum1 = arith.addf %sum, %term : f64
  %power1 = arith.mulf %power, %x : f64
  %i1 = arith.addi %i, %one : i64
  cf.br ^head(%i1, %sum1, %power1 : i64, f64, f64)
^exit(%result: f64):
  func.return %result : f64
}
"""
FOR_FORM = """
func.func @f(%x: f64, %n: i64) -> f64 {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %start = arith.constant 0.0 : f64
  %unit = arith.constant 1.0 : f64
  %result, %last = scf.for %i = %zero to %n step %one iter_args(%sum = %start, %power = %unit)
      -> (f64, f64) : i64 {
    %c = arith.sitofp %i : i64 to f64
    %term = arith.mulf %c, %power : f64
    %sum1 = arith.addf %sum, %term : f64
    %power1 = arith.mulf %power, %x : f64
    scf.yield %sum1, %power1 : f64, f64
  }
  func.return %result : f64
}
"""
WHILE_FORM = """
func.func @f(%x: f64, %n: i64) -> f64 {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %start = arith.constant 0.0 : f64
  %unit = arith.constant 1.0 : f64
  %a, %b, %result = scf.while (%i = %zero, %power = %unit, %sum = %start)
      : (i64, f64, f64) -> (i64, f64, f64) {
    %c = arith.sitofp %i : i64 to f64
    %term = arith.mulf %c, %power : f64
    %sum1 = arith.addf %sum, %term : f64
    %power1 = arith.mulf %power, %x : f64
    %i1 = arith.addi %i, %one : i64
    %more = arith.cmpi slt, %i1, %n : i64
    scf.condition(%more) %i1, %power1, %sum1 : i64, f64, f64
  } do {
  ^bb0(%i: i64, %power: f64, %sum: f64):
    scf.yield %i, %power, %sum : i64, f64, f64
  }
  func.return %result : f64
}
"""


@pytest.mark.parametrize("text", [CF_FORM, FOR_FORM, WHILE_FORM])
def test_a_loop_in_every_form(text: str):
    x, n = 0.9, 6
    result = Oracle(parse(text)).run("f", [x, n], [1.0, None])
    assert result.value == pytest.approx(sum(i * x**i for i in range(n)))
    assert result.tangent == pytest.approx(sum(i * i * x ** (i - 1) for i in range(1, n)))


BRANCHES = """
func.func @cf(%x: f64, %k: i32) -> f64 {
  cf.switch %k : i32, [
    default: ^other(%x : f64),
    1: ^one,
    -2: ^two(%x : f64)
  ]
^one:
  %s = math.sin %x : f64
  cf.br ^exit(%s : f64)
^two(%a: f64):
  %e = math.exp %a : f64
  cf.br ^exit(%e : f64)
^other(%b: f64):
  %zero = arith.constant 0.0 : f64
  %positive = arith.cmpf ogt, %b, %zero : f64
  %minus = arith.negf %b : f64
  cf.cond_br %positive, ^exit(%b : f64), ^exit(%minus : f64)
^exit(%result: f64):
  func.return %result : f64
}
func.func @scf(%x: f64, %k: i32) -> f64 {
  %index = arith.index_cast %k : i32 to index
  %result = scf.index_switch %index -> f64
  case 1 {
    %s = math.sin %x : f64
    scf.yield %s : f64
  }
  case -2 {
    %e = math.exp %x : f64
    scf.yield %e : f64
  }
  default {
    %zero = arith.constant 0.0 : f64
    %positive = arith.cmpf ogt, %x, %zero : f64
    %y = scf.if %positive -> (f64) {
      scf.yield %x : f64
    } else {
      %minus = arith.negf %x : f64
      scf.yield %minus : f64
    }
    scf.yield %y : f64
  }
  func.return %result : f64
}
"""


@pytest.mark.parametrize("name", ["cf", "scf"])
@pytest.mark.parametrize(
    ("x", "k", "value", "tangent"),
    [
        (0.5, 1, np.sin(0.5), np.cos(0.5)),
        (0.5, -2, np.exp(0.5), np.exp(0.5)),
        (0.5, 7, 0.5, 1.0),
        (-0.5, 7, 0.5, -1.0),
    ],
)
def test_branches(name: str, x: float, k: int, value: float, tangent: float):
    result = Oracle(parse(BRANCHES)).run(name, [x, k], [1.0, None])
    assert (result.value, result.tangent) == pytest.approx((value, tangent))


def test_recursion_and_declared_functions():
    module = parse("""
      func.func private @hypotf(f32, f32) -> f32
      func.func private @unknown(f64) -> f64
      func.func @power(%x: f64, %n: i32) -> f64 {
        %zero = arith.constant 0 : i32
        %one = arith.constant 1 : i32
        %unit = arith.constant 1.0 : f64
        %done = arith.cmpi eq, %n, %zero : i32
        %result = scf.if %done -> (f64) {
          scf.yield %unit : f64
        } else {
          %less = arith.subi %n, %one : i32
          %rest = func.call @power(%x, %less) : (f64, i32) -> f64
          %y = arith.mulf %x, %rest : f64
          scf.yield %y : f64
        }
        func.return %result : f64
      }
      func.func @norm(%x: f32, %y: f32) -> f32 {
        %r = func.call @hypotf(%x, %y) : (f32, f32) -> f32
        func.return %r : f32
      }
      func.func @bad(%x: f64) -> f64 {
        %r = func.call @unknown(%x) : (f64) -> f64
        func.return %r : f64
      }
    """)
    oracle = Oracle(module)
    result = oracle.run("power", [1.01, 300], [1.0, None])
    assert result.value == pytest.approx(1.01**300)
    assert result.tangent == pytest.approx(300 * 1.01**299)
    assert oracle.gradient("norm", [3.0, 4.0]) == pytest.approx([0.6, 0.8])
    with pytest.raises(OracleError, match=r"func\.call.*'unknown'"):
        oracle.run("bad", [1.0])


IN_PLACE = """
func.func @f(%x: !llvm.ptr, %n: i64) -> f64 {
  %c1 = arith.constant 1 : i64
  %zero = arith.constant 0.0 : f64
  %sum = scf.for %i = %c1 to %n step %c1 iter_args(%s = %zero) -> (f64) : i64 {
    %before = arith.subi %i, %c1 : i64
    %p = llvm.getelementptr inbounds %x[%before] : (!llvm.ptr, i64) -> !llvm.ptr, f64
    %q = llvm.getelementptr inbounds %x[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f64
    %a = llvm.load %p : !llvm.ptr -> f64
    %b = llvm.load %q : !llvm.ptr -> f64
    %c = arith.mulf %a, %b : f64
    %d = math.sin %c : f64
    llvm.store %d, %q : f64, !llvm.ptr
    %t = arith.addf %s, %d : f64
    scf.yield %t : f64
  }
  func.return %sum : f64
}
"""


def test_arrays_in_place():
    oracle = Oracle(parse(IN_PLACE))
    x = np.linspace(0.5, 1.5, 5)
    untouched = x.copy()
    gradient, _ = oracle.gradient("f", [x, 5])
    expected, _ = finite_difference(oracle, "f", [x, 5])
    np.testing.assert_allclose(gradient, expected, rtol=1e-7)
    jacobian, _ = oracle.jacobian("f", [x, 5], of=0)
    assert jacobian is not None
    expected, _ = finite_difference(oracle, "f", [x, 5], of=0)
    np.testing.assert_allclose(jacobian, expected, rtol=1e-7, atol=1e-9)
    np.testing.assert_array_equal(x, untouched)
    # Forward and reverse: v . (J u) = (v J) . u
    u, v = np.arange(5.0), np.arange(5.0)[::-1]
    after = oracle.jvp("f", [x, 5], [u, None]).array_tangents[0]
    (pulled, _) = oracle.vjp("f", [x, 5], array_cotangents={0: v})
    assert after is not None
    assert pulled is not None
    assert v @ after == pytest.approx(pulled @ u)
    np.testing.assert_allclose(after, jacobian @ u)


def test_structs_survive_copies_through_integers_and_memcpy():
    module = parse("""
      func.func @f(%a: f32, %b: f32) -> f64 {
        %one = arith.constant 1 : i64
        %size = arith.constant 8 : i64
        %p = llvm.alloca %one x !llvm.struct<(f32, f32)> : (i64) -> !llvm.ptr
        %q = llvm.alloca %one x !llvm.struct<(f32, f32)> : (i64) -> !llvm.ptr
        %r = llvm.alloca %one x !llvm.struct<(f32, f32)> : (i64) -> !llvm.ptr
        %p1 = llvm.getelementptr %p[0, 1] : (!llvm.ptr) -> !llvm.ptr, !llvm.struct<(f32, f32)>
        llvm.store %a, %p : f32, !llvm.ptr
        llvm.store %b, %p1 : f32, !llvm.ptr
        %both = llvm.load %p : !llvm.ptr -> i64
        llvm.store %both, %q : i64, !llvm.ptr
        llvm_extra.memcpy %r, %q, %size : !llvm.ptr, !llvm.ptr, i64
        %c = llvm.load %r : !llvm.ptr -> f32
        %bits = arith.constant 32 : i64
        %high = arith.shrui %both, %bits : i64
        %low = arith.trunci %high : i64 to i32
        %d = arith.bitcast %low : i32 to f32
        %e = arith.mulf %c, %d : f32
        %wide = arith.extf %e : f32 to f64
        func.return %wide : f64
      }
    """)
    oracle = Oracle(module)
    assert oracle.run("f", [3.0, 5.0]).value == 15.0
    assert oracle.gradient("f", [3.0, 5.0]) == [5.0, 3.0]


@pytest.mark.parametrize(
    "change",
    [
        "%m = arith.addi %bits, %key : i64",
        "%m = arith.muli %bits, %key : i64",
        "%m = arith.xori %bits, %key : i64",
        "%m = arith.shrui %bits, %two : i64",
        "%low = arith.trunci %bits : i64 to i32 %m = arith.extui %low : i32 to i64",
    ],
)
def test_bits_that_were_computed_with_are_no_float(change: str):
    """Whatever is done to them later: what the derivative would be is not known."""
    module = parse(f"""
      func.func @f(%x: f64) -> f64 {{
        %key = arith.constant 77 : i64
        %two = arith.constant 2 : i64
        %one = arith.constant 1 : i64
        %p = llvm.alloca %one x i64 : (i64) -> !llvm.ptr
        %bits = arith.bitcast %x : f64 to i64
        {change}
        llvm.store %m, %p : i64, !llvm.ptr
        %y = llvm.load %p : !llvm.ptr -> f64
        func.return %y : f64
      }}
    """)
    with pytest.raises(OracleError, match="made of the bits of an active one"):
        Oracle(module).gradient("f", [3.1])


def test_exponents_change_in_steps():
    module = parse("""
      func.func @f(%x: f64) -> f64 {
        %mantissa = arith.constant 52 : i64
        %bits = arith.bitcast %x : f64 to i64
        %exponent = arith.shrui %bits, %mantissa : i64
        %power = arith.shli %exponent, %mantissa : i64
        %y = arith.bitcast %power : i64 to f64
        %z = arith.mulf %x, %y : f64
        func.return %z : f64
      }
    """)
    assert Oracle(module).gradient("f", [3.0]) == [2.0]


def test_overwriting_ends_a_tangent():
    module = parse("""
      func.func @f(%x: !llvm.ptr) -> f64 {
        %size = arith.constant 8 : i64
        %byte = arith.constant 0 : i8
        %constant = arith.constant 2.0 : f64
        %q = llvm.getelementptr %x[1] : (!llvm.ptr) -> !llvm.ptr, f64
        llvm_extra.memset %x, %byte, %size : !llvm.ptr, i64
        llvm.store %constant, %q : f64, !llvm.ptr
        %a = llvm.load %x : !llvm.ptr -> f64
        %b = llvm.load %q : !llvm.ptr -> f64
        %c = arith.addf %a, %b : f64
        func.return %c : f64
      }
    """)
    result = Oracle(module).run("f", [np.ones(2)], [np.ones(2)])
    assert (result.value, result.tangent) == (2.0, 0.0)
    np.testing.assert_array_equal(result.array_tangents[0], [0.0, 0.0])


def test_globals_and_pointers_in_memory():
    module = parse("""
      llvm.mlir.global internal constant @table(dense<[1.0, 4.0]> : tensor<2xf64>)
        : !llvm.array<2 x f64>
      llvm.mlir.global internal constant @pair([2.5, 7 : i32]) : !llvm.struct<(f64, i32)>
      llvm.mlir.global internal @pointer() : !llvm.ptr {
        %p = llvm.mlir.addressof @table : !llvm.ptr
        %q = llvm.getelementptr %p[1] : (!llvm.ptr) -> !llvm.ptr, f64
        llvm.return %q : !llvm.ptr
      }
      func.func @f(%x: f64) -> f64 {
        %g = llvm.mlir.addressof @pointer : !llvm.ptr
        %p = llvm.load %g : !llvm.ptr -> !llvm.ptr
        %v = llvm.load %p : !llvm.ptr -> f64
        %h = llvm.mlir.addressof @pair : !llvm.ptr
        %i = llvm.getelementptr %h[0, 1] : (!llvm.ptr) -> !llvm.ptr, !llvm.struct<(f64, i32)>
        %n = llvm.load %i : !llvm.ptr -> i32
        %m = arith.sitofp %n : i32 to f64
        %s = arith.addf %v, %m : f64
        %r = arith.mulf %s, %x : f64
        func.return %r : f64
      }
    """)
    result = Oracle(module).run("f", [2.0], [1.0])
    assert (result.value, result.tangent) == (22.0, 11.0)


def test_memrefs_and_parallel_loops():
    module = parse("""
      func.func @f(%x: memref<?x3xf64>) -> f64 {
        %c0 = arith.constant 0 : index
        %c1 = arith.constant 1 : index
        %c3 = arith.constant 3 : index
        %zero = arith.constant 0.0 : f64
        %n = memref.dim %x, %c0 : memref<?x3xf64>
        %s = "scf.parallel"(%c0, %c0, %n, %c3, %c1, %c1, %zero)
            <{operandSegmentSizes = array<i32: 2, 2, 2, 1>}> ({
        ^bb0(%i: index, %j: index):
          %v = memref.load %x[%i, %j] : memref<?x3xf64>
          %w = arith.mulf %v, %v : f64
          memref.store %w, %x[%i, %j] : memref<?x3xf64>
          scf.reduce(%w : f64) {
          ^bb1(%a: f64, %b: f64):
            %c = arith.addf %a, %b : f64
            scf.reduce.return %c : f64
          }
        }) : (index, index, index, index, index, index, f64) -> f64
        func.return %s : f64
      }
    """)
    x = np.arange(6.0).reshape(2, 3)
    oracle = Oracle(module)
    result = oracle.run("f", [x])
    assert result.value == np.sum(x**2)
    np.testing.assert_array_equal(result.arrays[0], x**2)
    (gradient,) = oracle.gradient("f", [x])
    np.testing.assert_array_equal(gradient, 2 * x)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("%r = llvm.load %far : !llvm.ptr -> f64", "8 bytes at 'argument 0' \\+ 16, which has 16"),
        ("%r = llvm.load %near : !llvm.ptr -> f64", "8 bytes at"),
        ("%null = llvm.mlir.zero : !llvm.ptr\n%r = llvm.load %null : !llvm.ptr -> f64", "null"),
        ("%a = llvm.alloca %one x f64 : (i64) -> !llvm.ptr\n%r = llvm.load %a : !llvm.ptr -> f64", "undefined"),
        ("%r = llvm.mlir.undef : f64", "undefined"),
        ("%h = llvm.load %x : !llvm.ptr -> i16\n%r = arith.uitofp %h : i16 to f64", "only a part"),
        ("%p = ub.poison : i1\n%r = scf.if %p -> (f64) { scf.yield %f : f64 } else { scf.yield %f : f64 }", "control flow"),
        ("%z = arith.constant 0 : i64\n%d = arith.divsi %one, %z : i64\n%r = arith.sitofp %d : i64 to f64", "by zero"),
        ("scf.while () : () -> () { %t = arith.constant true\n scf.condition(%t) } do { scf.yield }\n%r = llvm.load %x : !llvm.ptr -> f64", "gave up"),
    ],
)  # fmt: skip
def test_what_is_undefined_is_an_error(body: str, message: str):
    module = parse(f"""
      func.func @f(%x: !llvm.ptr) -> f64 {{
        %one = arith.constant 1 : i64
        %f = arith.constant 1.0 : f64
        %far = llvm.getelementptr %x[2] : (!llvm.ptr) -> !llvm.ptr, f64
        %near = llvm.getelementptr %x[-1] : (!llvm.ptr) -> !llvm.ptr, f64
        {body}
        func.return %r : f64
      }}
    """)
    with pytest.raises(OracleError, match=message):
        Oracle(module, step_limit=10_000).run("f", [np.ones(2)], [np.ones(2)])


def test_poison_that_nobody_looks_at_is_fine():
    module = parse("""
      func.func @f(%x: f64, %c: i1) -> f64 {
        %p = ub.poison : f64
        %q = arith.mulf %p, %x : f64
        %r = arith.select %c, %x, %q : f64
        func.return %r : f64
      }
    """)
    assert Oracle(module).run("f", [2.0, 1], [1.0, None]).tangent == 1.0
    with pytest.raises(OracleError, match="poison"):
        Oracle(module).run("f", [2.0, 0])
