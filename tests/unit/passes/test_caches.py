"""Sweeps written by hand give the same numbers under every cache policy, and store what they should."""

from __future__ import annotations

import ctypes
import random

import pytest
from xdsl.dialects.builtin import (
    ArrayAttr,
    DictionaryAttr,
    ModuleOp,
    StringAttr,
    UnrealizedConversionCastOp,
)
from xdsl.dialects.func import FuncOp
from xdsl.parser import Parser
from xdsl.traits import SymbolTable

from tests.unit.passes.cache_programs import PROGRAMS, CacheProgram
from xdsl_enzyme.analyses.dominance import verify_dominance
from xdsl_enzyme.errors import EnzymeError
from xdsl_enzyme.lowering.jit import compile_module
from xdsl_enzyme.passes.cache import POLICIES, CachePass
from xdsl_enzyme.passes.lower_cache import LowerCachePass
from xdsl_enzyme.passes.pipelines import make_context


def lowered(text: str, policy: str) -> ModuleOp:
    context = make_context()
    module = Parser(context, text).parse_module()
    module.verify()
    for one in (CachePass(policy), LowerCachePass()):
        one.apply(context, module)
        module.verify()
        verify_dominance(module)
    assert "enzyme.Cache" not in str(module)
    return module


def kinds(module: ModuleOp) -> list[str]:
    """Where the cached values of `@main` have gone."""
    main = SymbolTable.lookup_symbol(module, "main")
    assert isinstance(main, FuncOp)
    report = main.attributes.get("enzyme.caches", ArrayAttr([]))
    assert isinstance(report, ArrayAttr)
    result: list[str] = []
    for entry in report:
        assert isinstance(entry, DictionaryAttr)
        kind = entry.data["kind"]
        assert isinstance(kind, StringAttr)
        result.append(kind.data)
    return result


def run(module: ModuleOp, x: list[float], y: list[float], n: int) -> tuple[float, list[float]]:
    code = compile_module(module)
    array = ctypes.c_double * len(x)
    function = ctypes.CFUNCTYPE(
        ctypes.c_double,
        ctypes.POINTER(ctypes.c_double),
        ctypes.POINTER(ctypes.c_double),
        ctypes.c_int64,
    )(code.address("main"))
    xs, ys = array(*x), array(*y)
    value = function(xs, ys, n)
    return value, list(ys)


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_same_numbers(program: CacheProgram, policy: str):
    module = lowered(program.text, policy)
    if policy == "store":
        assert sorted(kinds(module)) == sorted(program.kinds)
    elif policy == "recompute":
        assert sorted(kinds(module)) == sorted(program.recomputed)
    numbers = random.Random(program.name)
    for n in (6, 300):
        x = [numbers.uniform(0.1, 1.5) for _ in range(n)]
        y = [numbers.uniform(0.1, 1.5) for _ in range(n)]
        expected_y = list(y)
        expected = program.expected(x, expected_y, n)
        value, actual_y = run(module, x, y, n)
        assert value == pytest.approx(expected, rel=1e-13)
        assert actual_y == pytest.approx(expected_y, rel=1e-13)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_loops_that_do_not_run(program: CacheProgram):
    module = lowered(program.text, "store")
    x, y = [1.5, 0.7, 0.2, 0.3, 0.4], [0.25, 0.5, 0.75, 0.1, 0.2]
    n = 2 if program.name == "stepped" else 1
    expected_y = list(y)
    expected = program.expected(x, expected_y, n)
    value, actual_y = run(module, x, y, n)
    assert value == pytest.approx(expected, rel=1e-13)
    assert actual_y == pytest.approx(expected_y, rel=1e-13)


def test_unknown_policy():
    with pytest.raises(EnzymeError, match="there is no policy 'all'"):
        CachePass("all").apply(make_context(), ModuleOp([]))


def test_unknown_target():
    with pytest.raises(EnzymeError, match="cannot be lowered to 'tape'"):
        LowerCachePass("tape").apply(make_context(), ModuleOp([]))


def test_parallel_loops_are_refused():
    text = """
    func.func @parallel(%n : index) {
      %zero = arith.constant 0 : index
      %one = arith.constant 1 : index
      %c = "enzyme.init"() : () -> !enzyme.Cache<index>
      "scf.parallel"(%zero, %n, %one) <{operandSegmentSizes = array<i32: 1, 1, 1, 0>}> ({
      ^bb0(%i : index):
        "enzyme.push"(%c, %i) : (!enzyme.Cache<index>, index) -> ()
        scf.reduce
      }) : (index, index, index) -> ()
      %w = "enzyme.pop"(%c) : (!enzyme.Cache<index>) -> index
      "test.op"(%w) : (index) -> ()
      func.return
    }
    """
    with pytest.raises(EnzymeError, match=r"a value is cached in 'scf\.parallel'"):
        lowered(text, "recompute")


def test_memrefs_are_stored_as_their_descriptors():
    text = """
    func.func @main(%n : i64) {
      %zero = arith.constant 0 : i64
      %one = arith.constant 1 : i64
      %c = "enzyme.init"() : () -> !enzyme.Cache<memref<4xf64>>
      scf.for %i = %zero to %n step %one : i64 {
        %m = memref.alloc() : memref<4xf64>
        "enzyme.push"(%c, %m) : (!enzyme.Cache<memref<4xf64>>, memref<4xf64>) -> ()
      } {enzyme.loop = 0}
      scf.for %i = %zero to %n step %one : i64 {
        %m = "enzyme.pop"(%c) : (!enzyme.Cache<memref<4xf64>>) -> memref<4xf64>
        memref.dealloc %m : memref<4xf64>
      } {enzyme.reversed_loop = 0}
      func.return
    }
    """
    module = lowered(text, "recompute")
    assert kinds(module) == ["hoisted"]
    casts = [op for op in module.walk() if isinstance(op, UnrealizedConversionCastOp)]
    assert [str(op.results[0].type) for op in casts] == [
        "!llvm.struct<(!llvm.ptr, !llvm.ptr, i64, !llvm.array<1 x i64>, !llvm.array<1 x i64>)>",
        "memref<4xf64>",
    ]
    code = compile_module(module, 1)
    ctypes.CFUNCTYPE(None, ctypes.c_int64)(code.address("main"))(5)


def test_other_functions_named_like_the_allocator_are_refused():
    text = """
    func.func private @malloc(i32) -> i32
    func.func @main(%n : i64) {
      %zero = arith.constant 0 : i64
      %one = arith.constant 1 : i64
      %c = "enzyme.init"() : () -> !enzyme.Cache<f64>
      scf.for %i = %zero to %n step %one : i64 {
        %v = "test.op"() : () -> f64
        "enzyme.push"(%c, %v) : (!enzyme.Cache<f64>, f64) -> ()
      } {enzyme.loop = 0}
      scf.for %i = %zero to %n step %one : i64 {
        %v = "enzyme.pop"(%c) : (!enzyme.Cache<f64>) -> f64
        "test.op"(%v) : (f64) -> ()
      } {enzyme.reversed_loop = 0}
      func.return
    }
    """
    with pytest.raises(EnzymeError, match="'malloc' is not the C function of that name"):
        lowered(text, "recompute")


def test_many_single_values_from_branches():
    """More than there is room for in small arrays on the stack."""
    lines: list[str] = []
    for number in range(600):
        name, value = f"cache{number}", f"v{number}"
        lines += [
            f'%{name} = "enzyme.init"() : () -> !enzyme.Cache<f64>',
            "scf.if %t {",
            f"  %{value} = llvm.load %x : !llvm.ptr -> f64",
            "  llvm.store %zero, %x : f64, !llvm.ptr",
            f'  "enzyme.push"(%{name}, %{value}) : (!enzyme.Cache<f64>, f64) -> ()',
            "}",
        ]
    lines += [
        "%r = scf.if %t -> (f64) {",
        '  %w0 = "enzyme.pop"(%cache0) : (!enzyme.Cache<f64>) -> f64',
        *(
            f'  %w{k} = "enzyme.pop"(%cache{k}) : (!enzyme.Cache<f64>) -> f64'
            for k in range(1, 600)
        ),
        "  %s0 = arith.addf %w0, %w1 : f64",
        *(f"  %s{k} = arith.addf %s{k - 1}, %w{k + 1} : f64" for k in range(1, 599)),
        "  scf.yield %s598 : f64",
        "} else {",
        "  scf.yield %zero : f64",
        "}",
    ]
    body = "\n".join(lines)
    text = f"""
    func.func @main(%x : !llvm.ptr, %y : !llvm.ptr, %n : i64) -> f64 {{
      %zero = arith.constant 0.0 : f64
      %c2 = arith.constant 2 : i64
      %t = arith.cmpi sgt, %n, %c2 : i64
      {body}
      func.return %r : f64
    }}
    """
    module = lowered(text, "store")
    assert set(kinds(module)) == {"stack"}
    assert run(module, [3.0], [0.0], 3)[0] == 3.0
    assert run(module, [3.0], [0.0], 1)[0] == 0.0
