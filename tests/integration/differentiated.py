"""Derivatives of a C function by the engine and by the oracle, in the same form, and their comparison.

Forward mode is asked for one directional derivative, reverse mode for one pull-back. Both use random weights, so every
derivative takes part in what is compared. ::

    check(case, level=2, mode="reverse")        # raises Mismatch
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

import xdsl_enzyme as xe
from tests.integration.comparison import compare
from tests.integration.programs.catalogue import Input, Program
from tests.oracle import Oracle
from xdsl_enzyme.frontends.load import load_module

Numbers: TypeAlias = "list[Any]"


@dataclass
class Case:
    """A function, its inputs, and what the oracle says about it. The oracle reads unoptimised cf form."""

    path: Path
    name: str
    inputs: Sequence[Input]
    wrt: Sequence[int]
    returns_float: bool
    tolerance: float
    functions: dict[int, xe.Function] = field(default_factory=dict[int, xe.Function])

    @staticmethod
    def of(program: Program) -> Case:
        return Case(
            program.path,
            program.name,
            program.inputs(),
            program.differentiated(),
            program.returns_float,
            program.tolerance,
        )

    @cached_property
    def weights(self) -> dict[int, Any]:
        """For each differentiated argument the tangents, or cotangents, in its own precision."""
        generator = np.random.default_rng(len(self.name))
        weights = dict[int, Any]()
        for index in self.wrt:
            value = self.inputs[index]
            random = generator.uniform(-1.0, 1.0, np.shape(value))
            weights[index] = (
                random.astype(np.asarray(value).dtype) if random.ndim else float(random)
            )
        return weights

    @cached_property
    def oracle(self) -> Oracle:
        return Oracle(load_module(self.path, optimisation_level=0))

    def function(self, level: int) -> xe.Function:
        """The function as the engine has it, loaded once per optimisation level."""
        if level not in self.functions:
            self.functions[level] = xe.load(self.path, self.name, optimisation_level=level)
        return self.functions[level]

    def fresh_inputs(self) -> list[Input]:
        return [value.copy() if isinstance(value, np.ndarray) else value for value in self.inputs]

    def arrays(self) -> list[int]:
        """The differentiated arguments that are arrays."""
        return [index for index in self.wrt if isinstance(self.inputs[index], np.ndarray)]

    @cached_property
    def expected_forward(self) -> Numbers:
        tangents = [self.weights.get(index) for index in range(len(self.inputs))]
        result = self.oracle.jvp(self.name, self.inputs, tangents)
        returned = [result.value, result.tangent] if self.returns_float else []
        arrays = [
            pair for i in self.arrays() for pair in (result.arrays[i], result.array_tangents[i])
        ]
        return [*returned, *arrays]

    @cached_property
    def expected_reverse(self) -> Numbers:
        cotangents = {i: np.asarray(self.weights[i], dtype=np.float64) for i in self.arrays()}
        seed = 1.0 if self.returns_float else 0.0
        pulled = self.oracle.vjp(self.name, self.inputs, seed, cotangents, self.wrt)
        return [pulled[index] for index in self.wrt]


def forward(case: Case, level: int) -> Numbers:
    """Value and tangent of the result, then of every differentiated array."""
    inputs = case.fresh_inputs()
    shadows = {index: np.copy(case.weights[index]) for index in case.arrays()}
    arguments = [
        xe.Duplicated(value, shadows[index] if index in shadows else case.weights[index])
        if index in case.wrt
        else xe.Const(value)
        for index, value in enumerate(inputs)
    ]
    returned = xe.fwddiff(case.function(level), *arguments)
    arrays = [pair for index in case.arrays() for pair in (inputs[index], shadows[index])]
    return [*(returned if case.returns_float else ()), *arrays]


def reverse(case: Case, level: int) -> Numbers:
    """The derivative with respect to every differentiated argument."""
    shadows = {index: np.copy(case.weights[index]) for index in case.arrays()}
    arguments = [
        xe.Const(value)
        if index not in case.wrt
        else (xe.Duplicated(value, shadows[index]) if index in shadows else xe.Active(value))
        for index, value in enumerate(case.fresh_inputs())
    ]
    numbers = iter(xe.autodiff(case.function(level), *arguments))
    return [shadows[index] if index in shadows else next(numbers) for index in case.wrt]


MODES: dict[str, tuple[Callable[[Case], Numbers], Callable[[Case, int], Numbers]]] = {
    "forward": (lambda case: case.expected_forward, forward),
    "reverse": (lambda case: case.expected_reverse, reverse),
}
"""By name: what the oracle expects, and what the engine computes at an optimisation level."""


def check(case: Case, level: int, mode: str) -> None:
    """Raises `Mismatch` unless the engine agrees with the oracle."""
    expected, computed = MODES[mode]
    what = f"{case.name} at O{level} in {mode} mode ({case.path})"
    compare(what, expected(case), computed(case, level), case.tolerance)
