"""What a function does with the memory that its pointer arguments point to.

On structured form, all functions of a module together, to a fixpoint over calls::

    void axpy(long n, double a, const double *x, double *y)
    -->  x: read, elements f64        y: read and written, elements f64

Written is what may be written: an access that isn't understood counts as one. Element types are only collected
from accesses that say what the bytes are; moving them about as integers does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from xdsl.dialects import arith, func, llvm, memref, scf
from xdsl.dialects.builtin import (
    DictionaryAttr,
    IntegerType,
    ModuleOp,
    StringAttr,
    VectorType,
)
from xdsl.ir import Attribute, BlockArgument, Operation, SSAValue

from xdsl_enzyme.analyses.points_to import MemoryObject, ObjectKind, PointsTo, is_pointer
from xdsl_enzyme.analyses.value_flow import hands_on_only, walk_regions
from xdsl_enzyme.dialects import llvm_extra


@dataclass
class MemoryUse:
    """What may happen to the memory behind one pointer argument."""

    element_types: set[Attribute] = field(default_factory=lambda: set())
    """Types of the scalars that are read or written there, pointers included."""
    written: bool = False

    def merge(self, other: MemoryUse) -> bool:
        """Add what `other` knows; whether that was news."""
        before = (len(self.element_types), self.written)
        self.element_types |= other.element_types
        self.written |= other.written
        return before != (len(self.element_types), self.written)


MemoryUses = dict[str, list[MemoryUse]]
"""Per function its arguments' uses; arguments that are no pointers have empty ones."""

_UNKNOWN_USE = MemoryUse(written=True)
_NO_USE = MemoryUse()
_READ_ONLY_ATTRIBUTES = ("llvm.readonly", "llvm.readnone")


def memory_uses(module: ModuleOp) -> MemoryUses:
    """The memory uses of every function that `module` defines."""
    functions = {
        op.sym_name.data: op for op in module.ops if isinstance(op, func.FuncOp) and op.body.blocks
    }
    uses: MemoryUses = {
        name: [MemoryUse() for _ in op.function_type.inputs] for name, op in functions.items()
    }
    collectors = [_Collector(op, uses) for op in functions.values()]
    # A sum, not `any`: every function has its turn in every round.
    while sum(collector.collect() for collector in collectors):
        pass
    return uses


def argument_attributes(function: func.FuncOp, index: int) -> dict[str, Attribute]:
    """The attributes of one argument of a function."""
    if function.arg_attrs is None:
        return {}
    return dict(function.arg_attrs.data[index].data)


def is_declared_read_only(function: func.FuncOp, index: int) -> bool:
    """Whether attributes, inferred by LLVM or given, say that the memory of an argument is not written."""
    attributes = argument_attributes(function, index)
    if any(name in attributes for name in _READ_ONLY_ATTRIBUTES):
        return True
    flags = function.attributes.get("llvm.attributes")
    if not isinstance(flags, DictionaryAttr):
        return False
    memory = flags.data.get("memory")
    return isinstance(memory, StringAttr) and _argument_access(memory.data) in ("none", "read")


def _argument_access(effects: str) -> str:
    """What LLVM's ``memory(…)`` says about argument memory: ``"read, argmem: none"`` gives ``"none"``."""
    access = "none"
    for item in effects.split(","):
        place, _, kind = item.rpartition(":")
        if place.strip() == "argmem":
            return kind.strip()
        if not place:
            access = kind.strip()
    return access


def element_types(type: Attribute) -> Iterable[Attribute]:
    """The scalars that a value of `type` is made of, each once."""
    match type:
        case VectorType():
            return element_types(type.element_type)
        case llvm.LLVMArrayType():
            return element_types(type.type)
        case llvm.LLVMStructType():
            return {leaf for part in type.types.data for leaf in element_types(part)}
        case _:
            return (type,)


def _is_copy(load: Operation) -> bool:
    """Whether a load only moves bytes: an integer that goes nowhere but to memory again."""
    value = load.results[0]
    return isinstance(value.type, IntegerType) and all(
        isinstance(use.operation, llvm.StoreOp) and use.index == 0 for use in value.uses
    )


def _loaded_types(load: Operation) -> Iterable[Attribute]:
    value = load.results[0]
    if _is_copy(load):
        return ()
    users = [use.operation for use in value.uses]
    if users and all(isinstance(user, arith.BitcastOp) for user in users):
        return {leaf for user in users for leaf in element_types(user.results[0].type)}
    return element_types(value.type)


def _stored_types(value: SSAValue) -> Iterable[Attribute]:
    origin = value.owner
    if isinstance(origin, arith.BitcastOp):
        return element_types(origin.operands[0].type)
    if isinstance(origin, llvm.LoadOp) and _is_copy(origin):
        return ()
    return element_types(value.type)


class _Collector:
    """The uses in one function, in terms of those of the functions that it calls."""

    def __init__(self, function: func.FuncOp, uses: MemoryUses):
        self.function = function
        self.uses = uses
        self.points_to = PointsTo(function)
        self.local_uses: dict[MemoryObject, MemoryUse] = {}
        """What happens to memory that is not an argument's; its types matter where memory is copied."""
        self.changed = False
        self.operations = [
            op
            for op in walk_regions(function)
            if op is not function and any(is_pointer(operand.type) for operand in op.operands)
        ]

    def collect(self) -> bool:
        """One pass over the function; whether it found something new."""
        self.changed = False
        for op in self.operations:
            handler = _HANDLERS.get(type(op))
            if handler is not None:
                handler(self, op)
            elif type(op) not in _HARMLESS and not hands_on_only(op):
                for operand in op.operands:
                    self._use_reachable(operand)
        return self.changed

    def _merge(self, target: MemoryObject, use: MemoryUse) -> None:
        index = self._argument_index(target)
        if use.written and index is not None and is_declared_read_only(self.function, index):
            use = MemoryUse(use.element_types)
        self.changed |= self._use_of(target).merge(use)

    @staticmethod
    def _argument_index(target: MemoryObject) -> int | None:
        if target.kind is ObjectKind.ARGUMENT and isinstance(target.value, BlockArgument):
            return target.value.index
        return None

    def _use_of(self, target: MemoryObject) -> MemoryUse:
        if (index := self._argument_index(target)) is not None:
            return self.uses[self.function.sym_name.data][index]
        return self.local_uses.setdefault(target, MemoryUse())

    def _use(self, pointer: SSAValue, use: MemoryUse) -> None:
        for target in self.points_to.targets_of(pointer):
            self._merge(target, use)

    def _use_reachable(self, pointer: SSAValue) -> None:
        """Something unknown may happen to all memory that can be reached from `pointer`."""
        if is_pointer(pointer.type):
            for target in self.points_to.reachable_from(pointer):
                self._merge(target, _UNKNOWN_USE)

    def load(self, op: Operation) -> None:
        self._use(op.operands[0], MemoryUse(set(_loaded_types(op))))

    def store(self, op: Operation) -> None:
        value, pointer = op.operands[0], op.operands[1]
        origin = value.owner
        if isinstance(origin, llvm.LoadOp) and _is_copy(origin):
            self._copy(pointer, origin.ptr)
        self._use(pointer, MemoryUse(set(_stored_types(value)), written=True))
        if is_pointer(value.type) and not self._stays_here(pointer):
            self._use_reachable(value)

    def _stays_here(self, pointer: SSAValue) -> bool:
        """Whether what is stored through `pointer` is only ever seen by this function."""
        return all(
            target.kind is ObjectKind.ALLOCATION for target in self.points_to.targets_of(pointer)
        )

    def copy(self, op: Operation) -> None:
        self._copy(op.operands[0], op.operands[1])

    def _copy(self, destination: SSAValue, source: SSAValue) -> None:
        """A copy says nothing about types, except that both sides have the same."""
        moved = self._types_behind(destination) | self._types_behind(source)
        self._use(destination, MemoryUse(moved, written=True))
        self._use(source, MemoryUse(moved))

    def _types_behind(self, pointer: SSAValue) -> set[Attribute]:
        found: set[Attribute] = set()
        for target in self.points_to.targets_of(pointer):
            found |= self._use_of(target).element_types
        return found

    def fill(self, op: Operation) -> None:
        self._use(op.operands[0], _UNKNOWN_USE)

    def memref_copy(self, op: Operation) -> None:
        self._use(op.operands[1], _UNKNOWN_USE)

    def update(self, op: memref.AtomicRMWOp) -> None:
        self._use(op.memref, _UNKNOWN_USE)

    def call(self, op: func.CallOp) -> None:
        name = op.callee.root_reference.data
        for index, argument in enumerate(op.arguments):
            if not is_pointer(argument.type):
                continue
            direct = self.points_to.targets_of(argument)
            use = self._use_by_callee(op, name, index)
            for target in self.points_to.reachable_from(argument):
                self._merge(target, use if target in direct else _UNKNOWN_USE)

    def _use_by_callee(self, op: func.CallOp, name: str, index: int) -> MemoryUse:
        if (known := self.uses.get(name)) is not None:
            return known[index]
        callee = find_declaration(op, name)
        if callee is not None and index < len(callee.function_type.inputs):
            return _NO_USE if is_declared_read_only(callee, index) else _UNKNOWN_USE
        return _UNKNOWN_USE


def find_declaration(anchor: Operation, name: str) -> func.FuncOp | None:
    """The function `name` of the module that `anchor` is in."""
    module: Operation | None = anchor
    while module is not None and not isinstance(module, ModuleOp):
        module = module.parent_op()
    if module is None:
        return None
    for op in module.ops:
        if isinstance(op, func.FuncOp) and op.sym_name.data == name:
            return op
    return None


_HANDLERS: dict[type[Operation], Callable[[_Collector, Any], None]] = {
    llvm.LoadOp: _Collector.load,
    llvm.StoreOp: _Collector.store,
    memref.LoadOp: _Collector.load,
    memref.StoreOp: _Collector.store,
    memref.CopyOp: _Collector.memref_copy,
    memref.AtomicRMWOp: _Collector.update,
    llvm_extra.MemcpyOp: _Collector.copy,
    llvm_extra.MemmoveOp: _Collector.copy,
    llvm_extra.MemsetOp: _Collector.fill,
    func.CallOp: _Collector.call,
}

_HARMLESS: frozenset[type[Operation]] = frozenset(
    {
        llvm.GEPOp,
        llvm.BitcastOp,
        llvm_extra.PointerCompareOp,
        memref.SubviewOp,
        memref.CastOp,
        memref.ReinterpretCastOp,
        memref.CollapseShapeOp,
        memref.ExpandShapeOp,
        memref.DimOp,
        memref.RankOp,
        func.ReturnOp,
        scf.YieldOp,
        scf.ConditionOp,
    }
)
"""Ops that take pointers and do nothing to the memory behind them."""
