"""The body of a `linalg.generic` backwards: what one point of the iteration space adds to the adjoints of its inputs.

The body computes the forward values again from the elements, then goes backwards. It is a template from which the rule of
`linalg.generic` makes the bodies of the ops that it builds::

    ^(%x, %y, %o):  %m = mulf %x, %y; %r = addf %m, %o; yield %r
    -->
    ^(%x, %y, %o, %seed):  %m = mulf %x, %y;  %ay = mulf %seed, %x;  %ax = mulf %seed, %y
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xdsl.builder import Builder
from xdsl.dialects.func import CallOp
from xdsl.dialects.linalg import ops as linalg
from xdsl.dialects.scf import ParallelOp
from xdsl.ir import Attribute, Block, Operation, Region, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.types.verdicts import CopyLayout
from xdsl_enzyme.analyses.value_flow import terminator
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.context import AdjointContext, CarriedAdjoint, FreeCall
from xdsl_enzyme.rules.registry import rule_of


class BodyAdjoint:
    """Implements `AdjointContext` for the body of one op, within the context of the op itself."""

    def __init__(self, op: linalg.GenericOp, ctx: AdjointContext, seeded: Sequence[int]):
        """`seeded`: the outputs whose results have an adjoint."""
        self.op = op
        self.outer = ctx
        self.forward = op.body.block
        self.block = Block(arg_types=[one.type for one in self.forward.args])
        """Its arguments are the elements of all operands, then the adjoints of those of the seeded outputs."""
        self.adjoints: dict[SSAValue, SSAValue] = {}
        self._primals: dict[SSAValue, SSAValue] = dict(
            zip(self.forward.args, self.block.args, strict=True)
        )
        self._builder = Builder(InsertPoint.at_end(self.block))
        last = terminator(self.forward)
        for inner in self.forward.ops:
            if inner is not last:
                self._builder.insert(inner.clone(self._primals))
        for output in seeded:
            value = last.operands[output]
            seed = self.block.insert_arg(self.adjoint_type(value.type), len(self.block.args))
            self.accumulate(value, seed)
        for inner in reversed(list(self.forward.ops)[:-1]):
            if any(result in self.adjoints for result in inner.results):
                self._reverse(inner)

    def _reverse(self, op: Operation) -> None:
        rule = rule_of(op)
        if rule is None:
            raise DifferentiationError(
                f"no derivative rule for '{op.name}'",
                where=op,
                why="a derivative flows through it",
                hint="register a rule with xdsl_enzyme.rules.scalar_rule or derivative_rule",
            )
        rule.adjoint(op, self)

    def captured(self) -> list[SSAValue]:
        """The values from outside of the body that get an adjoint."""
        return [
            value
            for value in self.adjoints
            if value.owner is not self.forward
            and not (isinstance(value.owner, Operation) and value.owner.parent is self.forward)
        ]

    # What rules of the ops in the body ask

    @property
    def builder(self) -> Builder:
        return self._builder

    @property
    def width(self) -> int:
        return self.outer.width

    def adjoint_type(self, type: Attribute) -> Attribute:
        return self.outer.adjoint_type(type)

    def zero_adjoint(self, value: SSAValue) -> SSAValue:
        return floats.zero(self._builder, self.adjoint_type(value.type))

    @property
    def strong_zero(self) -> bool | None:
        return self.outer.strong_zero

    def is_active(self, value: SSAValue) -> bool:
        return self.outer.is_active(value)

    def is_shadowed(self, pointer: SSAValue) -> bool:
        return self.outer.is_shadowed(pointer)

    def is_active_at_run_time(self, pointer: SSAValue) -> SSAValue | None:
        return self.outer.is_active_at_run_time(pointer)

    def scratch(self, type: Attribute) -> SSAValue:
        return self.outer.scratch(type)

    def primal(self, value: SSAValue) -> SSAValue:
        """Values from outside stand for themselves, until the body is used."""
        return self._primals.get(value, value)

    @property
    def frame_survives(self) -> bool:
        return self.outer.frame_survives

    def is_freed(self, pointer: SSAValue) -> bool:
        return self.outer.is_freed(pointer)

    def freed_where_undone(self, pointer: SSAValue) -> FreeCall | None:
        return self.outer.freed_where_undone(pointer)

    def layout_at(self, pointer: SSAValue, op: Operation) -> CopyLayout:
        return self.outer.layout_at(pointer, op)

    def adjoint(self, value: SSAValue) -> SSAValue | None:
        return self.adjoints.get(value)

    def take_adjoint(self, value: SSAValue) -> SSAValue | None:
        return self.adjoints.pop(value, None)

    def set_adjoint(self, value: SSAValue, adjoint: SSAValue) -> None:
        self.adjoints[value] = adjoint

    def accumulate(self, value: SSAValue, delta: SSAValue) -> None:
        if self.is_active(value):
            total = floats.add(self._builder, self.adjoints.get(value), delta)
            assert total is not None
            self.adjoints[value] = total

    def needs_guard(self, value: SSAValue) -> bool:
        return self.outer.needs_guard(value)

    def may_be_singular(self, value: SSAValue) -> bool:
        return self.outer.may_be_singular(value)

    def may_be_overwritten(self, pointer: SSAValue, op: Operation) -> bool:
        return self.outer.may_be_overwritten(pointer, op)

    @property
    def is_concurrent(self) -> bool:
        return self.outer.is_concurrent

    # What does not occur: an op with such a body is reversed as loops

    def shadow(self, pointer: SSAValue) -> SSAValue:
        raise self._refused("memory")

    def sizes(self, value: SSAValue) -> Sequence[SSAValue]:
        raise self._refused("tensors")

    def reverse_branches(
        self,
        op: Operation,
        seeds: Sequence[SSAValue | None],
        build: Callable[[Sequence[Region], Sequence[Attribute]], Operation],
    ) -> None:
        raise self._refused("branches")

    def reverse_loop(
        self,
        op: Operation,
        block: Block,
        trip_count: Callable[[], SSAValue],
        carried: Sequence[CarriedAdjoint],
    ) -> Sequence[SSAValue | None]:
        raise self._refused("loops")

    def reverse_parallel(self, op: ParallelOp, seeds: Sequence[tuple[SSAValue, SSAValue]]) -> None:
        raise self._refused("loops")

    def reverse_call(self, op: CallOp) -> None:
        raise self._refused("calls")

    def _refused(self, what: str) -> DifferentiationError:
        return DifferentiationError(
            f"the body of a linalg.generic with {what} is not reversed as a whole", where=self.op
        )
