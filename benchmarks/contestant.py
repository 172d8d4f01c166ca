"""Something to be timed: machine code with its arguments bound, which is called again and again.

All that are compiled here are called in one way, straight through a C function pointer, so that the share of Python is the same and small::

    contestant.restore()     # what the code overwrites is as it was
    contestant.call()
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from benchmarks.memory import CountingAllocator
from benchmarks.problem import Array
from xdsl_enzyme.lowering.jit import LoadedCode


class Code(Protocol):
    """Machine code in this process."""

    def address(self, name: str) -> int:
        """Where a function is."""
        ...


@dataclass(frozen=True)
class Memory:
    """What a call takes of it, in bytes."""

    tape: int
    """The most that it had allocated on the heap at a time."""
    peak: int
    """That, and all arrays that are arguments."""


class Tool(Protocol):
    """What can be measured."""

    def call(self) -> None:
        """Compute the derivative once."""
        ...

    def restore(self) -> None:
        """Give all that a call overwrites the values that it had at first."""
        ...

    def derivatives(self) -> list[list[Array]]:
        """What a single call computes: as `Problem.results` has it."""
        ...

    def memory(self) -> Memory | None:
        """What a call takes, if that is known."""
        ...


@dataclass(frozen=True)
class Invocation:
    """A C function with its arguments: arrays, floats and integers."""

    function: str
    arguments: Sequence[Any]
    returns_number: bool = False

    @property
    def arrays(self) -> list[Any]:
        """The arguments that are arrays."""
        return [value for value in self.arguments if isinstance(value, np.ndarray)]

    def bind(self, code: Code) -> Callable[[], Any]:
        """A function of no arguments that does the call. The arrays and the code must outlive it."""
        result = ctypes.c_double if self.returns_number else None
        types = map(_c_type, self.arguments)
        function = ctypes.CFUNCTYPE(result, *types)(code.address(self.function))
        values = [_c_value(value) for value in self.arguments]
        return lambda: function(*values)


def _c_type(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return ctypes.c_void_p
    if isinstance(value, ctypes.c_int64):
        return ctypes.c_int64
    return ctypes.c_double if isinstance(value, float) else ctypes.c_int


def _c_value(value: Any) -> Any:
    return ctypes.c_void_p(value.ctypes.data) if isinstance(value, np.ndarray) else value


class Contestant:
    """Calls that together do the job."""

    def __init__(
        self,
        code: Code,
        invocations: Sequence[Invocation],
        collect: Callable[[], Sequence[Sequence[Array]]] = tuple,
    ):
        """`collect` says after a call what the derivatives are."""
        self.code = code
        self._collect = collect
        self.invocations = invocations
        self._calls = [invocation.bind(code) for invocation in invocations]
        self.arrays = _distinct([array for one in invocations for array in one.arrays])
        """Every array that is an argument."""
        self._originals = [array.copy() for array in self.arrays]

    def call(self) -> None:
        """Do the job once."""
        for call in self._calls:
            call()

    def restore(self) -> None:
        """Give all arrays the values that they had at first."""
        for array, original in zip(self.arrays, self._originals, strict=True):
            array[...] = original

    def derivatives(self) -> list[list[Array]]:
        """What a single call computes."""
        self.restore()
        self.call()
        return [[array.copy() for array in arrays] for arrays in self._collect()]

    def overwritten(self) -> list[Any]:
        """The arrays that a call changes."""
        self.restore()
        self.call()
        pairs = zip(self.arrays, self._originals, strict=True)
        changed = [array for array, original in pairs if not np.array_equal(array, original)]
        self.restore()
        return changed

    def count_allocations(self) -> CountingAllocator | None:
        """What a call allocates, if its code can be loaded with another allocator."""
        if not isinstance(self.code, LoadedCode):
            return None
        allocator = CountingAllocator()
        code = LoadedCode(
            self.code.object_code, self.code.symbols, self.code.imports, allocator.imports
        )
        self.restore()
        for invocation in self.invocations:
            invocation.bind(code)()
        self.restore()
        return allocator

    def memory(self) -> Memory | None:
        """What a call takes."""
        allocator = self.count_allocations()
        if allocator is None:
            return None
        return Memory(allocator.peak, allocator.peak + sum(array.nbytes for array in self.arrays))


def _distinct(arrays: Sequence[Any]) -> list[Any]:
    return list({id(array): array for array in arrays}.values())
