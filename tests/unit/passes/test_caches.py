"""Sweeps written by hand give the same numbers under every cache policy, and store what they should."""

from __future__ import annotations

import ctypes
import random

import pytest
from xdsl.dialects.builtin import ArrayAttr, DictionaryAttr, ModuleOp, StringAttr
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
