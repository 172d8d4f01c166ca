"""What type analysis has decided about single ops, as attributes of theirs: for the rules, which see copies of the functions.

::

    llvm_extra.memcpy %d, %s, %n {enzyme.layout = [16, [8, f64]]}              an f64 in every 16 bytes, at byte 8
    llvm_extra.memcpy %d, %s, %n {enzyme.layout = [8, [0, f64], [0, !llvm.ptr]]}      words of which each is an f64 or a pointer
    llvm.load %p {enzyme.undecided = "…"} : i64                                 what it reads may be a float, or not
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from xdsl.dialects import llvm
from xdsl.dialects.builtin import AnyFloat, ArrayAttr, IntAttr, StringAttr
from xdsl.ir import Attribute, Operation

from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.errors import DifferentiationError

UNDECIDED = "enzyme.undecided"
LAYOUT = "enzyme.layout"
UNKNOWN = "enzyme.unknown"
CLEARS = "enzyme.clears"
"""On a store of an integer: it may overwrite (part of) a float, which has no derivative then."""
WHOLE_WORD = "enzyme.whole_word"
"""On loads and stores of words that may be a float or a pointer: both are loaded, handed on, and put there together."""


@dataclass(frozen=True)
class CopyLayout:
    """The floats and pointers of what an op copies or sets."""

    period: int
    leaves: tuple[tuple[int, Attribute], ...] = ()

    @property
    def floats(self) -> tuple[tuple[int, AnyFloat], ...]:
        return tuple((at, type) for at, type in self.leaves if isinstance(type, AnyFloat))

    @property
    def pointers(self) -> tuple[tuple[int, Attribute], ...]:
        return tuple((at, type) for at, type in self.leaves if not isinstance(type, AnyFloat))

    @property
    def variants(self) -> frozenset[int]:
        """The offsets of words that are now floats, now pointers."""
        return frozenset(at for at, _ in self.floats) & frozenset(at for at, _ in self.pointers)

    @property
    def dense(self) -> AnyFloat | None:
        """The type of the floats if there is nothing else."""
        if len(self.leaves) != 1 or not self.floats:
            return None
        ((offset, element),) = self.floats
        return element if offset == 0 and size_of(element) == self.period else None


VERDICTS = (UNDECIDED, LAYOUT, UNKNOWN, CLEARS)


def layout_of(op: Operation, *, is_shared: bool) -> CopyLayout:
    """What was decided. What nobody uses in memory of our own (not `is_shared`) does not matter."""
    if (why := op.attributes.get(UNDECIDED)) is None and is_shared:
        why = op.attributes.get(UNKNOWN)
    if why is None and (layout := known_layout(op)) is not None:
        return layout
    reason = why.data if isinstance(why, StringAttr) else "its types have not been analysed"
    raise undecided(op, reason)


def known_layout(op: Operation) -> CopyLayout | None:
    """The layout that an op has been given, if any."""
    known = op.attributes.get(LAYOUT)
    if not isinstance(known, ArrayAttr):
        return None
    period, *leaves = cast("ArrayAttr[Attribute]", known)
    return CopyLayout(_number(period), tuple(map(_leaf, leaves)))


def is_of_numbers(op: Operation) -> bool:
    """Whether there are neither floats nor pointers in the memory that an op copies or sets, as in that of characters: there is nothing to do in its shadow."""
    layout = known_layout(op)
    is_decided = UNDECIDED not in op.attributes and UNKNOWN not in op.attributes
    return is_decided and layout is not None and not layout.leaves


def _leaf(leaf: Attribute) -> tuple[int, Attribute]:
    assert isinstance(leaf, ArrayAttr)
    at, type = cast("ArrayAttr[Attribute]", leaf)
    return _number(at), type


def _number(attribute: Attribute) -> int:
    assert isinstance(attribute, IntAttr)
    return cast(int, attribute.data)  # pyright: ignore[reportUnknownMemberType]


def reason_undecided(op: Operation) -> str | None:
    """Why it is not known whether an op reads or overwrites floats; None if it is."""
    why = op.attributes.get(UNDECIDED)
    return why.data if isinstance(why, StringAttr) else None


def undecided(op: Operation, why: str) -> DifferentiationError:
    """The error for an op that a derivative depends on."""
    return DifferentiationError(
        f"can't decide where the floats are in the memory that '{op.name}' works on",
        where=op,
        why=why,
        hint=", or ".join([_APART, *_how_to_tell(op)]),
    )


_APART = "copy the members one by one, keep floats and other data in separate arrays"


def _how_to_tell(op: Operation) -> Iterator[str]:
    """The hint that would settle it, were it doubles, and where to write it; none for what works on no memory that it is given."""
    pointers = [one for one in op.operands[:2] if isinstance(one.type, llvm.LLVMPointerType)]
    if not pointers:
        return
    pointer = pointers[-1]
    while isinstance(pointer.owner, llvm.GEPOp):
        pointer = pointer.owner.ptr
    tree = "{[-1]:Pointer, [-1,-1]:Float@double}"
    if isinstance(pointer.owner, llvm.AllocaOp):
        tree = "{[-1]:Float@double}"
    elif isinstance(pointer.owner, llvm.LoadOp) and pointer.name_hint is None:
        pointer = pointer.owner.ptr
    name = pointer.name_hint
    variable = f"'{name.removesuffix('.addr')}'" if name else "the variable"
    yield (
        f"say what is there: if they are doubles, by '__attribute__((annotate(\"enzyme_type={tree}\")))' behind "
        f"{variable} where it is declared"
    )
