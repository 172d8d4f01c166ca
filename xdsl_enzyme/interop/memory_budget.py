"""Keeps what a derivative keeps within a limit: with checkpoints where it must be, or by refusing.

First, it is made as always. If the sizes of all that it keeps are constants and fit, that is all. Else it is made again, with as
many checkpoints as fit into half of the limit, in the loops that hand on a state. What is known to exceed the limit even then is refused, with the names of the
largest values; what is only known when the program runs is checked then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar, cast

from xdsl.dialects.builtin import ArrayAttr, DictionaryAttr, IntegerAttr, ModuleOp, StringAttr, i64

from xdsl_enzyme.errors import DifferentiationError, ExecutionError
from xdsl_enzyme.interop.limits import Limits
from xdsl_enzyme.interop.program import Program, functions
from xdsl_enzyme.passes.cache_memory import MEMORY_LIMIT
from xdsl_enzyme.passes.lower_cache import REPORT
from xdsl_enzyme.passes.outline_checkpoints import CHECKPOINT

_NAMED = 5
"""How many of the largest values an error names."""


class Made(Protocol):
    """A derivative that has been made."""

    @property
    def program(self) -> Program: ...


_MadeT = TypeVar("_MadeT", bound=Made)


def limit_memory(module: ModuleOp, limit: int) -> None:
    """Let derivatives in `module` keep so many bytes at most."""
    module.attributes[MEMORY_LIMIT] = IntegerAttr(limit, i64)


def memory_limit(module: ModuleOp) -> int | None:
    """How many bytes derivatives in `module` may keep; None if that is not limited."""
    limit = module.attributes.get(MEMORY_LIMIT)
    return limit.value.data if isinstance(limit, IntegerAttr) else None


def within(limits: Limits, make: Callable[[int | None], _MadeT]) -> _MadeT:
    """
    The derivative that keeps no more than the limit. `make` makes it, with checkpoints that take so many bytes together, or without
    any of these.
    """
    assert limits.memory is not None
    plain = make(None)
    kept = _Kept.by(plain.program.module)
    if kept.most <= limits.memory and not kept.has_unknown:
        return plain
    if limits.checkpoint is not None:
        # The caller has said where checkpoints go.
        if kept.most > limits.memory:
            raise _too_large(plain.program, limits.memory, kept)
        return plain
    reason: str | None = None
    try:
        small = make(max(limits.memory // 2, 1))
    except DifferentiationError as error:
        reason = error.message
        small = plain
    kept = _Kept.by(small.program.module)
    if kept.most > limits.memory:
        raise _too_large(small.program, limits.memory, kept, reason)
    return small


@dataclass(frozen=True)
class _Value:
    """One cached value."""

    bytes: int
    """Of all iterations; of one, if that is all that is known."""
    is_total: bool
    type: str
    location: str | None
    function: str

    def __str__(self) -> str:
        what = "bytes" if self.is_total else "bytes in each of an unknown number of iterations"
        return f"{self.bytes} {what}: {self.type} at {self.location or f'@{self.function}'}"


@dataclass(frozen=True)
class _Kept:
    """What the functions of a module cache."""

    values: list[_Value]

    @staticmethod
    def by(module: ModuleOp) -> _Kept:
        return _Kept(list(_cached_values(module)))

    @property
    def most(self) -> int:
        """The most that any function keeps at once, as far as that is constant."""
        by_function: dict[str, int] = {}
        for value in self.values:
            if value.is_total:
                by_function[value.function] = by_function.get(value.function, 0) + value.bytes
        return max(by_function.values(), default=0)

    @property
    def has_unknown(self) -> bool:
        return not all(value.is_total for value in self.values)

    @property
    def largest_names(self) -> str:
        """What and where the largest values are."""
        largest = sorted(self.values, key=lambda one: (-one.is_total, -one.bytes))
        return "; ".join(map(str, largest[:_NAMED])) or "not known"


def _cached_values(module: ModuleOp) -> Iterator[_Value]:
    for function in functions(module):
        report = function.attributes.get(REPORT)
        if not isinstance(report, ArrayAttr):
            continue
        for entry in cast("ArrayAttr[DictionaryAttr]", report):
            total = entry.data.get("total")
            size = entry.data["bytes"] if total is None else total
            location = entry.data.get("location")
            assert isinstance(size, IntegerAttr)
            yield _Value(
                size.value.data,
                total is not None,
                str(entry.data["type"]),
                location.data if isinstance(location, StringAttr) else None,
                function.sym_name.data,
            )


def limit_exceeded(program: Program, why: str | None) -> ExecutionError:
    """The error for a derivative that wanted to keep too much when it ran."""
    return ExecutionError(
        f"'{program.name}' keeps more for its reverse sweep than memory={memory_limit(program.module)}",
        why=f"{why}; the largest values that it keeps are {_Kept.by(program.module).largest_names}",
        hint="raise the limit, or reverse loops with fewer checkpoints: checkpoint=1, or more",
    )


def _too_large(
    program: Program, limit: int, kept: _Kept, reason: str | None = None
) -> DifferentiationError:
    no_checkpoints = "" if reason is None else f". Checkpoints do not help: {reason}"
    return DifferentiationError(
        f"'{program.name}' keeps {kept.most} bytes for its reverse sweep, more than memory={limit}",
        why=f"the largest values that it keeps are {kept.largest_names}{no_checkpoints}",
        hint=f"raise the limit, or mark loops with '{CHECKPOINT}'",
    )
