"""The tables from op class to meaning that the op files fill and `compiler` reads.

::

    @elementwise(arith.AddfOp)
    def add_floats(op): return lambda x, y: ...     # one scalar at a time; poison is handed on

A *maker* looks at the op once and returns the function that is then called at every execution with the values of the
operands. It returns the value of the result, a tuple of them if there are several, or None if there are none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

from xdsl.ir import Operation

from tests.oracle.values import Value

if TYPE_CHECKING:
    from tests.oracle.compiler import FunctionCompiler, Outcome, Step
    from tests.oracle.machine import Machine

OperationT = TypeVar("OperationT", bound=Operation)

Evaluate: TypeAlias = "Callable[..., Value | None]"
ElementwiseMaker: TypeAlias = "Callable[[OperationT], Evaluate]"
ValueMaker: TypeAlias = "Callable[[OperationT, Machine], Evaluate]"
StepMaker: TypeAlias = "Callable[[OperationT, FunctionCompiler], Step]"
TerminatorMaker: TypeAlias = (
    "Callable[[OperationT, FunctionCompiler], Callable[[list[Value]], Outcome]]"
)
GlobalMaker: TypeAlias = "Callable[[OperationT, Machine], int]"

ELEMENTWISE: dict[type[Operation], ElementwiseMaker[Any]] = {}
"""Ops on scalars, and on vectors lane by lane. A poison operand gives a poison result."""

ON_VALUES: dict[type[Operation], ValueMaker[Any]] = {}
"""Ops that want their operands as they are, poison included, and may use memory."""

WITH_REGIONS: dict[type[Operation], StepMaker[Any]] = {}
"""Ops that run regions in the frame of the function."""

TERMINATORS: dict[type[Operation], TerminatorMaker[Any]] = {}
"""Ops that end a block."""

GLOBALS: dict[type[Operation], GlobalMaker[Any]] = {}
"""Symbols that have an address: allocates and initialises one."""

Maker = TypeVar("Maker", bound=Callable[..., Any])


def _register(
    table: dict[type[Operation], Callable[..., Any]], classes: tuple[type[Operation], ...]
) -> Callable[[Maker], Maker]:
    def register(maker: Maker) -> Maker:
        table.update(dict.fromkeys(classes, maker))
        return maker

    return register


def elementwise(
    *classes: type[OperationT],
) -> Callable[[ElementwiseMaker[OperationT]], ElementwiseMaker[OperationT]]:
    """Registers a maker for scalar ops."""
    return cast(Any, _register(ELEMENTWISE, classes))


def on_values(
    *classes: type[OperationT],
) -> Callable[[ValueMaker[OperationT]], ValueMaker[OperationT]]:
    """Registers a maker for ops on values of any kind."""
    return cast(Any, _register(ON_VALUES, classes))


def with_regions(
    *classes: type[OperationT],
) -> Callable[[StepMaker[OperationT]], StepMaker[OperationT]]:
    """Registers a maker for ops with regions."""
    return cast(Any, _register(WITH_REGIONS, classes))


def terminator(
    *classes: type[OperationT],
) -> Callable[[TerminatorMaker[OperationT]], TerminatorMaker[OperationT]]:
    """Registers a maker for terminators."""
    return cast(Any, _register(TERMINATORS, classes))


def global_symbol(
    *classes: type[OperationT],
) -> Callable[[GlobalMaker[OperationT]], GlobalMaker[OperationT]]:
    """Registers how to allocate a symbol."""
    return cast(Any, _register(GLOBALS, classes))
