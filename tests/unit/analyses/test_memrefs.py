"""Views, globals and memrefs as values: what they point into, what may overwrite it, and what is active."""

from __future__ import annotations

import pytest

from tests.oracle.parsing import parse
from tests.unit.analyses.parsed import ACTIVE, CONST, DUP, activity, function, value
from xdsl_enzyme.analyses.memory_accesses import MemoryAccesses
from xdsl_enzyme.analyses.memory_objects import ObjectKind
from xdsl_enzyme.analyses.overwrites import Overwrites
from xdsl_enzyme.errors import DifferentiationError

VIEWS = """
"memref.global"() <{sym_name = "g", sym_visibility = "private", type = memref<4xf64>, initial_value = dense<1.0> : tensor<4xf64>}> : () -> ()
func.func @f(%a : memref<4xf64>, %b : memref<4xf64>, %u : memref<*xf64>, %c : i1, %i : index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %bytes = memref.alloc() : memref<64xi8>
  %part = memref.subview %a[%i] [2] [1] : memref<4xf64> to memref<2xf64, strided<[1], offset: ?>>
  %cast = "memref.cast"(%b) : (memref<4xf64>) -> memref<?xf64>
  %again = memref.reinterpret_cast %cast to offset: [0], sizes: [2, 2], strides: [2, 1] : memref<?xf64> to memref<2x2xf64, strided<[2, 1]>>
  %flat = memref.collapse_shape %again [[0, 1]] : memref<2x2xf64, strided<[2, 1]>> into memref<4xf64, strided<[1]>>
  %cube = memref.expand_shape %a [[0, 1]] output_shape [2, 2] : memref<4xf64> into memref<2x2xf64>
  %floats = memref.view %bytes[%c0][] : memref<64xi8> to memref<4xf64>
  %base, %o, %n, %s = memref.extract_strided_metadata %part : memref<2xf64, strided<[1], offset: ?>> -> memref<f64>, index, index, index
  %known = memref.assume_alignment %b, 8 : memref<4xf64>
  %global = memref.get_global @g : memref<4xf64>
  %either = arith.select %c, %a, %floats : memref<4xf64>
  %ranked = "memref.cast"(%u) : (memref<*xf64>) -> memref<?xf64>
  %first, %second = scf.for %k = %c0 to %i step %c1 iter_args(%p = %a, %q = %b) -> (memref<4xf64>, memref<4xf64>) {
    scf.yield %q, %p : memref<4xf64>, memref<4xf64>
  }
  %chosen = scf.if %c -> (memref<4xf64>) {
    scf.yield %global : memref<4xf64>
  } else {
    scf.yield %known : memref<4xf64>
  }
  %unknown = "test.op"(%a) : (memref<4xf64>) -> memref<4xf64>
  func.return
}
"""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("part", {"a"}),
        ("cast", {"b"}),
        ("again", {"b"}),
        ("flat", {"b"}),
        ("cube", {"a"}),
        ("floats", {"bytes"}),
        ("base", {"a"}),
        ("known", {"b"}),
        ("global", {"g"}),
        ("either", {"a", "bytes"}),
        ("ranked", {"u"}),
        ("first", {"a", "b"}),
        ("second", {"a", "b"}),
        ("chosen", {"g", "b"}),
    ],
)
def test_views_point_into_what_they_are_views_of(name: str, expected: set[str]):
    module = parse(VIEWS)
    targets = (
        MemoryAccesses(module).points_to(function(module)).targets_of(value(function(module), name))
    )
    assert {target.name for target in targets} == expected


def test_what_an_unknown_op_returns_is_unknown():
    module = parse(VIEWS)
    points_to = MemoryAccesses(module).points_to(function(module))
    (target,) = points_to.targets_of(value(function(module), "unknown"))
    assert target.kind is ObjectKind.UNKNOWN


OVERWRITES = {
    "a view is its source": """
        %p = memref.subview %a[%i] [2] [1] : memref<4xf64> to memref<2xf64, strided<[1], offset: ?>>
        %v = memref.load %a[%i] {no} : memref<4xf64>
        memref.store %v, %p[%i] : memref<2xf64, strided<[1], offset: ?>>
    """,
    "and its source is the view": """
        %p = memref.subview %a[%i] [2] [1] : memref<4xf64> to memref<2xf64, strided<[1], offset: ?>>
        %v = memref.load %p[%i] {no} : memref<2xf64, strided<[1], offset: ?>>
        memref.store %v, %a[%i] : memref<4xf64>
    """,
    "arguments may be views of one memref": """
        %v = memref.load %a[%i] {no} : memref<4xf64>
        memref.store %v, %b[%i] : memref<4xf64>
    """,
    "allocations are apart": """
        %m = memref.alloc() : memref<4xf64>
        %v = memref.load %a[%i] {yes} : memref<4xf64>
        memref.store %v, %m[%i] : memref<4xf64>
        %w = memref.load %m[%i] {yes} : memref<4xf64>
    """,
    "a copy writes": """
        %m = memref.alloc() : memref<4xf64>
        %v = memref.load %m[%i] {no} : memref<4xf64>
        %w = memref.load %a[%i] {yes} : memref<4xf64>
        "memref.copy"(%a, %m) : (memref<4xf64>, memref<4xf64>) -> ()
    """,
    "an atomic update writes": """
        %m = memref.alloc() : memref<4xf64>
        %v = memref.load %m[%i] {no} : memref<4xf64>
        %0 = "memref.atomic_rmw"(%v, %m, %i) <{kind = 0 : i64}> : (f64, memref<4xf64>, index) -> f64
    """,
    "freed memory": """
        %m = memref.alloc() : memref<4xf64>
        %v = memref.load %m[%i] {no} : memref<4xf64>
        memref.dealloc %m : memref<4xf64>
    """,
    "a parallel loop runs its other iterations before or after": """
        %m = memref.alloc() : memref<4xf64>
        "scf.parallel"(%i, %n, %n) <{operandSegmentSizes = array<i32: 1, 1, 1, 0>}> ({
        ^body(%k : index):
          memref.store %x, %m[%k] : memref<4xf64>
          %v = memref.load %m[%k] {no} : memref<4xf64>
          %w = memref.load %a[%k] {yes} : memref<4xf64>
          scf.reduce
        }) : (index, index, index) -> ()
    """,
    "stack memory of an iteration": """
        scf.for %k = %i to %n step %n {
          %m = memref.alloca() : memref<4xf64>
          %v = memref.load %m[%k] {no} : memref<4xf64>
        }
    """,
    "memrefs that are swapped": """
        %m = memref.alloc() : memref<4xf64>
        %o = memref.alloc() : memref<4xf64>
        %0, %1 = scf.for %k = %i to %n step %n iter_args(%p = %m, %q = %o) -> (memref<4xf64>, memref<4xf64>) {
          %v = memref.load %p[%k] {no} : memref<4xf64>
          memref.store %v, %q[%k] : memref<4xf64>
          scf.yield %q, %p : memref<4xf64>, memref<4xf64>
        }
    """,
    "a constant table": """
        %m = memref.get_global @table : memref<4xf64>
        %v = memref.load %m[%i] {yes} : memref<4xf64>
        memref.store %v, %a[%i] : memref<4xf64>
    """,
    "a variable": """
        %m = memref.get_global @state : memref<4xf64>
        %v = memref.load %m[%i] {no} : memref<4xf64>
        memref.store %v, %a[%i] : memref<4xf64>
    """,
}

GLOBALS = """
"memref.global"() <{sym_name = "table", sym_visibility = "private", type = memref<4xf64>, initial_value = dense<1.0> : tensor<4xf64>, constant}> : () -> ()
"memref.global"() <{sym_name = "state", sym_visibility = "private", type = memref<4xf64>, initial_value = dense<1.0> : tensor<4xf64>}> : () -> ()
"""


@pytest.mark.parametrize("name", OVERWRITES)
def test_which_loads_may_be_repeated(name: str):
    module = parse(f"""{GLOBALS}
    func.func @f(%a : memref<4xf64>, %b : memref<4xf64>, %x : f64, %i : index, %n : index) {{
      {OVERWRITES[name]}
      func.return
    }}""")
    overwrites = Overwrites(function(module))
    loads = [op for op in function(module).walk() if {"yes", "no"} & op.attributes.keys()]
    assert loads
    for load in loads:
        assert overwrites.may_be_repeated(load) == ("yes" in load.attributes), str(load)


def test_a_table_is_inactive_and_a_variable_active():
    analysis = activity(
        GLOBALS
        + """
        func.func @f(%x : f64, %i : index) -> f64 {
          %t = memref.get_global @table : memref<4xf64>
          %s = memref.get_global @state : memref<4xf64>
          %u = memref.load %t[%i] : memref<4xf64>
          %p = arith.mulf %u, %x : f64
          memref.store %p, %s[%i] : memref<4xf64>
          %v = memref.load %s[%i] : memref<4xf64>
          func.return %v : f64
        }
        """,
        [ACTIVE, CONST],
        [ACTIVE],
    )
    named = {name: value(analysis.function, name) for name in ("t", "s", "u", "v")}
    assert not analysis.is_shadowed(named["t"])
    assert not analysis.is_active(named["u"])
    assert analysis.is_shadowed(named["s"])
    assert analysis.is_active(named["v"])


def test_an_active_value_through_a_view_of_a_constant_argument_is_refused():
    with pytest.raises(DifferentiationError, match="argument a of 'f', which has no shadow"):
        activity(
            """
            func.func @f(%x : f64, %a : memref<4xf64>, %i : index) -> f64 {
              %p = memref.subview %a[%i] [2] [1] : memref<4xf64> to memref<2xf64, strided<[1], offset: ?>>
              memref.store %x, %p[%i] : memref<2xf64, strided<[1], offset: ?>>
              %v = memref.load %a[%i] : memref<4xf64>
              func.return %v : f64
            }
            """,
            [ACTIVE, CONST, CONST],
            [ACTIVE],
        )


def test_an_active_value_through_an_unknown_view_is_refused():
    with pytest.raises(DifferentiationError, match="memory of unknown origin"):
        activity(
            """
            func.func @f(%a : memref<4xf64>, %i : index) -> f64 {
              %p = "test.op"(%a) : (memref<4xf64>) -> memref<4xf64>
              %v = memref.load %p[%i] : memref<4xf64>
              func.return %v : f64
            }
            """,
            [DUP, CONST],
            [ACTIVE],
        )


def test_indices_from_calls_carry_no_derivative():
    analysis = activity(
        """
        func.func private @both(%x : f64, %n : index) -> (f64, index) {
          func.return %x, %n : f64, index
        }
        func.func @f(%x : f64, %n : index) -> f64 {
          %y, %m = func.call @both(%x, %n) : (f64, index) -> (f64, index)
          %k = arith.addi %m, %n : index
          func.return %y : f64
        }
        """,
        [ACTIVE, CONST],
        [ACTIVE],
    )
    assert analysis.is_active(value(analysis.function, "y"))
    assert not analysis.is_active(value(analysis.function, "m"))
    assert not analysis.is_active(value(analysis.function, "k"))
