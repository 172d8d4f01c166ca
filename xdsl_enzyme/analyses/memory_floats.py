"""Where the floats are in a stretch of untyped memory, decided from all that the program does to it.

For the accesses of one function (and what it calls)::

    memcpy(%d, %s, 80), where %d is read as f64 at offset 0 mod 8   -->  every 8 bytes an f64
    memcpy(%d, %s, 24), where %s is written as i64 at 0, f64 at 8 and 16   -->  f64 at 8 and 16
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from xdsl.dialects.builtin import AnyFloat
from xdsl.ir import Operation

from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.analyses.memory_accesses import Access
from xdsl_enzyme.analyses.points_to import ObjectKind, Offset, Targets
from xdsl_enzyme.errors import DifferentiationError

LARGEST_PATTERN = 256
"""Bytes up to which a mixed stretch is looked at byte by byte."""

SMALLEST_GAP = 8
"""Bytes that are more than padding."""


@dataclass(frozen=True)
class FloatPattern:
    """The floats of a stretch of memory."""

    dense: AnyFloat | None = None
    """If set: the whole stretch is an array of this type."""
    leaves: tuple[tuple[int, AnyFloat], ...] = ()
    """Else: offset from the begin of the stretch, and type, of each float."""

    def fills(self, size: int) -> bool:
        """Whether there is nothing but whole floats in a stretch of `size` bytes."""
        if self.dense is not None:
            return True
        position = 0
        for offset, element in self.leaves:
            if offset != position:
                return False
            position += size_of(element)
        return position == size


def float_pattern(
    accesses: Iterable[Access], targets: Targets, size: int | None, op: Operation
) -> FloatPattern:
    """The floats in `size` bytes (None: unknown) at a pointer with these targets, for `op`."""
    concerned = [
        access
        for access in accesses
        if access.type is not None
        and access.object in targets
        and access.overlaps(targets[access.object], size or 0)
    ]
    floats = {access.type for access in concerned if isinstance(access.type, AnyFloat)}
    if not concerned:
        raise _undecided(op, "nothing in the program shows what the bytes are")
    if len(floats) == 1 and all(isinstance(access.type, AnyFloat) for access in concerned):
        (element,) = floats
        assert isinstance(element, AnyFloat)
        if size is None or size % size_of(element) == 0:
            return FloatPattern(dense=element)
    if size is None or size > LARGEST_PATTERN:
        if not floats:
            return FloatPattern()
        raise _undecided(
            op, "floats and other data are mixed in a stretch of unknown or large size"
        )
    return FloatPattern(leaves=tuple(_leaves(concerned, targets, size, op)))


def _leaves(
    accesses: list[Access], targets: Targets, size: int, op: Operation
) -> Iterable[tuple[int, AnyFloat]]:
    is_shared = any(target.kind is not ObjectKind.ALLOCATION for target in targets)
    unknown = position = 0
    while position < size:
        seen = {
            (access.type, access.size)
            for access in accesses
            if access.overlaps(targets[access.object].plus(Offset(position)), 1)
        }
        kinds = [kind for kind, _ in seen if isinstance(kind, AnyFloat)]
        if kinds and len(seen) > 1:
            raise _undecided(op, "the same bytes are used as a float and as something else")
        # A shorter gap is taken for padding. What nobody uses in memory of our own does not matter.
        unknown = 0 if seen else unknown + 1
        if unknown == SMALLEST_GAP and is_shared:
            raise _undecided(
                op, f"nothing in the program shows what the bytes at {position + 1 - unknown} are"
            )
        if kinds:
            yield position, kinds[0]
            position += size_of(kinds[0])
        else:
            position += 1


def _undecided(op: Operation, why: str) -> DifferentiationError:
    return DifferentiationError(
        f"can't decide where the floats are in the memory that '{op.name}' works on",
        where=op,
        why=why,
        hint="copy the members one by one, or keep floats and other data in separate arrays",
    )
