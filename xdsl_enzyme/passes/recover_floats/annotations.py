"""Writes into the IR what type analysis has decided: see `analyses.types.verdicts`, which reads it."""

from __future__ import annotations

from xdsl.dialects.builtin import ArrayAttr, IntAttr, StringAttr
from xdsl.ir import Attribute, Operation

from xdsl_enzyme.analyses.types.layouts import Decision, Layout
from xdsl_enzyme.analyses.types.verdicts import LAYOUT, UNDECIDED, UNKNOWN, VERDICTS


def verdict(decision: Decision) -> dict[str, Attribute]:
    """A decision as attributes."""
    if not isinstance(decision, Layout):
        return {UNDECIDED: StringAttr(decision.why)}
    leaves = [ArrayAttr[Attribute]([IntAttr(at), type]) for at, type in decision.leaves]
    attributes: dict[str, Attribute] = {
        LAYOUT: ArrayAttr[Attribute]([IntAttr(decision.period), *leaves])
    }
    if decision.unknown is not None:
        attributes[UNKNOWN] = StringAttr(decision.unknown)
    return attributes


def annotate(op: Operation, decision: Decision) -> None:
    """Write down what was decided."""
    for name in VERDICTS:
        op.attributes.pop(name, None)
    op.attributes.update(verdict(decision))
