"""Which push fills what which pop takes, and which blocks and loops of the two sweeps belong together.

On structured form after `enzyme-reverse`. A cache whose push and pop are in the function that makes it is a pair::

    %c = enzyme.init
    scf.for … { scf.if … { enzyme.push %c, %v } } {enzyme.loop = 0}
    scf.for … { scf.if … { %w = enzyme.pop %c } } {enzyme.reversed_loop = 0}
    -->  CachePair(…): loops ((for, for),), blocks (top, top), (for body, for body), (then, then)

Where `enzyme-fuse-sweeps` has made one loop of a forward loop and its reversed one, values are pushed and popped within one iteration.
The body of that loop is the *scope* of such a pair, and its blocks begin there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from xdsl.dialects.builtin import ArrayAttr, IntegerAttr, SymbolRefAttr
from xdsl.dialects.func import FuncOp
from xdsl.ir import Attribute, Block, Operation

from xdsl_enzyme.analyses.counted_loops import CountedLoop
from xdsl_enzyme.analyses.region_ops import is_branch, is_loop
from xdsl_enzyme.dialects.enzyme import InitOp, PopOp, PushOp
from xdsl_enzyme.dialects.symbols import lookup

LOOP = "enzyme.loop"
ADJOINT = "enzyme.adjoint"
"""Marks the stores in a fused loop that come from the reversed one."""
REVERSED_LOOP = "enzyme.reversed_loop"

REVERSES = "enzyme.reverses"
"""
Of a function that is the reverse sweep of another one: that one, and how many arguments the two have in common, which come first and have the same
values for both.
"""

ForwardHalf = tuple[FuncOp, int]
"""The forward sweep of a reverse sweep, and how many arguments the two have in common."""


def reverses(forward: FuncOp, common: int) -> Attribute:
    """What the attribute of a function that is the reverse sweep of `forward` says."""
    return ArrayAttr([SymbolRefAttr(forward.sym_name), IntegerAttr(common, 64)])


def forward_half(reverse: FuncOp) -> ForwardHalf | None:
    """The forward sweep of a function, if it is a reverse sweep."""
    match reverse.attributes.get(REVERSES):
        case ArrayAttr(data=(SymbolRefAttr() as name, IntegerAttr() as common)):
            forward = lookup(reverse, name)
            return (forward, common.value.data) if isinstance(forward, FuncOp) else None
        case _:
            return None


def blocks_down_to(block: Block, top: Block) -> list[Block]:
    """The blocks from `top` to `block`, each nested in the one before."""
    blocks = [block]
    while blocks[-1] is not top:
        parent_op = blocks[-1].parent_op()
        parent = parent_op.parent_block() if parent_op is not None else None
        if parent is None:
            raise ValueError("the block is not nested in the top block")
        blocks.append(parent)
    return blocks[::-1]


def outermost_around(block: Block, top: Block) -> Operation | None:
    """The op of the block `top` that `block` is nested in; None if it is that block."""
    blocks = blocks_down_to(block, top)
    return owner(blocks[1]) if len(blocks) > 1 else None


def owner(block: Block) -> Operation:
    """The op that a nested block is in a region of."""
    op = block.parent_op()
    assert op is not None
    return op


@dataclass(frozen=True, eq=False)
class Handover:
    """A push, and the pop that takes what it has put into a cache."""

    push: PushOp
    pop: PopOp
    forward: tuple[Block, ...]
    """The blocks around the push: the innermost last, first the one in which the ways to push and pop part."""
    reverse: tuple[Block, ...]
    """The same for the pop."""

    def loops(self) -> tuple[tuple[Operation, CountedLoop], ...] | None:
        """
        The forward loops around the push with their reversed loops, outermost first. None if they do not
        match, or if either is nested in something that is neither a loop nor a branch.
        """
        forward, reverse = (
            [owner(block) for block in chain[1:]] for chain in (self.forward, self.reverse)
        )
        if not all((is_loop(op) or is_branch(op)) for op in forward + reverse):
            return None
        forward = [op for op in forward if is_loop(op)]
        reverse = [op for op in reverse if is_loop(op)]
        if len(forward) != len(reverse):
            return None
        pairs: list[tuple[Operation, CountedLoop]] = []
        for one, other in zip(forward, reverse, strict=True):
            if not isinstance(other, CountedLoop) or not are_matched_loops(one, other):
                return None
            pairs.append((one, other))
        return tuple(pairs)

    def blocks(self) -> tuple[tuple[Block, Block], ...] | None:
        """
        Each block around the push with the block that reverses it, outermost first. None if the two sweeps
        do not have the same structure here.
        """
        if len(self.forward) != len(self.reverse):
            return None
        for one, other in zip(self.forward[1:], self.reverse[1:], strict=True):
            if not _are_matched_regions(one, other):
                return None
        return tuple(zip(self.forward, self.reverse, strict=True))


@dataclass(frozen=True, eq=False)
class CachePair(Handover):
    """A cache with one push and one pop, all in one function."""

    init: InitOp

    @property
    def scope(self) -> Block:
        """The innermost block around both push and pop: the function's, or the body of a loop that does both."""
        return self.forward[0]


def are_matched_loops(forward: Operation, reverse: Operation) -> bool:
    """
    Whether `reverse` is the reversed loop of `forward`. That of an `scf.parallel` is one over the same iterations;
    all others run backwards and count from 0.
    """
    number = forward.attributes.get(LOOP)
    return number is not None and number == reverse.attributes.get(REVERSED_LOOP)


def _are_matched_regions(forward: Block, reverse: Block) -> bool:
    one, other = owner(forward), owner(reverse)
    if is_loop(one):
        return isinstance(other, CountedLoop) and are_matched_loops(one, other)
    return (
        is_branch(one)
        and type(one) is type(other)
        and _region_index(forward) == _region_index(reverse)
    )


def _region_index(block: Block) -> int:
    region = block.parent_region()
    return next(i for i, one in enumerate(owner(block).regions) if one is region)


def cache_pairs(function: FuncOp) -> Iterator[CachePair]:
    """The pairs of a function, in the order of their caches."""
    top = function.body.block
    return pairs_of((op for op in top.ops if isinstance(op, InitOp)), top)


def pairs_of(inits: Iterable[InitOp], top: Block) -> Iterator[CachePair]:
    """The pairs that some caches made in the top block of a function are."""
    for op in inits:
        pushes: list[PushOp] = []
        pops: list[PopOp] = []
        only_pair = True
        for use in op.cache.uses:
            if isinstance(user := use.operation, PushOp) and use.index == 0:
                pushes.append(user)
            elif isinstance(user, PopOp):
                pops.append(user)
            else:
                only_pair = False
        if only_pair and len(pushes) == len(pops) == 1:
            push, pop = pushes[0], pops[0]
            blocks = [op.parent_block() for op in (push, pop)]
            forward, reverse = (
                tuple(blocks_down_to(block, top)) for block in blocks if block is not None
            )
            outside = _common(forward, reverse) - 1
            yield CachePair(push, pop, forward[outside:], reverse[outside:], op)


def _common(one: Sequence[Block], other: Sequence[Block]) -> int:
    """How many blocks at the start are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1], zip(one, other, strict=False)))
