"""Refuses what would lose a derivative: where one flows through what can have no derivative, or memory that has no shadow.

On structured form, for one function whose varied and useful values are known::

    %p = llvm.load %q : !llvm.ptr      refused where an active float may be loaded: pointers have no derivatives
    llvm.store %x, %c : f64            refused where %x is active, and %c an argument that is marked constant
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from xdsl.dialects import func, llvm
from xdsl.dialects.builtin import IntegerType
from xdsl.ir import Operation

from xdsl_enzyme.analyses.accesses import Access
from xdsl_enzyme.analyses.call_effects import called_name
from xdsl_enzyme.analyses.derivative_flow import Node, describe
from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.lasting_pointers import keeps_pointers
from xdsl_enzyme.analyses.memory_accesses import MemoryAccesses
from xdsl_enzyme.analyses.memory_objects import MemoryObject, ObjectKind
from xdsl_enzyme.analyses.memory_types import holds_pointers, is_pointer
from xdsl_enzyme.analyses.points_to import PointsTo
from xdsl_enzyme.analyses.text import numbers_read_back
from xdsl_enzyme.analyses.types.verdicts import is_of_numbers, reason_undecided, undecided
from xdsl_enzyme.analyses.value_flow import terminator
from xdsl_enzyme.dialects.enzyme import Activity
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.errors import DifferentiationError


@dataclass(frozen=True)
class LostDerivatives:
    """What is known of the derivatives that flow through a function."""

    memory: MemoryAccesses
    function: func.FuncOp
    operations: Sequence[Operation]
    varied: Collection[Node]
    useful: Collection[Node]
    active: AbstractSet[MemoryObject]
    """The objects that have a shadow, or ought to."""
    called: bool

    @cached_property
    def points_to(self) -> PointsTo:
        return self.memory.points_to(self.function)

    @cached_property
    def accesses(self) -> Sequence[Access]:
        return self.memory.accesses(self.function)

    def refuse_floats_as_pointers(self) -> None:
        """Pointers have no derivatives: none must be handed on in one."""
        for op in self.operations:
            why = reason_undecided(op)
            for result in op.results:
                is_float = is_pointer(result.type) or (why and holds_pointers(result.type))
                if is_float and result in self.varied:
                    raise undecided(op, why or "a float is handed on as a pointer")

    def refuse_numbers_read_back(self) -> None:
        """Text has no derivatives: no number must become text, and this a number again."""
        for op in numbers_read_back(
            self.memory, self.function, self.operations, self.varied, self.useful
        ):
            raise DifferentiationError(
                f"a derivative would get lost in text or files that '{called_name(op)}' reads numbers from",
                where=op,
                why="what was written there depends on an active input",
                hint="hand on the numbers themselves, or say by an inactive function that they are constants",
            )

    def refuse_missing_shadows(
        self, arguments: Sequence[Activity], *, runtime_activity: bool
    ) -> None:
        """Active memory must be able to have a shadow, unless the program shows when it runs whether it has one."""
        duplicated = {
            argument
            for argument, activity in zip(self.function.body.block.args, arguments, strict=True)
            if activity.is_active
        }

        def importance(target: MemoryObject) -> tuple[bool, str]:
            """First what floats go through, then what only holds pointers to such."""
            return (target not in self.varied or target not in self.useful, target.name)

        concerned = self.active | self._behind_active_globals()
        for target in sorted(concerned, key=importance):
            if target.kind in _OWN_SHADOW or target.value in duplicated:
                continue
            if is_behind_global(target) and self._knows_globals(target):
                continue
            if (runtime_activity and target.kind in _THE_CALLERS) or self._is_of_numbers(target):
                continue
            why, hint = _no_shadow(target)
            raise DifferentiationError(
                f"active values go through {describe(target)} of '{self.function.sym_name.data}', "
                "which has no shadow",
                where=self._access_of(target),
                why=why,
                hint=hint,
            )

    def _is_of_numbers(self, target: MemoryObject) -> bool:
        """Whether in memory of a library are only numbers, such as the characters of a string: it can be its own shadow."""
        if not target.is_apart or target in self.varied or target in self.useful:
            return False
        return all(
            isinstance(access.type, IntegerType) or is_of_numbers(access.op)
            for access in self.accesses
            if access.object is target and not access.frees and _needs_shadow(access)
        )

    def _knows_globals(self, target: MemoryObject) -> bool:
        """Whether it is known where the global that leads to some memory leads when the derivative begins."""
        if self.called or target.parent is None:
            return True
        variable = lookup(self.memory.module, target.parent.name)
        if isinstance(variable, llvm.GlobalOp) and keeps_pointers(variable):
            return True
        return self._is_only_freed(target)

    def _is_only_freed(self, target: MemoryObject) -> bool:
        """
        Whether nothing is done to memory that a global leads to when the function is called but freeing it, looking at integers in it, and
        leaving it where it is: then nobody asks for its shadow, but to free that.
        """
        holders = (
            holder
            for holder in self.points_to.contents
            if holder is not target.parent and target in self.points_to.contents_of(holder)
        )
        returned = terminator(self.function.body.block).operands
        return (
            all(map(self._leaves_shadow_alone, self._accesses_of(target)))
            and all(holder.kind is ObjectKind.ALLOCATION for holder in holders)
            and not any(target in self.points_to.reachable_from(one) for one in returned)
        )

    def _leaves_shadow_alone(self, access: Access) -> bool:
        op = access.op
        if isinstance(op, llvm.StoreOp) and holds_pointers(op.value.type):
            # Who may use a pointer that is stored to where it was before could have done so before.
            return {*self.points_to.targets_of(op.ptr)} == {access.object.parent}
        reads_integer = isinstance(access.type, IntegerType) and not access.writes
        return access.frees or reads_integer

    def _behind_active_globals(self) -> set[MemoryObject]:
        """Memory that active globals may have led to before, in which floats are used."""
        return {
            access.object
            for access in self.accesses
            if access.object.parent in self.active
            and is_behind_global(access.object)
            and (access.type is None or has_floats(access.type))
        }

    def _access_of(self, target: MemoryObject) -> Operation:
        accesses = list(self._accesses_of(target))
        writes = [access for access in accesses if access.writes]
        return next((access.op for access in writes or accesses), self.function)

    def _accesses_of(self, target: MemoryObject) -> Iterator[Access]:
        return (access for access in self.accesses if access.object is target)


def _needs_shadow(access: Access) -> bool:
    """Whether the shadow of memory differs from it after an access, or is looked at for floats."""
    return access.writes or (access.type is not None and has_floats(access.type))


_OWN_SHADOW = frozenset((ObjectKind.ALLOCATION, ObjectKind.GLOBAL))
"""Memory whose shadow we make ourselves."""

_THE_CALLERS = frozenset((ObjectKind.ARGUMENT, ObjectKind.REACHED))
"""Memory whose shadow the caller gives."""

_NO_SHADOW: dict[ObjectKind, tuple[str, str]] = {
    ObjectKind.ARGUMENT: (
        "the argument is marked constant, but it carries values that the result depends on",
        "pass it as Duplicated, with a zeroed array as its shadow",
    ),
    ObjectKind.REACHED: (
        "it is reached through an argument that is marked constant",
        "pass that argument as Duplicated, with a shadow of the same shape",
    ),
    ObjectKind.UNKNOWN: (
        "nothing is known about where the pointer comes from",
        "pass the memory as an argument of its own",
    ),
}
"""Per kind of memory: why it has no shadow, and what to do about it."""

_BEHIND: dict[ObjectKind, tuple[str, str]] = {
    ObjectKind.GLOBAL: (
        "a global pointer leads to it, which may have been set outside of the derivative",
        "set the global at the begin of the function, or pass the memory as an argument of its own",
    ),
    ObjectKind.ALLOCATION: (
        "a function that is not known may have put the pointer where it is read from",
        "give that function a body, or pass the memory as an argument of its own",
    ),
}
"""The same for memory that a pointer in other memory of this kind leads to."""


def _no_shadow(target: MemoryObject) -> tuple[str, str]:
    behind = _BEHIND.get(target.parent.kind) if target.parent is not None else None
    return behind or _NO_SHADOW[target.kind]


def is_behind_global(target: MemoryObject) -> bool:
    return target.parent is not None and target.parent.kind is ObjectKind.GLOBAL
