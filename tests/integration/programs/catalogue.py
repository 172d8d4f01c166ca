"""How to call each C program of this directory: one line per program, with inputs that are away from kinks.

::

    program = PROGRAMS["horner"]
    program.path                  # .../horner.c
    program.inputs()              # [array([...]), 6, 0.9], new arrays every time
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).parent

Input: TypeAlias = "int | float | NDArray[Any]"


@dataclass(frozen=True)
class Argument:
    """An argument of a program: its value, and whether derivatives go through it."""

    value: Input
    active: bool = False


@dataclass(frozen=True)
class Program:
    """A function in a C file of the same name."""

    name: str
    arguments: Sequence[Argument]
    tolerance: float = 1e-8
    """Of derivatives, relative to the largest of an array."""
    returns_float: bool = field(default=True)

    @property
    def path(self) -> Path:
        return HERE / f"{self.name}.c"

    def inputs(self) -> list[Input]:
        """Fresh copies of the inputs."""
        return [
            a.value.copy() if isinstance(a.value, np.ndarray) else a.value for a in self.arguments
        ]

    def differentiated(self) -> list[int]:
        """The indices of the arguments through which derivatives go."""
        return [index for index, argument in enumerate(self.arguments) if argument.active]


def integer(value: int) -> Argument:
    return Argument(value)


def number(value: float) -> Argument:
    """A float, differentiated."""
    return Argument(value, active=True)


def constant(value: float) -> Argument:
    """A float that takes no part."""
    return Argument(value)


def array(
    *shape: int,
    seed: int = 1,
    low: float = 0.5,
    high: float = 1.5,
    dtype: type[np.floating] = np.float64,
) -> Argument:
    """Random floats, differentiated; what the function writes to them is output."""
    values = np.random.default_rng(seed).uniform(low, high, shape)
    return Argument(values.astype(dtype), active=True)


def output(*shape: int) -> Argument:
    """Zeros, differentiated."""
    return Argument(np.zeros(shape), active=True)


def given(*values: float) -> Argument:
    """These doubles, differentiated."""
    return Argument(np.array(values, dtype=np.float64), active=True)


def integers(*values: int, dtype: type[np.integer] = np.int32) -> Argument:
    """An array of integers."""
    return Argument(np.array(values, dtype=dtype))


def spd_matrix(n: int, seed: int = 3) -> Argument:
    """A symmetric matrix with a heavy diagonal, differentiated."""
    half = np.random.default_rng(seed).uniform(-0.5, 0.5, (n, n))
    return Argument(half @ half.T + np.eye(n), active=True)


def program(
    name: str, *arguments: Argument, tolerance: float = 1e-8, returns_float: bool = True
) -> Program:
    return Program(name, arguments, tolerance, returns_float)


def procedure(name: str, *arguments: Argument) -> Program:
    """A program that returns nothing: its results are in its arrays."""
    return Program(name, arguments, returns_float=False)


# Derivatives of single-precision programs carry the rounding of every step.
SINGLE = 2e-4

PROGRAMS: dict[str, Program] = {
    p.name: p
    for p in (
        program("bisection", number(1.3), number(2.7)),
        program("bit_operations", array(7), integer(7)),
        program("byte_logic", array(8), integers(1, 2, 201, 255, 77, 202, 3, 8, dtype=np.uint8), integer(8)),
        program("carried_constant", array(5), integer(5)),
        program("constant_table", number(0.3), number(1.7), integer(2)),
        procedure("cholesky_solve", spd_matrix(4), array(4), integer(4)),
        procedure("convolution", array(9), array(3, seed=2), output(7), integer(9), integer(3)),
        program("copy_and_clear", array(9), integer(9)),
        program("conditional_counters", array(6), integers(3, 2, 1, 7, 4, 5), integer(6)),
        program("do_while", number(0.8), number(0.9)),
        program("early_break", array(8, low=1.0, high=1.6), integer(8), constant(3.0)),
        program("early_return", array(8), integer(8), constant(1.1)),
        program("global_state", array(6), integer(6)),
        program("goto_loop", number(1.2), number(0.8), integer(4)),
        program("guarded_sqrt", given(0.0, 1.5, -0.5, 0.0, 2.0), integer(5)),
        program("heap_buffer", array(9), integer(9)),
        program("horner", array(6, low=-1.0), integer(6), number(0.9)),
        procedure("in_place_output", array(7), output(7), integer(7)),
        program("rooted_select", number(-0.5), number(0.7)),
        procedure("indirect_index", array(6), integers(2, 0, 2, 5, 1, 0), array(6, seed=2), integer(6)),
        program("local_array", array(5), integer(5)),
        program("local_matrix", array(3)),
        program("log_sum_exp", array(9, low=-2.0, high=2.0), integer(9)),
        program("lu_determinant", spd_matrix(4), integer(4)),
        procedure("matrix_multiply", array(3, 4), array(4, 2, seed=2), output(3, 2), integer(3), integer(2), integer(4)),
        program("min_max_abs", array(7), array(7, seed=2), integer(7)),
        program("mixed_precision", array(6, dtype=np.float32), array(6, seed=2), integer(6), tolerance=1e-6),
        program("nearest_point", array(5, 5), array(5, seed=2), integer(5)),
        program("nested_calls", array(5), integer(5), number(0.7)),
        program("nested_while", array(6), integer(6)),
        program("newton", number(1.3), number(2.7)),
        procedure("ode_lorenz", given(1.0, 0.8, 1.2), number(10.0), number(28.0), number(2.5), integer(9)),
        program("overwritten_array", array(7), integer(7)),
        program("pointer_increment", array(6), output(6), integer(6)),
        program("pointer_swap", array(7), integer(7), integer(3)),
        procedure("prefix_sum", array(8), output(8), integer(8)),
        program("recursion_in_place", array(7), integer(7)),
        program("recursion_mutual", number(0.9), integer(7)),
        program("recursion_power", number(1.1), integer(6)),
        program("recursion_tree", array(9), integer(9)),
        program("running_maximum", given(0.7, 0.5, 1.1, 0.9, 1.4, 1.2), output(6), integer(6)),
        program("single_precision", array(9, dtype=np.float32), integer(9), tolerance=SINGLE),
        program("skip_continue", array(10), integer(10)),
        program("sorting_network", given(1.3, 0.4, 1.1, 0.8)),
        program("special_functions", number(1.3), number(1.9)),
        procedure("stencil_1d", array(9), integer(9), integer(4)),
        procedure("stencil_2d", array(5, 6), output(5, 6), integer(5), integer(6)),
        program("strided_loop", array(10), integer(10)),
        program("struct_array", array(5, 3), integer(5)),
        program("struct_by_pointer", number(1.2), number(0.4), integer(8)),
        program("struct_by_value", number(1.2), number(0.4), number(0.7)),
        program("struct_copy", array(3, 2, dtype=np.float32), integer(3), tolerance=SINGLE),
        program("switch_fallthrough", array(8), integers(0, 1, 2, 3, 7, 0, 2, -1), integer(8)),
        program("ternary", array(9), integer(9)),
        program("triangular_loop", array(6), output(6), integer(6)),
        program("while_data", number(0.7), constant(9.0)),
    )
}  # fmt: skip
"""By name."""
