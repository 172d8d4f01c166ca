"""Which values of derivative functions differ from direction to direction: derivatives and shadows, and all that is made of them.

On structured form, before caches are lowered, for functions that carry one direction::

    func.func @f.gradient(%x, %dx, %seed) {            differ: %dx, %seed
      %v = llvm.load %x;  %p = llvm.getelementptr %dx[1];  %a = arith.mulf %seed, %v        %p, %a
      %tmp = malloc(…);  llvm.store %a, %tmp                                                %tmp

Memory that the derivative has allocated differs if something that differs is stored there. What the program itself computes never
differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from xdsl.dialects import func, llvm, scf
from xdsl.dialects.builtin import IntegerAttr
from xdsl.ir import Block, BlockArgument, Operation, SSAValue

from xdsl_enzyme.analyses.value_flow import terminator, walk_regions
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.dialects.enzyme import InitOp, PopOp, PushOp
from xdsl_enzyme.dialects.symbols import lookup

PRIMAL_RESULTS = "enzyme.primal_results"
"""Attribute of a call that computes a function and its derivative at once: how many of its results are those of the function."""

PROGRAM_OP = "enzyme.program_op"
"""Attribute that numbers the ops of a function while its derivative in split forward mode is made. What replaces an op has its number."""


@dataclass(frozen=True)
class Slot:
    """What a region op hands from some operands, of itself or of its terminators, to some values."""

    sources: tuple[tuple[Operation, int], ...]
    targets: tuple[SSAValue, ...]


def _branch_slots(op: Operation) -> Iterator[Slot]:
    blocks = [region.block for region in op.regions if region.blocks]
    for position, result in enumerate(op.results):
        yield Slot(tuple((terminator(block), position) for block in blocks), (result,))


def _for_slots(op: scf.ForOp) -> Iterator[Slot]:
    block = op.body.block
    for position, result in enumerate(op.results):
        sources = ((op, position + 3), (terminator(block), position))
        yield Slot(sources, (block.args[position + 1], result))


def _while_slots(op: scf.WhileOp) -> Iterator[Slot]:
    before, after = op.before_region.block, op.after_region.block
    for position, argument in enumerate(before.args):
        yield Slot(((op, position), (terminator(after), position)), (argument,))
    for position, result in enumerate(op.results):
        yield Slot(((terminator(before), position + 1),), (after.args[position], result))


_SLOTS: dict[type[Operation], Callable[..., Iterator[Slot]]] = {
    scf.IfOp: _branch_slots,
    scf.IndexSwitchOp: _branch_slots,
    scf.ExecuteRegionOp: _branch_slots,
    scf.ForOp: _for_slots,
    scf.WhileOp: _while_slots,
}


def slots(op: Operation) -> list[Slot] | None:
    """The slots of an op with regions; None if it is not known how it hands on values."""
    handler = _SLOTS.get(type(op))
    return list(handler(op)) if handler is not None else None


@dataclass
class DerivativeFunction:
    """A function that the engine has made, for one direction."""

    op: func.FuncOp
    differing: Sequence[SSAValue]
    """Arguments that are derivatives or shadows."""
    own_arguments: int
    """How many arguments there are before those that are caches, and lists of what is to be freed."""
    primal_results: int
    """How many results there are before those that are derivatives or shadows."""
    tangents: Iterable[SSAValue] = ()
    """The derivatives and shadows of values of the program."""
    primal: frozenset[Operation] = frozenset()
    """The ops of the program itself."""

    def is_cache(self, value: SSAValue) -> bool:
        """Whether a value is an argument that the function shares with what else the derivative consists of."""
        return isinstance(value, BlockArgument) and (
            value.block is self.op.body.block and value.index >= self.own_arguments
        )

    def is_new(self, op: Operation) -> bool:
        """Whether an op was made for the derivative."""
        return op not in self.primal


@dataclass
class DifferingValues:
    """The values that differ, of some derivative functions and of those that they call."""

    functions: dict[func.FuncOp, DerivativeFunction]
    """All derivative functions of the module."""
    linked: Callable[[func.FuncOp], Iterable[tuple[SSAValue, SSAValue]]]
    """Caches of one half of a function that are those of the other half."""
    differ: set[SSAValue] = field(default_factory=lambda: set())
    repeated: set[Operation] = field(default_factory=lambda: set())
    """Ops with regions whose control flow differs."""
    _flows: dict[SSAValue, list[SSAValue]] = field(default_factory=lambda: {})
    _roots: list[SSAValue] = field(default_factory=lambda: [])
    _visited: set[func.FuncOp] = field(default_factory=lambda: set())
    _control: dict[SSAValue, list[Operation]] = field(default_factory=lambda: {})

    def visit(self, function: func.FuncOp) -> None:
        """Take in a derivative function, and all that it calls."""
        pending = [function]
        while pending:
            one = pending.pop()
            if one not in self._visited and one in self.functions:
                self._visited.add(one)
                pending += self._read(self.functions[one])
        self._spread()

    def callee(self, op: Operation) -> func.FuncOp | None:
        """The derivative function that an op calls."""
        if not isinstance(op, func.CallOp):
            return None
        found = lookup(op, op.callee)
        return found if isinstance(found, func.FuncOp) and found in self.functions else None

    def returned(self, function: func.FuncOp) -> list[bool]:
        """Which results of a derivative function differ."""
        first = self.functions[function].primal_results
        return [position >= first for position in range(len(function.function_type.outputs))]

    # Reading

    def _read(self, function: DerivativeFunction) -> Iterator[func.FuncOp]:
        self._roots += function.differing
        for tangent in function.tangents:
            self._roots += _made_for(function, tangent)
        for one, other in self.linked(function.op):
            self._connect(one, other)
        for op in walk_regions(function.op):
            if op is function.op:
                continue
            if op.regions:
                self._read_regions(op)
            elif (callee := self.callee(op)) is not None:
                self._read_call(op, callee)
                yield callee
            else:
                self._read_leaf(op, function)

    def _flow(self, source: SSAValue, target: SSAValue) -> None:
        self._flows.setdefault(source, []).append(target)

    def _connect(self, one: SSAValue, other: SSAValue) -> None:
        self._flow(one, other)
        self._flow(other, one)

    def _read_regions(self, op: Operation) -> None:
        known = slots(op) or []
        handed = {source for slot in known for source in slot.sources}
        for slot in known:
            for source, position in slot.sources:
                self._flow(source.operands[position], slot.targets[0])
            for target in slot.targets[1:]:
                self._connect(slot.targets[0], target)
        ends = [region.block.last_op for region in op.regions if region.blocks]
        for one in (op, *ends):
            if one is None:
                continue
            for position, operand in enumerate(one.operands):
                if (one, position) not in handed:
                    self._control.setdefault(operand, []).append(op)

    def _read_call(self, op: Operation, callee: func.FuncOp) -> None:
        block = callee.body.block
        for operand, argument in zip(op.operands, block.args, strict=True):
            self._flow(operand, argument)
            if self.functions[callee].is_cache(argument):
                self._flow(argument, operand)
        differing = zip(op.results, self.returned(callee), strict=True)
        self._roots += [result for result, differs in differing if differs]

    def _read_leaf(self, op: Operation, function: DerivativeFunction) -> None:
        if isinstance(op, PushOp):
            self._flow(op.value, op.cache)
            return
        count = op.attributes.get(PRIMAL_RESULTS)
        first = count.value.data if isinstance(count, IntegerAttr) else 0
        for operand in op.operands:
            for result in op.results[first:]:
                self._flow(operand, result)
        if isinstance(op, llvm.LoadOp | llvm.GEPOp | llvm_extra.PointerCompareOp):
            return
        pointers = [one for one in op.operands if isinstance(one.type, llvm.LLVMPointerType)]
        for pointer in pointers:
            if (place := _own_memory(pointer, function)) is not None:
                for other in op.operands:
                    if other is not pointer:
                        self._flow(other, place)

    # Spreading

    def _spread(self) -> None:
        pending = list(self._roots)
        while pending:
            value = pending.pop()
            if value in self.differ:
                continue
            self.differ.add(value)
            pending += self._flows.get(value, ())
            for op in self._control.get(value, ()):
                self.repeated.add(op)
                for inner in walk_regions(op):
                    pending += inner.results


def _made_for(function: DerivativeFunction, tangent: SSAValue) -> Iterator[SSAValue]:
    """A derivative or shadow that was made for it, and what it is computed from."""
    pending = [tangent]
    seen: set[SSAValue] = set()
    while pending:
        value = pending.pop()
        op = value.owner
        if value in seen or isinstance(op, Block) or op.regions or not function.is_new(op):
            continue
        if isinstance(op, (llvm.ZeroOp, InitOp, PopOp)):
            continue
        seen.add(value)
        yield value
        pending += op.operands


def _own_memory(pointer: SSAValue, function: DerivativeFunction) -> SSAValue | None:
    """The memory that a pointer leads into, if it is the derivative's."""
    while isinstance(op := pointer.owner, llvm.GEPOp | llvm.BitcastOp):
        pointer = op.operands[0]
    if isinstance(op, llvm.AllocaOp | func.CallOp) and function.is_new(op):
        return pointer
    return pointer if function.is_cache(pointer) else None
