"""The caches of the `enzyme` dialect as Python lists, so that what `enzyme-reverse` makes runs as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tests.oracle.errors import OracleError
from tests.oracle.tables import Evaluate, on_values
from tests.oracle.values import Value
from xdsl_enzyme.dialects import enzyme

if TYPE_CHECKING:
    from tests.oracle.machine import Machine


@on_values(enzyme.InitOp)
def _init(op: enzyme.InitOp, machine: Machine) -> Evaluate:
    return lambda: cast(Value, list[Value]())


@on_values(enzyme.PushOp)
def _push(op: enzyme.PushOp, machine: Machine) -> Evaluate:
    return lambda cache, value: cache.append(value)


@on_values(enzyme.PopOp)
def _pop(op: enzyme.PopOp, machine: Machine) -> Evaluate:
    def evaluate(cache: list[Value]) -> Value:
        if not cache:
            raise OracleError("pops an empty cache")
        return cache.pop()

    return evaluate
