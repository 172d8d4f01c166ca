"""How many numbers an array program computes: run by NumPy, with arrays that count."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

from benchmarks.frameworks.arrays import Arrays
from benchmarks.frameworks.programs import Program
from benchmarks.frameworks.tool import Objective
from benchmarks.problem import Problem


class _Counter(Arrays):
    """Counts products of tensors; the rest is counted by the arrays."""

    def __init__(self) -> None:
        super().__init__(np)
        self.count = 0

    def einsum(self, indices: str, *operands: Any) -> Any:
        letters = indices.partition("->")[0].split(",")
        lengths = {
            letter: length
            for term, operand in zip(letters, operands, strict=True)
            for letter, length in zip(term, operand.shape, strict=True)
        }
        self.count += prod(lengths.values())
        return _counting(np.einsum(indices, *map(np.asarray, operands)), self)

    # These make ordinary arrays, which would not count any more.

    def concatenate(self, arrays: Any, axis: int = 0) -> Any:
        return _counting(np.concatenate(arrays, axis), self)

    def stack(self, arrays: Any, axis: int = 0) -> Any:
        return _counting(np.stack(arrays, axis), self)


class _CountingArray(np.ndarray):
    """An array whose elements are counted wherever it takes part."""

    counter: _Counter | None = None

    def __array_finalize__(self, obj: Any) -> None:
        self.counter = getattr(obj, "counter", None)

    def __array_ufunc__(self, ufunc: Any, method: Any, *inputs: Any, **options: Any) -> Any:
        operands = [np.asarray(one) for one in inputs]
        result = getattr(ufunc, method)(*operands, **options)
        if self.counter is None:
            return result
        if ufunc is np.matmul:
            self.counter.count += operands[0].size * prod(operands[1].shape[1:])
        else:
            self.counter.count += max(map(np.size, (*operands, result)))
        return _counting(result, self.counter)


def _counting(array: Any, counter: _Counter) -> Any:
    view = np.asarray(array).view(_CountingArray)
    view.counter = counter
    return view


def operation_count(program: Program, problem: Problem) -> int:
    """About how many; what is done with numbers from arrays is not counted."""
    counter = _Counter()
    objective = Objective(program, problem, counter)
    objective(*[_counting(array, counter) for array in objective.inputs])
    return counter.count
