"""The forward walk over a function: each op is followed by its tangent.

In place, on structured form, after an activity analysis. In forward mode all active floats and pointers are carried; in
the forward sweep of reverse mode only pointers are, as shadows, and calls become augmented calls::

    %y = arith.mulf %x, %x              %y = arith.mulf %x, %x
                                -->     %0 = arith.mulf %x, %dx
                                        %1 = arith.mulf %x, %dx
                                        %dy = arith.addf %0, %1
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager

from xdsl.builder import Builder
from xdsl.dialects import func
from xdsl.ir import Attribute, Block, Operation, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.activity import ActivityAnalysis
from xdsl_enzyme.analyses.allocators import allocator_of
from xdsl_enzyme.analyses.differing_values import PROGRAM_OP
from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.freeing_functions import frees_of_others
from xdsl_enzyme.analyses.inactivity import INACTIVE
from xdsl_enzyme.analyses.memory_objects import ObjectKind
from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.analyses.types.verdicts import CopyLayout, layout_of
from xdsl_enzyme.analyses.value_flow import terminator
from xdsl_enzyme.dialects.tangent_types import tangent_type
from xdsl_enzyme.errors import DifferentiationError, op_name
from xdsl_enzyme.passes.cache_memory import Emitter
from xdsl_enzyme.passes.free_lists import Freed, FreeFunction, FreeList
from xdsl_enzyme.passes.locations import locate
from xdsl_enzyme.passes.runtime_activity import RuntimeActivity
from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.c_runtime import module_of
from xdsl_enzyme.rules.context import DerivativeRule, FreeCall
from xdsl_enzyme.rules.memref import FREES_ALL
from xdsl_enzyme.rules.registry import rule_of
from xdsl_enzyme.rules.runtime_activity import differs

CallDifferentiator = Callable[["ForwardWalk", func.CallOp], None]
"""Replaces the call of a function with a body by one of its derivative version."""


def required_rule(op: Operation) -> DerivativeRule:
    """The rule of an op through which a derivative flows; an error if there is none."""
    rule = rule_of(op)
    if rule is not None:
        return rule
    raise DifferentiationError(
        f"no derivative rule for '{op_name(op)}'",
        where=op,
        why="a derivative flows through it",
        hint="register its derivative: xdsl_enzyme.rules.scalar_rule for a function of floats, derivative_rule for all "
        "else; or inactive_operations, if it has none",
    )


@contextmanager
def differentiating(op: Operation) -> Generator[None]:
    """Errors that do not say where they are, such as those about types, are at `op`."""
    try:
        yield
    except DifferentiationError as error:
        if error.where is not None:
            raise
        raise DifferentiationError(error.what, where=op, why=error.why, hint=error.hint) from None


def _refuse_inactive_regions(op: Operation) -> None:
    """The values that go in and out of regions are followed one by one; a mark on the op would be passed over."""
    if op.regions and INACTIVE in op.attributes:
        raise DifferentiationError(
            f"'{op.name}' is declared inactive, and has regions",
            where=op,
            why="only ops without regions, and functions, can be",
            hint=f"mark the ops inside, or move them to a function with '{INACTIVE}'",
        )


class ForwardWalk:
    """Implements `TangentContext` for one function."""

    def __init__(
        self,
        activity: ActivityAnalysis,
        differentiate_call: CallDifferentiator,
        shadow_global: Callable[[str, int], str],
        *,
        floats_are_carried: bool,
        width: int = 1,
        frame_survives: bool = True,
        free_list: Callable[[FreeFunction], FreeList] | None = None,
        frees_apart: bool = False,
        puts_off_frees: bool = False,
        runtime_activity: bool = False,
    ):
        """
        With `frees_apart`, what is put off to free is on one list, and its shadows on another. With `puts_off_frees`, what takes no
        part in the derivative is freed at the end, too: iterations that are run again may need it. With `runtime_activity`, memory may be its
        own shadow.
        """
        self.activity = activity
        self.floats_are_carried = floats_are_carried
        self.width = width
        self.frame_survives = frame_survives
        self.tangents: dict[SSAValue, SSAValue] = {}
        self.builder = Builder(InsertPoint.at_end(Block()))
        self._differentiate_call = differentiate_call
        self._shadow_global = shadow_global
        self._free_list = free_list
        self._frees_apart = frees_apart
        self._puts_off_frees = puts_off_frees
        self._runtime_activity = RuntimeActivity(activity) if runtime_activity else None
        self.replacements: set[Operation] = set()
        """Ops in the place of those of the program."""
        self.freed_where_undone: dict[SSAValue, FreeCall] = {}
        """By allocation: the call that frees it, which has been left out."""

    # Walking

    def walk(self, block: Block) -> None:
        last = terminator(block)
        op = block.first_op
        while op is not None and op is not last:
            previous, following, location = op.prev_op, op.next_op, op.location
            self._visit(op)
            locate(block, previous, following, location)
            op = following
        self.builder = Builder(InsertPoint.before(last))

    def _visit(self, op: Operation) -> None:
        _refuse_inactive_regions(op)
        # An op with regions is rebuilt with further operands, which must come before it.
        at = InsertPoint.before(op) if op.regions else InsertPoint.after(op)
        self.builder = Builder(at)
        if self._puts_off_frees and (call := self._inactive_free(op)) is not None:
            self._put_on_lists(call, {Freed.PRIMAL: call.arguments})
            return
        if self._puts_off_frees:
            self._refuse_hidden_frees(op)
        if op.regions or self.activity.concerns(op):
            if self._runtime_activity is not None:
                self._runtime_activity.check(op)
            with differentiating(op):
                required_rule(op).tangent(op, self)

    def is_active_at_run_time(self, pointer: SSAValue) -> SSAValue | None:
        known = self._runtime_activity
        if known is None or not known.may_be_its_own_shadow(pointer):
            return None
        return differs(self.builder, pointer, self.tangent_or_zero(pointer))

    def scratch(self, type: Attribute) -> SSAValue:
        assert self._runtime_activity is not None
        block = self.activity.function.body.block
        return self._runtime_activity.scratch(block, tangent_type(type, self.width))

    def replace(self, op: Operation, new: Operation) -> None:
        block = op.parent_block()
        assert block is not None
        block.insert_op_before(new, op)
        for old, result in zip(op.results, new.results, strict=False):
            result.name_hint = old.name_hint
            old.replace_all_uses_with(result)
        self.activity.replace(op, new)
        self.replacements.add(new)
        if PROGRAM_OP in op.attributes:
            new.attributes[PROGRAM_OP] = op.attributes[PROGRAM_OP]
        op.detach()
        op.erase()

    def differentiate_call(self, op: func.CallOp) -> None:
        self.builder = Builder(InsertPoint.before(op))
        self._differentiate_call(self, op)

    def put_off_free(self, op: Operation) -> None:
        for target in self.activity.points_to.targets_of(op.operands[0]):
            allocation = target.value.owner if target.value is not None else None
            if (
                target.kind is not ObjectKind.ALLOCATION
                or not isinstance(allocation, Operation)
                or (
                    allocation.parent_block() is not op.parent_block()
                    and FREES_ALL not in op.attributes
                )
            ):
                raise DifferentiationError(
                    "frees memory that is allocated elsewhere",
                    where=op,
                    why="in reverse mode, memory is freed where its allocation is undone",
                    hint="allocate and free in the same block of the same function",
                )
        op.detach()
        op.erase()

    def free_where_undone(self, op: func.CallOp, call: FreeCall) -> None:
        self.freed_where_undone[call.arguments[call.pointer]] = call
        op.detach()
        op.erase()

    def _inactive_free(self, op: Operation) -> func.CallOp | None:
        """The op, if it is a call that frees memory without a shadow."""
        allocator = allocator_of(op)
        if allocator is None or allocator.frees is None or allocator.allocates:
            return None
        assert isinstance(op, func.CallOp)
        return None if self.carries(op.arguments[allocator.frees]) else op

    def _refuse_hidden_frees(self, op: Operation) -> None:
        """A function through which no derivative flows is called as it is, and frees what it frees."""
        if not isinstance(op, func.CallOp) or self.activity.concerns(op):
            return
        if (freeing := frees_of_others(op)) is not None:
            raise DifferentiationError(
                f"'{op.callee.root_reference.data}' frees memory that loops with checkpoints may need again",
                where=freeing,
                why="no derivative flows through this function, so that it runs as it is",
                hint="have it inlined, or leave out the checkpoints",
            )

    def free_at_end(self, op: func.CallOp, call: FreeCall) -> None:
        if self._frees_apart:
            self._put_on_lists(
                op, {Freed.PRIMAL: call.arguments, Freed.SHADOW: call.shadow_arguments}
            )
        else:
            self._put_on_lists(op, {Freed.BOTH: (*call.arguments, *call.shadow_arguments)})

    def _put_on_lists(self, op: func.CallOp, entries: Mapping[Freed, Sequence[SSAValue]]) -> None:
        """Have a call that frees made at the end, with the arguments of each list."""
        assert self._free_list is not None
        emit = Emitter(self.builder.insertion_point, op.location)
        for of, arguments in entries.items():
            calls = self._free_list(FreeFunction.called_by(op, of))
            calls.add(emit, module_of(op), arguments)
        op.detach()
        op.erase()

    def shadow_global(self, name: str) -> str:
        return self._shadow_global(name, self.width)

    # Questions

    def is_active(self, value: SSAValue) -> bool:
        return self.activity.is_active(value)

    def carries(self, value: SSAValue) -> bool:
        if not holds_pointers(value.type):
            return self.floats_are_carried and self.activity.is_active(value)
        if not self.activity.takes_part(value):
            return False
        if has_floats(value.type):
            raise DifferentiationError(
                f"a structure of both pointers and floats is handled as one value ({value.type})",
                where=value.owner if isinstance(value.owner, Operation) else self.activity.function,
                why="its pointers have shadows, and its floats derivatives",
                hint="handle its members one by one, or compile with optimisation",
            )
        return True

    def carries_floats_at(self, pointer: SSAValue) -> bool:
        return self.floats_are_carried and self.activity.is_shadowed(pointer)

    def layout_at(self, pointer: SSAValue, op: Operation) -> CopyLayout:
        targets = self.activity.points_to.targets_of(pointer)
        is_shared = any(target.kind is not ObjectKind.ALLOCATION for target in targets)
        return layout_of(op, is_shared=is_shared)

    # Tangents

    def tangent_type(self, type: Attribute) -> Attribute:
        return tangent_type(type, self.width)

    def tangent(self, value: SSAValue) -> SSAValue | None:
        return self.tangents.get(value)

    def tangent_or_zero(self, value: SSAValue) -> SSAValue:
        tangent = self.tangents.get(value)
        if tangent is not None:
            return tangent
        if holds_pointers(value.type):
            return value
        return floats.zero_like(self.builder, self.tangent_type(value.type), lambda: value)

    def set_tangent(self, value: SSAValue, tangent: SSAValue | None) -> None:
        if tangent is None:
            return
        self.tangents[value] = tangent
        if value.name_hint and not tangent.name_hint:
            tangent.name_hint = f"{value.name_hint}_d"
