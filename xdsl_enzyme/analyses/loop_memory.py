"""Which memory has to be put back so that iterations of a loop can be run again?

On structured form, for a loop that is reversed with checkpoints::

    scf.for %t … {                                    %u: written, and read by later iterations    STATE
      %v = load %u[…]; %c = load %coefficients[…]     %coefficients: read, and overwritten after   ENTRY
      store %w, %u[…]; store %w, %out[…] }            %out: written only                           OUTPUT

Memory that is only read, and stays as it is, is not listed. How many bytes there are is known of allocations, of globals and of
arguments with the attribute `enzyme.bytes`; else it follows from the addresses that the loop visits, if these are linear in the
induction variables. What cannot be done twice, and memory of unknown extent, is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from xdsl.dialects import llvm, memref, scf
from xdsl.dialects.func import CallOp, FuncOp
from xdsl.ir import Block, BlockArgument, Operation, SSAValue

from xdsl_enzyme.analyses.allocators import allocator_of
from xdsl_enzyme.analyses.call_effects import argument_attributes, callee_of
from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.loop_polynomials import Linear, LoopPolynomials, Polynomial
from xdsl_enzyme.analyses.memory_effects import Effect, effects_of
from xdsl_enzyme.analyses.memory_types import holds_pointers, is_pointer
from xdsl_enzyme.analyses.never_returning import lost_operations
from xdsl_enzyme.analyses.overwrites import Overwrites
from xdsl_enzyme.analyses.pointer_roots import Root, RootKind
from xdsl_enzyme.analyses.types.verdicts import known_layout
from xdsl_enzyme.analyses.value_flow import terminator, value_flow, walk_regions
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.errors import DifferentiationError

EXTENT = "enzyme.bytes"
"""The attribute of a pointer argument: which other argument says how many bytes it points to."""


_KNOWN_SIZES = (
    "use arrays whose size the function knows: local ones, allocated ones, or, in MLIR and LLVM IR, "
    f"arguments with '{EXTENT}'; or index them by the counters of loops"
)


class Role(Enum):
    """What has to be done with a piece of memory."""

    STATE = "state"
    """Saved with each checkpoint: iterations read what earlier ones have written."""
    ENTRY = "entry"
    """Saved once, before the loop: it is read, and overwritten after the loop."""
    OUTPUT = "output"
    """Kept from being changed by what is run again."""


@dataclass(frozen=True)
class Visit:
    """An access that is made for all values of the induction variables, unless a guard forbids it."""

    offset: Linear
    size: Polynomial
    loops: tuple[scf.ForOp, ...]
    guards: tuple[tuple[SSAValue, bool], ...]
    """Conditions that the loop does not change, with the value that they need to have."""


@dataclass(eq=False)
class Memory:
    """A piece of memory that a loop uses."""

    base: SSAValue | str
    """A pointer from outside of the loop, or the name of a global."""
    role: Role
    visits: list[Visit] = field(default_factory=lambda: [])
    """From the first to the last of these."""
    is_whole: bool = False
    """Whether it is all of an allocation, a global or an argument instead."""


@dataclass(frozen=True)
class _Access:
    op: Operation
    """In the loop itself; the call, if a called function makes the access."""
    pointer: SSAValue | None
    name: str | None = None
    """Of the global, where it is not known by a pointer."""
    size: int = 0
    reads: bool = False
    writes: bool = False
    is_own: bool = True
    """Whether it is made by `op` itself."""

    @property
    def effect(self) -> Effect:
        assert self.pointer is not None
        return Effect(self.op, self.pointer, self.size, self.writes)


def memory_of_loop(
    function: FuncOp, loop: scf.ForOp, *, is_called: bool, is_while: bool = False
) -> list[Memory]:
    """
    The memory of a loop in `function`, which is about to be reversed. If that is `is_called` by what is reversed, others may change
    what it leaves behind before its reverse sweep runs, and its stack is gone then. A loop that `is_while` runs once at least; its bounds
    mean nothing.
    """
    return _LoopMemory(function, loop, is_called=is_called, is_while=is_while).find()


class _LoopMemory:
    def __init__(self, function: FuncOp, loop: scf.ForOp, *, is_called: bool, is_while: bool):
        self.function = function
        self.loop = loop
        self.is_called = is_called
        self.is_while = is_while
        self.overwrites = Overwrites(function)
        self.polynomials = LoopPolynomials(loop)
        self.lost = lost_operations(function)
        self.found: dict[SSAValue | str, Memory] = {}

    def find(self) -> list[Memory]:
        self._refuse_concurrency()
        self._refuse_carried_allocations()
        accesses = [one for one in self._accesses() if not self._is_local(one)]
        reads = [one for one in accesses if one.reads]
        for one in accesses:
            if one.writes:
                is_read = any(self._may_meet(one, other) for other in reads)
                self._add(one, Role.STATE if is_read else Role.OUTPUT)
        for one in reads:
            if self._changes_later(one):
                self._add(one, Role.ENTRY)
        for memory in self.found.values():
            if not memory.is_whole:
                self._complete(memory, accesses)
        return list(self.found.values())

    def _refuse(self, op: Operation, why: str, hint: str | None = None) -> DifferentiationError:
        return DifferentiationError(
            "cannot reverse this loop with checkpoints",
            where=op,
            why=why,
            hint=hint or "leave out the checkpoints of this loop",
        )

    # What the loop does

    def _accesses(self) -> Iterator[_Access]:
        for region in self.loop.regions:
            for block in region.blocks:
                for outer in block.ops:
                    for op in walk_regions(outer):
                        if op in self.lost:
                            # What never returns is never reversed.
                            continue
                        yield from self._accesses_of(op, self.overwrites, frozenset())

    def _accesses_of(
        self, op: Operation, overwrites: Overwrites, callers: frozenset[FuncOp]
    ) -> Iterator[_Access]:
        """What `op` does to memory; refuses what cannot be done twice."""
        callee = callee_of(op) if isinstance(op, CallOp) and allocator_of(op) is None else None
        if isinstance(op, CallOp) and callee is not None and callee.body.blocks:
            yield from self._accesses_of_call(op, callee, callers)
            return
        effects = () if isinstance(op, llvm_extra.FreezeOp) else effects_of(op)
        if effects is None:
            name = f"'{callee.sym_name.data}'" if callee is not None else f"'{op.name}'"
            raise self._refuse(
                op,
                f"iterations run more than once then, and {name} may have other effects than on known memory",
            )
        self._refuse_pointers_in_memory(op, overwrites)
        self._refuse_frees(op, overwrites)
        for effect in effects:
            yield _Access(op, effect.pointer, None, effect.size, not effect.writes, effect.writes)

    def _accesses_of_call(
        self, op: CallOp, callee: FuncOp, callers: frozenset[FuncOp]
    ) -> Iterator[_Access]:
        if callee in callers:
            raise self._refuse(op, f"'{callee.sym_name.data}' calls itself")
        overwrites, lost = Overwrites(callee), lost_operations(callee)
        for inner in walk_regions(callee):
            if inner is callee or inner in lost:
                continue
            for one in self._accesses_of(inner, overwrites, callers | {callee}):
                roots = () if one.pointer is None else overwrites.roots.of(one.pointer)
                named = [] if one.name is None else [Root(RootKind.GLOBAL, one.name)]
                for root in (*roots, *named):
                    yield from self._seen_from(op, root, one, callee)

    def _seen_from(
        self, op: CallOp, root: Root, access: _Access, callee: FuncOp
    ) -> Iterator[_Access]:
        """An access of a called function, as one by the call."""
        reads, writes = access.reads, access.writes
        match root.kind:
            case RootKind.ALLOCATION:
                return
            case RootKind.GLOBAL:
                assert isinstance(root.origin, str)
                yield _Access(op, None, root.origin, 0, reads, writes, is_own=False)
            case RootKind.UNKNOWN:
                raise self._refuse(
                    access.op, "it uses memory that is only known by a pointer from memory"
                )
            case _:
                index = callee.body.block.args.index(root.origin)  # pyright: ignore[reportArgumentType]
                yield _Access(op, op.arguments[index], None, 0, reads, writes, is_own=False)

    def _refuse_pointers_in_memory(self, op: Operation, overwrites: Overwrites) -> None:
        """Shadows of pointers would have to be put back, too, and adjoints beside them must not be."""
        destination: SSAValue | None = None
        if isinstance(op, llvm.StoreOp | memref.StoreOp) and holds_pointers(op.operands[0].type):
            destination = op.operands[1]
        elif isinstance(op, llvm_extra.MemcpyOp | llvm_extra.MemmoveOp):
            layout = known_layout(op)
            if layout is None or any(is_pointer(type) for _, type in layout.leaves):
                destination = op.destination
        if destination is not None and not all(
            self._is_made_inside(root, overwrites) for root in overwrites.roots.of(destination)
        ):
            raise self._refuse(op, "it stores pointers in memory that outlives an iteration")

    def _refuse_frees(self, op: Operation, overwrites: Overwrites) -> None:
        allocator = allocator_of(op)
        if allocator is None or allocator.frees is None:
            return
        roots = overwrites.roots.of(op.operands[allocator.frees])
        if not all(self._is_made_inside(root, overwrites) for root in roots):
            raise self._refuse(op, "it frees memory that the iteration has not allocated")

    def _refuse_concurrency(self) -> None:
        around = self.loop.parent_op()
        while around is not None:
            if isinstance(around, scf.ParallelOp):
                raise self._refuse(self.loop, f"it is in '{around.name}'")
            around = around.parent_op()

    def _refuse_carried_allocations(self) -> None:
        for region in self.loop.regions:
            for value in terminator(region.block).operands:
                if is_pointer(value.type) and any(
                    self._is_made_inside(root, self.overwrites)
                    for root in self.overwrites.roots.of(value)
                ):
                    raise self._refuse(
                        self.loop, "an iteration hands on memory that it has allocated"
                    )

    def _is_made_inside(self, root: Root, overwrites: Overwrites) -> bool:
        """Whether that is memory of one iteration."""
        if root.kind is not RootKind.ALLOCATION or not isinstance(root.origin, SSAValue):
            return False
        if overwrites.function is not self.function:
            return True
        return not self.polynomials.is_invariant(root.origin)

    def _is_local(self, access: _Access) -> bool:
        if access.pointer is None:
            return False
        roots = self.overwrites.roots.of(access.pointer)
        return all(self._is_made_inside(root, self.overwrites) for root in roots)

    # What has to be kept

    def _may_meet(self, write: _Access, read: _Access) -> bool:
        if write.pointer is None or read.pointer is None:
            return True
        return self.overwrites.may_overlap(write.effect, read.effect)

    def _changes_later(self, read: _Access) -> bool:
        if read.pointer is None:
            found = lookup(self.function, read.name or "")
            return not (
                isinstance(found, llvm.GlobalOp | memref.GlobalOp) and found.constant is not None
            )
        return self.overwrites.may_change_after(
            read.pointer, read.op, self.loop, is_called=self.is_called
        )

    def _add(self, access: _Access, role: Role) -> None:
        """Note where an access goes. Memory that is written has the role that it was given for that."""
        for base, visit in self._places(access):
            known = self.found.setdefault(base, Memory(base, role))
            if role is Role.STATE:
                known.role = role
            if visit is None:
                known.is_whole = True
            elif visit not in known.visits:
                known.visits.append(visit)

    def _places(self, access: _Access) -> Iterator[tuple[SSAValue | str, Visit | None]]:
        if access.pointer is None:
            assert access.name is not None
            yield access.name, None
            return
        if not isinstance(access.pointer.type, llvm.LLVMPointerType):
            raise self._refuse(
                access.op,
                f"memory behind a {access.pointer.type} cannot be saved yet",
            )
        roots = list(self.overwrites.roots.of(access.pointer))
        if all(map(self._is_extent_known, roots)):
            for root in roots:
                if not self._is_made_inside(root, self.overwrites):
                    assert root.origin is not None
                    yield root.origin, None
            return
        bases, visit = self._visited(access)
        for base in bases:
            yield base, visit

    def _is_extent_known(self, root: Root) -> bool:
        """Whether the function knows how much memory there is."""
        if root.kind is RootKind.GLOBAL:
            found = lookup(self.function, str(root.origin))
            return isinstance(found, llvm.GlobalOp)
        origin = root.origin
        if not isinstance(origin, SSAValue):
            return False
        if isinstance(origin, BlockArgument):
            return EXTENT in argument_attributes(self.function, origin.index)
        if self._is_made_inside(root, self.overwrites):
            return True
        if not self._is_visible(origin):
            return False
        if isinstance(origin.owner, llvm.AllocaOp):
            if self.is_called:
                raise self._refuse(
                    origin.owner,
                    "its memory is on the stack of a function that has returned when the loop is reversed",
                    "allocate it on the heap, or have the function inlined",
                )
            return True
        allocator = allocator_of(origin.owner) if isinstance(origin.owner, Operation) else None
        return allocator is not None and allocator.allocates and bool(allocator.sizes)

    def _is_visible(self, value: SSAValue) -> bool:
        """Whether a value is there when the loop begins: not one of a branch or another loop."""
        block = value.owner if isinstance(value.owner, Block) else value.owner.parent_block()
        around = self.loop.parent_block()
        while around is not None and around is not block:
            parent = around.parent_op()
            around = None if parent is None else parent.parent_block()
        return around is not None

    def _visited(self, access: _Access) -> tuple[Sequence[SSAValue], Visit | None]:
        """The pointers from outside that an access may start from, and the visit that it makes from there."""
        assert access.pointer is not None
        place = self.polynomials.place(access.pointer)
        bases = None if place is None else self._sources(place.base)
        size = self._size(access)
        if place is None or not bases or size is None:
            raise self._unknown_extent(access)
        loops: list[scf.ForOp] = []
        guards: list[tuple[SSAValue, bool]] = []
        block = access.op.parent_block()
        while block is not None:
            around = block.parent_op()
            match around:
                case scf.ForOp() if around is self.loop and self.is_while:
                    pass
                case scf.ForOp() if all(
                    map(self.polynomials.is_invariant, (around.lb, around.ub, around.step))
                ):
                    loops.append(around)
                case scf.IfOp() if self.polynomials.is_invariant(around.cond):
                    guards.append((around.cond, block.parent is around.true_region))
                case scf.WhileOp() | scf.ExecuteRegionOp():
                    # What comes before the condition runs once at least.
                    if len(around.regions) > 1 and block.parent is not around.regions[0]:
                        raise self._unknown_extent(access)
                case _:
                    return bases, _Conditional(place.offset, size, (), ())
            if around is self.loop:
                break
            block = around.parent_block()
        return bases, Visit(place.offset, size, tuple(loops), tuple(guards))

    def _unknown_extent(self, access: _Access) -> DifferentiationError:
        return self._refuse(
            access.op,
            "it is not known how much memory this uses, and what iterations overwrite has to be saved",
            _KNOWN_SIZES,
        )

    def _size(self, access: _Access) -> Polynomial | None:
        if access.size and access.is_own:
            return Polynomial({(): access.size})
        if isinstance(access.op, llvm_extra.MemcpyOp | llvm_extra.MemmoveOp | llvm_extra.MemsetOp):
            length = access.op.length
            if (constant := constant_integer(length)) is not None:
                return Polynomial({(): constant})
            if self.polynomials.is_invariant(length):
                return Polynomial({(length,): 1})
        return None

    def _sources(self, base: SSAValue) -> Sequence[SSAValue] | None:
        """What a pointer may be that the loop only hands on: pointers from outside. None if it computes others."""
        sources: dict[SSAValue, None] = {}
        seen: set[SSAValue] = set()
        pending = [base]
        while pending:
            value = pending.pop()
            if value in seen:
                continue
            seen.add(value)
            if self.polynomials.is_invariant(value):
                sources[value] = None
                continue
            around = value.owner.parent_op() if isinstance(value.owner, Block) else value.owner
            handed_on = (
                [] if around is None else [one for one, to in value_flow(around) if to is value]
            )
            if not handed_on:
                return None
            pending += handed_on
        return list(sources)

    def _complete(self, memory: Memory, accesses: Iterable[_Access]) -> None:
        """Where an access is made under a condition, another one that is made in any case must show that there is memory."""
        certain: list[Visit] = []
        for one in memory.visits:
            if not isinstance(one, _Conditional):
                certain.append(one)
                continue
            for access in accesses:
                if (visit := self._certain_visit(access, memory.base)) is not None and (
                    visit.offset == one.offset and visit.size == one.size
                ):
                    certain.append(visit)
                    break
            else:
                raise self._refuse(
                    self.loop,
                    "it overwrites memory under a condition, and it is not known how much there is to save",
                    _KNOWN_SIZES,
                )
        memory.visits = certain

    def _certain_visit(self, access: _Access, base: SSAValue | str) -> Visit | None:
        """How an access starts from `base` and is made in any case; None if it does not, or is not."""
        if access.pointer is None or not access.is_own:
            return None
        place = self.polynomials.place(access.pointer)
        if place is None or place.base is not base:
            return None
        _, visit = self._visited(access)
        return None if isinstance(visit, _Conditional) else visit


@dataclass(frozen=True)
class _Conditional(Visit):
    """One that is made under conditions that the loop changes."""
