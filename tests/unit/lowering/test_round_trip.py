"""C programs behave the same after a trip through xDSL: LLVM IR -> cf form [-> structured form] -> LLVM IR."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from xdsl.context import Context

from tests.unit.lowering.conftest import C_TYPES
from xdsl_enzyme.frontends.clang import compile_to_llvm_ir
from xdsl_enzyme.frontends.llvm_ir import read_llvm_ir
from xdsl_enzyme.frontends.optimise import optimise_for_differentiation
from xdsl_enzyme.lowering.jit import CompiledModule, compile_module
from xdsl_enzyme.lowering.llvm_ir import write_llvm_ir
from xdsl_enzyme.lowering.optimise import parse_llvm_ir
from xdsl_enzyme.passes.lift_cf_to_scf import LiftCfToScfPass

PROGRAMS = Path(__file__).parent / "programs"

ARRAY = [1.5, -2.0, 3.25, 0.0, 101.0, 7.0, -1e-3, 42.0]

CALLS: dict[str, list[tuple[str, str, list[tuple[Any, ...]]]]] = {
    "loops.c": [
        ("collatz", "i64 -> i64", [(1,), (2,), (27,), (97,)]),
        ("triangle", "ptr i64 -> f64", [(ARRAY, 0), (ARRAY, 1), (ARRAY, 8)]),
        ("first_above", "ptr i64 f64 -> i64", [(ARRAY, 8, 3.0), (ARRAY, 8, 1e9), (ARRAY, 0, 0.0)]),
        ("state_machine", "i32 i32 -> i32", [(0, -1), (3, 0), (5, 17), (9, 100)]),
        ("rotate_three", "f32 f32 f32 i32 -> f32", [(1.0, 2.0, 3.0, 0), (1.0, 2.0, 3.0, 10)]),
    ],
    "memory.c": [
        ("use_bodies", "f64 i32 -> f64", [(1.5, 0), (-2.0, 1), (0.25, 2), (3.0, 7)]),
        ("characters", "i32 -> i32", [(0,), (1,), (2,), (1,)]),
        ("reversed", "ptr i64 -> f64", [(ARRAY, 1), (ARRAY, 5), (ARRAY, 8)]),
        ("volatile_sum", "i32 -> i32", [(0,), (10,)]),
    ],
    "arithmetic.c": [
        ("integers", "i32 i32 -> i64", [(0, 0), (7, -3), (-100000, 333), (2**31 - 1, -1)]),
        ("floats", "f64 f64 -> f64", [(1.5, 0.25), (-0.75, 2.0), (3.0, -1.0)]),
        ("singles", "f32 i32 -> f32", [(0.5, 1), (-1.25, 5)]),
        ("long_doubles", "f64 -> f64", [(0.5,), (3.0,)]),
        ("conversions", "f64 f32 i32 -> i64", [(1.25, 2.5, 3), (-7.75, 1.0, -9)]),
        ("select_case", "i32 i32 -> i32", [(n, 11) for n in (0, 1, 7, -3, 4, 1000000, 5)]),
    ],
    "calls.c": [
        ("complex_power", "f64 f64 i32 -> f64", [(0.5, 0.75, 0), (0.5, 0.75, 5), (1.0, -1.0, 13)]),
        ("large_results", "f64 -> f64", [(2.0,)]),
        ("narrow_arguments", "i32 -> i32", [(5,), (-77,), (100,)]),
        ("ackermann", "i64 i64 -> i64", [(0, 0), (2, 3)]),
    ],
}


@cache
def llvm_ir(program: str, level: int) -> str:
    text = compile_to_llvm_ir(PROGRAMS / program, optimisation_level=level)
    return optimise_for_differentiation(text, level)


def outcomes(program: str, code: CompiledModule) -> list[tuple[Any, ...]]:
    """Name, arguments, result and array contents of each call, with exact bits of floats."""
    result: list[tuple[Any, ...]] = []
    for name, signature, calls in CALLS[program]:
        inputs, _, output = signature.partition("->")
        prototype = ctypes.CFUNCTYPE(
            C_TYPES[output.strip()], *(C_TYPES[word] for word in inputs.split())
        )
        function = prototype(code.address(name))
        for arguments in calls:
            array = (ctypes.c_double * len(ARRAY))(*ARRAY)
            passed = [
                ctypes.addressof(array) if isinstance(argument, list) else argument
                for argument in arguments
            ]
            value = function(*passed)
            exact = struct.pack("d", value) if isinstance(value, float) else value
            result.append((name, arguments, exact, bytes(array)))
    return result


def through_cf_form(text: str) -> str:
    module = read_llvm_ir(text)
    module.verify()
    return write_llvm_ir(module)


def through_structured_form(text: str) -> str:
    module = read_llvm_ir(text)
    LiftCfToScfPass().apply(Context(), module)
    module.verify()
    assert all(len(region.blocks) <= 1 for op in module.walk() for region in op.regions), (
        "the lift leaves a single block in each region"
    )
    return write_llvm_ir(module)


@pytest.mark.parametrize("trip", [through_cf_form, through_structured_form])
@pytest.mark.parametrize("level", [0, 1, 2, 3])
@pytest.mark.parametrize("program", list(CALLS))
def test_behaves_the_same(program: str, level: int, trip: Callable[[str], str]) -> None:
    original = llvm_ir(program, level)
    # Without further optimisation, so that results agree to the last bit.
    expected = outcomes(program, compile_module(original, 0))
    assert outcomes(program, compile_module(trip(original), 0)) == expected


@pytest.mark.parametrize("program", list(CALLS))
def test_stays_the_same_after_optimisation(program: str) -> None:
    """The optimiser finds in our text what it finds in the original."""
    original = llvm_ir(program, 2)
    expected = outcomes(program, compile_module(original, 3))
    for (name, _, value, _), (_, _, reference, _) in zip(
        outcomes(program, compile_module(through_structured_form(original), 3)),
        expected,
        strict=True,
    ):
        if isinstance(value, bytes):
            numbers = struct.unpack("d", value)[0], struct.unpack("d", reference)[0]
            assert numbers[0] == pytest.approx(numbers[1], rel=1e-6), name
        else:
            assert value == reference, name


def test_text_is_stable() -> None:
    """What was read from our text is written as the same text."""
    for program in CALLS:
        once = through_cf_form(llvm_ir(program, 2))
        twice = through_cf_form(str(parse_llvm_ir(once)))
        assert str(parse_llvm_ir(twice)) == str(parse_llvm_ir(once))
