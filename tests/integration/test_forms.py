"""The C programs as the oracle sees them, without any differentiation pass.

Values and tangents must be the same at every optimisation level, in cf form and after each pass to structured form; the values
must be those of the compiled program, and the tangents those of finite differences.
"""

import ctypes
from typing import Any

import numpy as np
import pytest
from xdsl.dialects.func import FuncOp

from tests.integration.comparison import compare
from tests.integration.native import call
from tests.integration.programs.catalogue import PROGRAMS, Program
from tests.oracle import Oracle, OracleResult, finite_difference
from xdsl_enzyme.analyses.dominance import verify_dominance
from xdsl_enzyme.frontends.load import load_module
from xdsl_enzyme.passes.pipelines import STRUCTURE, run_pipeline

LEVELS = (0, 1, 2, 3)
KINKED = {"guarded_sqrt"}
"""Inputs on which finite differences make no sense."""


def outcome(oracle: Oracle, program: Program) -> OracleResult:
    result, _ = oracle.all_directions(program.name, program.inputs(), program.differentiated())
    return result


def values(result: OracleResult) -> list[Any]:
    return [result.value, *(array for array in result.arrays if array is not None)]


def tangents(result: OracleResult) -> list[Any]:
    return [result.tangent, *(array for array in result.array_tangents if array is not None)]


def native(program: Program) -> list[Any]:
    """The value and the arrays of the compiled program."""
    module = load_module(program.path, optimisation_level=0)
    functions = {op.sym_name.data: op for op in module.ops if isinstance(op, FuncOp)}
    outputs = [str(type_) for type_ in functions[program.name].function_type.outputs]
    result_type = {"f32": ctypes.c_float, "f64": ctypes.c_double}[outputs[0]] if outputs else None
    inputs = program.inputs()
    value = call(program.path, program.name, inputs, result_type)
    return [value, *(argument for argument in inputs if isinstance(argument, np.ndarray))]


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=lambda program: program.name)
def test_every_form_agrees(program: Program):
    reference: OracleResult | None = None
    expected = native(program)
    # The values of single-precision programs depend on how libm rounds.
    tight = 1e-12 if program.tolerance <= 1e-8 else 1e-6
    for level in LEVELS:
        module = load_module(program.path, optimisation_level=level)
        for done in (None, *STRUCTURE):
            if done is not None:
                run_pipeline(module, [done])
                module.verify()
                verify_dominance(module)
            what = f"{program.name} at O{level} after {done or 'the reader'}"
            result = outcome(Oracle(module), program)
            compare(f"{what}: values against the compiled program", expected, values(result), tight)
            reference = reference or result
            compare(
                f"{what}: tangents against O0",
                tangents(reference),
                tangents(result),
                program.tolerance,
            )


SMOOTH = [
    program
    for program in PROGRAMS.values()
    if program.tolerance <= 1e-8 and program.name not in KINKED
]


@pytest.mark.parametrize("program", SMOOTH, ids=lambda program: program.name)
def test_finite_differences_agree(program: Program):
    oracle = Oracle(load_module(program.path, optimisation_level=2))
    inputs, wrt = program.inputs(), program.differentiated()
    arrays = [index for index, value in enumerate(inputs) if isinstance(value, np.ndarray)]
    for of in ([None] if program.returns_float else []) + [i for i in arrays if i in wrt]:
        exact = oracle.jacobian(program.name, inputs, of, wrt)
        approximate = finite_difference(oracle, program.name, inputs, of, wrt)
        compare(f"{program.name}: output {of}", exact, approximate, 1e-7)
