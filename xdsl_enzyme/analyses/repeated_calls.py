"""Whether a function that runs once for each direction does the same each time to the memory of the program.

::

    void square_forward(const double *x, const double *dx, double *y, double *dy)     reads x, dx, writes y, dy
    -->  yes, if what y leads to is not what x leads to: Repetition(apart=[(0, 2)])

    void scale_forward(double *x, double *dx) { *x *= 3; *dx *= 3; }
    -->  no: Repetition(obstacle="it changes what it reads behind argument 0")
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from xdsl.dialects import func
from xdsl.ir import BlockArgument

from xdsl_enzyme.analyses.accesses import Access
from xdsl_enzyme.analyses.memory_accesses import MemoryAccesses
from xdsl_enzyme.analyses.memory_objects import MemoryObject, ObjectKind


@dataclass(frozen=True)
class Repetition:
    """What has to hold for a function to run once for each direction."""

    obstacle: str | None = None
    """Why it cannot."""
    apart: Sequence[tuple[int, int]] = ()
    """Positions of arguments that may not lead to the same memory: the first is read, the second written."""


def repetition(
    function: func.FuncOp, memory: MemoryAccesses, differing: Container[int]
) -> Repetition:
    """For a function on structured form whose arguments at the positions `differing` lead to other memory in each direction."""
    accesses = [
        access
        for access in memory.accesses(function)
        if not _belongs_to_direction(access.object, differing)
    ]
    written = [access for access in accesses if access.writes or access.frees]
    read = [access for access in accesses if access.reads]
    for access in written:
        if access.object.kind not in (ObjectKind.ARGUMENT, ObjectKind.GLOBAL):
            return Repetition(f"it writes where {_name(access.object)} leads to")
        for other in read:
            if other.object.kind not in (ObjectKind.ARGUMENT, ObjectKind.GLOBAL):
                return Repetition(
                    f"it writes memory, and reads where {_name(other.object)} leads to"
                )
            if other.object is access.object and _overlap(access, other):
                return Repetition(f"it changes what it reads behind {_name(access.object)}")
    pairs = {
        (one.object.value.index, other.object.value.index)
        for one in read
        for other in written
        if isinstance(one.object.value, BlockArgument)
        and isinstance(other.object.value, BlockArgument)
    }
    return Repetition(apart=sorted((a, b) for a, b in pairs if a != b))


def _belongs_to_direction(target: MemoryObject, differing: Container[int]) -> bool:
    while target.parent is not None:
        target = target.parent
    if target.kind is ObjectKind.ARGUMENT:
        return isinstance(target.value, BlockArgument) and target.value.index in differing
    return target.kind is ObjectKind.ALLOCATION


def _overlap(one: Access, other: Access) -> bool:
    return one.overlaps(other.offset, other.size)


def _name(target: MemoryObject) -> str:
    if isinstance(target.value, BlockArgument):
        return f"argument {target.value.index}"
    return f"'{target.name}'"
