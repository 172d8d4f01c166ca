"""What is known of an integer modulo a number, so that an index that is scaled before it is used tells the stride.

On structured form; the answer for a value is the numbers `residue + k * modulus`::

    %b = arith.shli %i, 5            0 mod 32
    %c = arith.addi %b, 8            8 mod 32
    llvm.getelementptr %p[%c] : i8   moves by 8 mod 32 bytes

Arithmetic is taken not to wrap around, as in addresses it does not.
"""

from __future__ import annotations

from collections.abc import Callable
from math import gcd

from xdsl.dialects import arith, llvm, scf
from xdsl.dialects.builtin import IntegerAttr
from xdsl.ir import Block, BlockArgument, Operation, SSAValue

from xdsl_enzyme.analyses.value_flow import value_flow

Congruence = tuple[int, int]
"""(residue, modulus); the one number `residue` if the modulus is 0."""

ANY: Congruence = (0, 1)

STEPS = 200
"""How many values are looked at to find out about one."""


Difference = Callable[[SSAValue, SSAValue], Congruence | None]
"""Of two pointers, in bytes; None if that is not known yet."""


def congruence(value: SSAValue, difference: Difference | None = None) -> Congruence | None:
    """What is known of an integer; None if that depends on a difference of pointers that is not known yet."""
    return _Search(difference).of(value)


class _Search:
    """The search for one value. Of what a loop carries, what was found so far is assumed until it is found again."""

    def __init__(self, difference: Difference | None) -> None:
        self.difference = difference
        self.assumed: dict[SSAValue, Congruence | None] = {}
        self.steps = STEPS

    def of(self, value: SSAValue) -> Congruence | None:
        """None if the value is only itself again."""
        op = value.owner
        if isinstance(op, arith.ConstantOp) and isinstance(op.value, IntegerAttr):
            return (op.value.value.data, 0)
        self.steps -= 1
        if self.steps < 0:
            return ANY
        if value in self.assumed:
            return self.assumed[value]
        if isinstance(op, Block):
            return self._argument(value, op)
        handler = _HANDLERS.get(type(op))
        if handler is not None:
            return handler(self, op)
        return self._merged(value, op) if op.regions or isinstance(op, arith.SelectOp) else ANY

    def _argument(self, value: SSAValue, block: Block) -> Congruence | None:
        parent = block.parent_op()
        assert isinstance(value, BlockArgument)
        if isinstance(parent, scf.ForOp) and value.index == 0:
            start, step = self.of(parent.lb), self.of(parent.step)
            return _sum(start, _multiple(step))
        return ANY if parent is None else self._merged(value, parent)

    def _merged(self, value: SSAValue, op: Operation) -> Congruence | None:
        sources = [source for source, target in value_flow(op) if target is value]
        if not sources:
            return ANY
        found: Congruence | None = None
        while True:
            self.assumed[value] = found
            now = found
            for source in sources:
                now = _join(now, self.of(source))
            if now == found or self.steps < 0:
                break
            found = now
        del self.assumed[value]
        return found if self.steps >= 0 else ANY

    # Ops

    def add(self, op: Operation) -> Congruence | None:
        return _sum(self.of(op.operands[0]), self.of(op.operands[1]))

    def subtract(self, op: Operation) -> Congruence | None:
        left, right = (operand.owner for operand in op.operands)
        if isinstance(left, llvm.PtrToIntOp) and isinstance(right, llvm.PtrToIntOp):
            return self.difference(left.input, right.input) if self.difference is not None else ANY
        taken = self.of(op.operands[1])
        return _sum(self.of(op.operands[0]), None if taken is None else (-taken[0], taken[1]))

    def multiply(self, op: Operation) -> Congruence | None:
        left, right = self.of(op.operands[0]), self.of(op.operands[1])
        if left is None or right is None:
            return None
        (a, m), (b, n) = left, right
        return _reduced(a * b, gcd(a * n, b * m, m * n))

    def shift_left(self, op: Operation) -> Congruence | None:
        value, amount = self.of(op.operands[0]), self.of(op.operands[1])
        if value is None or amount is None:
            return None
        if amount[1] != 0 or not 0 <= amount[0] < 64:
            return ANY
        return _reduced(value[0] << amount[0], value[1] << amount[0])

    def shift_right(self, op: Operation) -> Congruence | None:
        value, amount = self.of(op.operands[0]), self.of(op.operands[1])
        if value is None or amount is None:
            return None
        factor = 1 << amount[0] if amount[1] == 0 and 0 <= amount[0] < 64 else 0
        if not factor or value[0] % factor or value[1] % factor:
            return ANY
        return _reduced(value[0] // factor, value[1] // factor)

    def same(self, op: Operation) -> Congruence | None:
        return self.of(op.operands[0])


def _reduced(residue: int, modulus: int) -> Congruence:
    return (residue % modulus if modulus else residue, modulus)


def _join(one: Congruence | None, other: Congruence | None) -> Congruence | None:
    if one is None or other is None:
        return other if one is None else one
    return _reduced(one[0], gcd(one[1], other[1], abs(one[0] - other[0])))


def _sum(one: Congruence | None, other: Congruence | None) -> Congruence | None:
    if one is None or other is None:
        return None
    return _reduced(one[0] + other[0], gcd(one[1], other[1]))


def _multiple(step: Congruence | None) -> Congruence | None:
    """Any number of steps."""
    return None if step is None else (0, gcd(*step))


_HANDLERS: dict[type[Operation], Callable[..., Congruence | None]] = {
    arith.AddiOp: _Search.add,
    arith.SubiOp: _Search.subtract,
    arith.MuliOp: _Search.multiply,
    arith.ShLIOp: _Search.shift_left,
    arith.ShRSIOp: _Search.shift_right,
    arith.ShRUIOp: _Search.shift_right,
    arith.ExtSIOp: _Search.same,
    arith.ExtUIOp: _Search.same,
    arith.IndexCastOp: _Search.same,
}
