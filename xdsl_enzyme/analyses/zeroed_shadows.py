"""Shadows of scratch memory: each iteration of a reversed loop leaves them as it finds them, zero.

A loop may use an array outside it as scratch, which it fills anew in each iteration. Its reversed loop then sets to zero, in each iteration,
all that it has added to the shadow. On structured form, pointers as in the forward loop::

    scf.for %p = … {                                            reversed: scf.for … {
      scf.for %i = 0 to %n { llvm.store …, %s[%i] }               scf.for … { llvm.store %e + …, %ds[%j + 1] }
      scf.for %j = 0 to %n - 1 { llvm.load %s[%j + 1] } }         scf.for … { llvm.store 0, %ds[%i] } }

The iterations have nothing to say to each other by such memory. (For the loop itself that is array privatisation; Tu, Padua, *Automatic Array
Privatization*, 1993.) The proof is for one iteration, backwards: what is set to zero grows, a range of bytes for each loop that does it
in steps of its own size, and any other store must be to where all will be set to zero.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xdsl.dialects import arith, llvm, scf
from xdsl.dialects.builtin import FloatAttr
from xdsl.ir import Attribute, Block, Operation, SSAValue

from xdsl_enzyme.analyses.cache_pairs import LOOP, REVERSED_LOOP
from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.analyses.least_values import Resolve, least_value
from xdsl_enzyme.analyses.memory_effects import effects
from xdsl_enzyme.analyses.overwrites import Overwrites
from xdsl_enzyme.analyses.pointer_roots import Root, RootKind
from xdsl_enzyme.analyses.strides import Linear, displacement, minus, plus, replaced, terms
from xdsl_enzyme.analyses.value_flow import is_inside, walk_regions
from xdsl_enzyme.dialects import llvm_extra


def zeroed_shadows(
    forward: scf.ForOp, reverse: scf.ForOp, overwrites: Overwrites, resolve: Resolve
) -> set[Root]:
    """The allocations that are zero before and after each iteration of `reverse`. `resolve` says what a popped value is."""
    iteration = _Iteration(forward, reverse, overwrites, resolve)
    return {
        root
        for root in iteration.written
        if _is_zero_elsewhere(root, reverse, overwrites) and iteration.leaves_zero(root)
    }


def _is_zero_elsewhere(root: Root, loop: scf.ForOp, overwrites: Overwrites) -> bool:
    """Whether some memory of the function's own is only ever set to zero outside of `loop`."""
    origin = root.origin
    return (
        root.kind is RootKind.ALLOCATION
        and isinstance(origin, SSAValue)
        and not overwrites.roots.is_captured(origin)
        and all(_sets_to_zero(op) or _is_within(op, loop) for op in overwrites.writers(root))
    )


def _is_within(op: Operation, loop: scf.ForOp) -> bool:
    block = op.parent_block()
    return block is not None and is_inside(block, loop.body)


def _outwards(op: Operation, loop: scf.ForOp) -> Iterator[Operation]:
    """An op and those around it, as far as they are in `loop`."""
    around: Operation | None = op
    while around is not None and around is not loop:
        yield around
        around = around.parent_op()


def _sets_to_zero(op: Operation) -> bool:
    match op:
        case llvm_extra.MemsetOp():
            return constant_integer(op.value) == 0
        case llvm.StoreOp(value=value) if isinstance(value.owner, arith.ConstantOp):
            number = value.owner.value
            return isinstance(number, FloatAttr) and number.value.data == 0.0
        case _:
            return False


@dataclass(frozen=True)
class _Range:
    """Bytes of the memory, from `start` up to `end`."""

    start: Linear
    end: Linear


@dataclass(frozen=True)
class _Loop:
    """What a forward loop counts through."""

    op: scf.ForOp

    @property
    def induction(self) -> SSAValue:
        return self.op.body.block.args[0]

    @property
    def lower(self) -> Linear:
        return terms(self.op.lb)

    @property
    def last(self) -> Linear:
        """The last number, known to an iteration: it runs, so that an upper bound that is the lower one or another is the other."""
        upper = self.op.ub
        if isinstance(select := upper.owner, arith.SelectOp):
            lower = constant_integer(self.op.lb)
            others = [one for one in (select.lhs, select.rhs) if constant_integer(one) != lower]
            if lower is not None and len(others) == 1:
                (upper,) = others
        return minus(terms(upper), Linear({None: 1}))

    def swept(self, one: _Range) -> _Range | None:
        """What a range that moves by its own size in each iteration covers in all of them."""
        step = one.start[self.induction]
        if not step or minus(one.end, one.start) != Linear({None: abs(step)}):
            return None
        last = minus(terms(self.op.ub), Linear({None: 1}))
        low, high = (self.lower, last) if step > 0 else (last, self.lower)
        swept = _Range(
            replaced(one.start, self.induction, low), replaced(one.end, self.induction, high)
        )
        values = (value for end in (swept.start, swept.end) for value in end if value is not None)
        return None if any(map(self._varies, values)) else swept

    def _varies(self, value: SSAValue) -> bool:
        block = value.owner if isinstance(value.owner, Block) else value.owner.parent_block()
        return block is not None and is_inside(block, self.op.body)


class _Iteration:
    """One iteration of a reversed loop; `forward` is the loop that it reverses."""

    def __init__(
        self, forward: scf.ForOp, reverse: scf.ForOp, overwrites: Overwrites, resolve: Resolve
    ):
        self._body = reverse.body.block
        self._resolve = resolve
        self._writes: dict[Operation, set[Root]] = defaultdict(set)
        """Per op, also with regions, what it may write to."""
        for effect in effects([reverse]) or ():
            if effect.writes:
                for op in _outwards(effect.op, reverse):
                    self._writes[op].update(overwrites.roots.of(effect.pointer))
        self._loops: dict[Attribute, _Loop] = {
            op.attributes[LOOP]: _Loop(op)
            for op in walk_regions(forward)
            if isinstance(op, scf.ForOp)
            and LOOP in op.attributes
            and constant_integer(op.step) == 1
        }
        self._root = Root(RootKind.UNKNOWN)

    @property
    def written(self) -> set[Root]:
        return {root for op in self._body.ops for root in self._writes.get(op, ())}

    def leaves_zero(self, root: Root) -> bool:
        """Whether memory that is zero before is zero after it."""
        self._root = root
        return self._backwards(self._body, (), ()) is not None

    def _backwards(
        self, block: Block, after: Sequence[_Range], around: Sequence[_Loop]
    ) -> list[_Range] | None:
        """What a block always sets to zero, if all else that it stores is: by itself, or by what comes `after`. None if not."""
        zeroed: list[_Range] = []
        for op in reversed(list(block.ops)):
            if self._root not in self._writes.get(op, ()):
                continue
            known = [*zeroed, *after]
            match op:
                case llvm.StoreOp():
                    place = self._place(op)
                    if place is None:
                        return None
                    if _sets_to_zero(op):
                        zeroed.append(place)
                    elif not any(self._covers(one, place, op, around) for one in known):
                        return None
                case scf.ForOp():
                    number = op.attributes.get(REVERSED_LOOP)
                    loop = None if number is None else self._loops.get(number)
                    if loop is None:
                        return None
                    inner = self._backwards(op.body.block, known, (loop, *around))
                    if inner is None:
                        return None
                    swept = (loop.swept(one) for one in inner)
                    zeroed += (one for one in swept if one is not None)
                case scf.IfOp():
                    branches = [region.block for region in op.regions if region.blocks]
                    if any(self._backwards(one, known, around) is None for one in branches):
                        return None
                case _:
                    return None
        return zeroed

    def _place(self, op: llvm.StoreOp) -> _Range | None:
        """Where a store is, if it is known to be in this memory."""
        found = displacement(
            self._resolve(op.ptr), lambda one: not isinstance(one.owner, llvm.GEPOp), terms
        )
        if found is None or found[0] is not self._root.origin:
            return None
        start = found[1]
        return _Range(start, plus(start, Linear({None: size_of(op.value.type)})))

    def _covers(
        self, zeroed: _Range, place: _Range, where: Operation, around: Sequence[_Loop]
    ) -> bool:
        distances = minus(place.start, zeroed.start), minus(zeroed.end, place.end)
        return all(self._is_never_negative(one, where, around) for one in distances)

    def _is_never_negative(self, sum: Linear, where: Operation, around: Sequence[_Loop]) -> bool:
        """Whether a sum is 0 or more wherever `where` runs, in whatever iteration of the loops around, innermost first."""
        for loop in around:
            extreme = loop.lower if sum[loop.induction] > 0 else loop.last
            sum = replaced(sum, loop.induction, extreme)
        for value in list(sum):
            if value is not None and isinstance(value.owner, arith.ExtUIOp):
                # As a number without sign, one is never less than with it.
                narrow = value.owner.input
                common = max(0, min(sum[value], -sum[narrow]))
                sum = plus(sum, Linear({value: -common, narrow: common}))
        total = 0
        for value, factor in sum.items():
            least = 1 if value is None else least_value(value, where, self._resolve)
            if least is None or (factor < 0 and value is not None):
                return False
            total += factor * least
        return total >= 0
