"""Each op of `arith` and `math`, on scalars and vectors, through the interpreter."""

import numpy as np
import pytest
from xdsl.dialects import arith, math
from xdsl.ir import Operation

from tests.oracle import Oracle, finite_difference
from tests.oracle.parsing import parse
from tests.oracle.scalar_ops import FLOAT_OPS
from tests.oracle.tables import ELEMENTWISE, ON_VALUES

POINTS = {"math.acosh": 1.7}
BINARY_PRIMITIVES = {
    *("add", "sub", "mul", "div", "pow", "fmod", "atan2", "copysign"),
    *("maximum", "minimum", "fmax", "fmin"),
}
BINARY = {op.name for op, name in FLOAT_OPS.items() if name in BINARY_PRIMITIVES}


def float_function(name: str, type_: str) -> str:
    if name in ("arith.extf", "arith.truncf"):
        other = type_.replace("64", "32") if name == "arith.extf" else type_.replace("64", "16")
        source, target = (other, type_) if name == "arith.extf" else (type_, other)
        return f"""func.func @f(%x: {source}) -> {target} {{
          %r = {name} %x : {source} to {target}
          func.return %r : {target}
        }}"""
    arguments = "%x, %y" if name in BINARY else "%x"
    return f"""func.func @f(%x: {type_}, %y: {type_}) -> {type_} {{
      %r = {name} {arguments} : {type_}
      func.return %r : {type_}
    }}"""


@pytest.mark.parametrize("op", FLOAT_OPS)
def test_float_ops_match_finite_differences(op: type[Operation]):
    oracle = Oracle(parse(float_function(op.name, "f64")))
    point = [POINTS.get(op.name, 0.7), 0.45]
    args = point[:1] if op in (arith.ExtFOp, arith.TruncFOp) else point
    if op in (arith.ExtFOp, arith.TruncFOp):
        assert oracle.gradient("f", args) == [1.0]
        return
    expected = finite_difference(oracle, "f", args)
    assert oracle.gradient("f", args) == pytest.approx(expected, rel=1e-8, abs=1e-8)


def test_single_precision_rounds_values_only():
    oracle = Oracle(parse(float_function("arith.divf", "f32")))
    result = oracle.run("f", [1.0, 3.0], [1.0, None])
    assert result.value == float(np.float32(1.0) / np.float32(3.0))
    assert result.tangent == 1.0 / 3.0


@pytest.mark.parametrize("name", ["arith.mulf", "math.sin", "math.powf"])
def test_vectors_are_lane_by_lane(name: str):
    module = parse(f"""
      func.func @f(%p: !llvm.ptr, %q: !llvm.ptr) {{
        %x = llvm.load %p : !llvm.ptr -> vector<3xf64>
        %y = llvm.load %q : !llvm.ptr -> vector<3xf64>
        %r = {name} {"%x, %y" if name in BINARY else "%x"} : vector<3xf64>
        llvm.store %r, %p : vector<3xf64>, !llvm.ptr
        func.return
      }}
    """)
    # A vector of three takes the room of four.
    x, y = np.array([0.5, 1.5, 2.5, 0.0]), np.array([2.0, 3.0, 4.0, 0.0])
    after = Oracle(module).run("f", [x, y]).arrays[0]
    function = {
        "arith.mulf": np.multiply,
        "math.sin": lambda x, y: np.sin(x),
        "math.powf": np.power,
    }
    assert after is not None
    np.testing.assert_allclose(after[:3], function[name](x, y)[:3])


INTEGERS = [
    ("arith.addi", 200, 100, 44),
    ("arith.subi", 3, 5, -2),
    ("arith.muli", 20, 20, -112),
    ("arith.divsi", -7, 2, -3),
    ("arith.divui", -7, 2, 124),
    ("arith.remsi", -7, 2, -1),
    ("arith.remui", -7, 2, 1),
    ("arith.floordivsi", -7, 2, -4),
    ("arith.ceildivsi", -7, 2, -3),
    ("arith.ceildivui", 7, 2, 4),
    ("arith.minsi", -1, 1, -1),
    ("arith.minui", -1, 1, 1),
    ("arith.maxsi", -1, 1, 1),
    ("arith.maxui", -1, 1, -1),
    ("arith.andi", 12, 10, 8),
    ("arith.ori", 12, 10, 14),
    ("arith.xori", 12, 10, 6),
    ("arith.shli", 3, 7, -128),
    ("arith.shrui", -128, 7, 1),
    ("arith.shrsi", -128, 7, -1),
    ("math.ipowi", 3, 4, 81),
]


@pytest.mark.parametrize(("name", "x", "y", "expected"), INTEGERS)
def test_integer_ops(name: str, x: int, y: int, expected: int):
    module = parse(f"""
      func.func @f(%x: i8, %y: i8) -> i8 {{
        %r = {name} %x, %y : i8
        func.return %r : i8
      }}
    """)
    assert Oracle(module).run("f", [x, y]).value == expected


@pytest.mark.parametrize(
    ("name", "x", "expected"),
    [
        ("math.absi", -5, 5),
        ("math.ctlz", 5, 5),
        ("math.cttz", 40, 3),
        ("math.cttz", 0, 8),
        ("math.ctpop", -1, 8),
    ],
)
def test_unary_integer_ops(name: str, x: int, expected: int):
    module = parse(f"""
      func.func @f(%x: i8) -> i8 {{
        %r = {name} %x : i8
        func.return %r : i8
      }}
    """)
    assert Oracle(module).run("f", [x]).value == expected


@pytest.mark.parametrize(
    ("name", "source", "target", "x", "expected"),
    [
        ("arith.trunci", "i16", "i8", 0x1FF, -1),
        ("arith.extsi", "i8", "i16", -2, -2),
        ("arith.extui", "i8", "i16", -2, 254),
        ("arith.sitofp", "i8", "f64", -2, -2.0),
        ("arith.uitofp", "i8", "f64", -2, 254.0),
        ("arith.fptosi", "f64", "i8", -2.9, -2),
        ("arith.fptoui", "f64", "i8", 200.9, 200 - 256),
        ("arith.bitcast", "f64", "i64", 1.0, 0x3FF0000000000000),
        ("arith.bitcast", "i64", "f64", 0x4000000000000000, 2.0),
        ("arith.index_cast", "i8", "index", -3, -3),
    ],
)
def test_conversions(name: str, source: str, target: str, x: float, expected: float):
    module = parse(f"""
      func.func @f(%x: {source}) -> {target} {{
        %r = {name} %x : {source} to {target}
        func.return %r : {target}
      }}
    """)
    assert Oracle(module).run("f", [x]).value == expected


NAN = float("nan")


@pytest.mark.parametrize(
    ("predicate", "holds_for"),
    [
        ("oeq", "="), ("ogt", ">"), ("oge", ">="), ("olt", "<"), ("ole", "<="), ("one", "<>"),
        ("ord", "<=>"), ("ueq", "=?"), ("ugt", ">?"), ("uge", ">=?"), ("ult", "<?"), ("ule", "<=?"),
        ("une", "<>?"), ("uno", "?"), ("true", "<=>?"), ("false", ""),
    ],
)  # fmt: skip
def test_float_comparisons(predicate: str, holds_for: str):
    oracle = Oracle(
        parse(f"""
      func.func @f(%x: f64, %y: f64) -> i1 {{
        %r = arith.cmpf {predicate}, %x, %y : f64
        func.return %r : i1
      }}
    """)
    )
    for relation, x, y in [("<", 1.0, 2.0), ("=", 1.0, 1.0), (">", 2.0, 1.0), ("?", NAN, 1.0)]:
        assert oracle.run("f", [x, y]).value == (relation in holds_for)


def test_integer_comparisons():
    for predicate, expected in {
        "eq": 0, "ne": 1, "slt": 1, "sle": 1, "sgt": 0, "sge": 0, "ult": 0, "ule": 0, "ugt": 1, "uge": 1
    }.items():  # fmt: skip
        module = parse(f"""
          func.func @f(%x: i32, %y: i32) -> i1 {{
            %r = arith.cmpi {predicate}, %x, %y : i32
            func.return %r : i1
          }}
        """)
        assert Oracle(module).run("f", [-1, 1]).value == expected


def test_every_op_of_arith_and_math_has_a_meaning():
    known = {**ELEMENTWISE, **ON_VALUES}
    missing = [op.name for d in (arith.Arith, math.Math) for op in d.operations if op not in known]
    assert not missing
