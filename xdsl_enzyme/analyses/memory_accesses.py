"""What a function does to each memory object: which bytes it reads and writes, and as what type.

On structured form, with the accesses of called functions seen as the caller's own::

    %v = llvm.load %q : !llvm.ptr -> f64        (%q -> argument x, offset 0 mod 8)
    -->  Access(object=x, offset=0 mod 8, type=f64, reads)

It answers what AD must know about untyped memory: are the bytes that an integer load reads, or that a memcpy
copies, floats, and of which kind?
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from xdsl.dialects import func, llvm, memref
from xdsl.dialects.builtin import (
    AnyFloat,
    ArrayAttr,
    IntegerAttr,
    MemRefType,
    ModuleOp,
    StringAttr,
)
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.traits import SymbolTable
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.layout import float_leaves, size_of
from xdsl_enzyme.analyses.points_to import (
    ANYWHERE,
    MemoryObject,
    ObjectKind,
    Offset,
    PointsTo,
    Targets,
    is_pointer,
)
from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.dialects import llvm_extra


@dataclass(frozen=True)
class Access:
    """One read or write of an object."""

    object: MemoryObject
    offset: Offset
    type: Attribute | None
    """A scalar type; None for bytes that are copied or set without regard to their type."""
    size: int
    """In bytes; 0 if unknown."""
    reads: bool
    writes: bool
    op: Operation

    def overlaps(self, offset: Offset, size: int) -> bool:
        if self.size == 0 or size == 0:
            return True
        return self.offset.may_overlap(self.size, offset, size)


def constant_integer(value: SSAValue) -> int | None:
    """The value of an integer constant; None if it is not one."""
    attribute = value.owner.properties.get("value") if isinstance(value.owner, Operation) else None
    return attribute.value.data if isinstance(attribute, IntegerAttr) else None


class MemoryAccesses:
    """
    The analyses of memory of all functions of a module, made when they are asked for.
    """

    def __init__(self, module: ModuleOp):
        self.module = module
        self._points_to: dict[str, PointsTo] = {}
        self._accesses: dict[str, set[Access]] = {}

    def points_to(self, function: func.FuncOp) -> PointsTo:
        name = function.sym_name.data
        if name not in self._points_to:
            self._points_to[name] = PointsTo(function)
        return self._points_to[name]

    def accesses(self, function: func.FuncOp) -> set[Access]:
        """All accesses of the function's objects, by itself and by what it calls."""
        name = function.sym_name.data
        if name not in self._accesses:
            # A recursive function sees what it is known to do so far, until that is all.
            known: set[Access] = set()
            self._accesses[name] = known
            while True:
                found = _Collector(self, function).collect()
                if len(found) == len(known):
                    break
                known = self._accesses[name] = found
        return self._accesses[name]

    def callee(self, op: func.CallOp) -> func.FuncOp | None:
        """The called function if it has a body."""
        found = SymbolTable.lookup_symbol(self.module, op.callee)
        return found if isinstance(found, func.FuncOp) and found.body.blocks else None

    def forget(self, function: func.FuncOp) -> None:
        """Drop what is known of a function that has been rewritten."""
        self._points_to.pop(function.sym_name.data, None)
        self._accesses.pop(function.sym_name.data, None)


class _Collector:
    """Collects the accesses of one function."""

    def __init__(self, memory: MemoryAccesses, function: func.FuncOp):
        self.memory = memory
        self.function = function
        self.points_to = memory.points_to(function)
        self.found: set[Access] = set()

    def collect(self) -> set[Access]:
        copies: list[Operation] = []
        for op in walk_regions(self.function):
            handler = _HANDLERS.get(type(op))
            if handler is not None:
                handler(self, op)
            if isinstance(op, (llvm_extra.MemcpyOp, llvm_extra.MemmoveOp)):
                copies.append(op)
        self._spread_types(copies)
        return self.found

    def _spread_types(self, copies: list[Operation]) -> None:
        """Bytes have the same type on both sides of a copy."""
        changed = True
        while changed:
            before = len(self.found)
            for op in copies:
                one, other = (self.points_to.targets_of(side) for side in op.operands[:2])
                self._mirror(one, other)
                self._mirror(other, one)
            changed = len(self.found) > before

    def _mirror(self, sources: Targets, targets: Targets) -> None:
        for access in list(self.found):
            origin = sources.get(access.object)
            if origin is None or access.type is None:
                continue
            for target, offset in targets.items():
                if target is access.object:
                    continue
                shift = offset.plus(Offset.of(-origin.residue, origin.modulus))
                moved = access.offset.plus(shift)
                self.found.add(
                    replace(access, object=target, offset=moved, reads=False, writes=False)
                )

    def _add(
        self,
        pointer: SSAValue,
        type: Attribute | None,
        size: int,
        op: Operation,
        *,
        reads: bool = False,
        writes: bool = False,
    ) -> None:
        for target, offset in self.points_to.targets_of(pointer).items():
            self.found.add(Access(target, offset, type, size, reads, writes, op))

    def _typed(
        self, pointer: SSAValue, type: Attribute, op: Operation, *, reads: bool, writes: bool
    ) -> None:
        for part_offset, scalar in float_leaves(type) or [(0, type)]:
            for target, offset in self.points_to.targets_of(pointer).items():
                where = offset.plus(Offset(part_offset))
                size = size_of(scalar)
                self.found.add(Access(target, where, scalar, size, reads, writes, op))

    # Handlers

    def load(self, op: Operation) -> None:
        self._typed(op.operands[0], op.results[0].type, op, reads=True, writes=False)

    def store(self, op: Operation) -> None:
        self._typed(op.operands[1], op.operands[0].type, op, reads=False, writes=True)

    def copy(self, op: llvm_extra.MemcpyOp) -> None:
        size = constant_integer(op.length) or 0
        self._add(op.source, None, size, op, reads=True)
        self._add(op.destination, None, size, op, writes=True)

    def memset(self, op: llvm_extra.MemsetOp) -> None:
        self._add(op.destination, None, constant_integer(op.length) or 0, op, writes=True)

    def memref_copy(self, op: memref.CopyOp) -> None:
        for value, writes in ((op.source, False), (op.destination, True)):
            assert isa(value.type, MemRefType)
            self._typed(value, value.type.element_type, op, reads=not writes, writes=writes)

    def call(self, op: func.CallOp) -> None:
        callee = self.memory.callee(op)
        if callee is None:
            if op.callee.root_reference.data not in ("realloc", "free"):
                self._external_call(op)
            return
        parameters = callee.body.block.args
        for access in self.memory.accesses(callee):
            for target, offset in self._seen_from_here(op, access.object, parameters).items():
                self.found.add(
                    replace(access, object=target, offset=access.offset.plus(offset), op=op)
                )

    def _seen_from_here(
        self, op: func.CallOp, inner: MemoryObject, parameters: Iterable[SSAValue]
    ) -> Targets:
        """The caller's objects that an object of the callee may be."""
        match inner.kind:
            case ObjectKind.ALLOCATION:
                return {}
            case ObjectKind.GLOBAL:
                known = self.points_to.globals.get(inner.name)
                if known is None:
                    known = self.points_to.globals[inner.name] = MemoryObject(
                        ObjectKind.GLOBAL, inner.name
                    )
                return {known: Offset()}
            case ObjectKind.ARGUMENT:
                for parameter, argument in zip(parameters, op.arguments, strict=True):
                    if parameter is inner.value:
                        return self.points_to.targets_of(argument)
                return {}
            case ObjectKind.REACHED | ObjectKind.UNKNOWN:
                reached: Targets = {}
                for argument in op.arguments:
                    if is_pointer(argument.type):
                        for target in self.points_to.reachable_from(argument):
                            reached[target] = ANYWHERE
                return reached

    def _external_call(self, op: func.CallOp) -> None:
        declaration = SymbolTable.lookup_symbol(self.memory.module, op.callee)
        attributes = (
            declaration.arg_attrs.data
            if isinstance(declaration, func.FuncOp) and isinstance(declaration.arg_attrs, ArrayAttr)
            else ()
        )
        for index, argument in enumerate(op.arguments):
            if is_pointer(argument.type):
                read_only = index < len(attributes) and "llvm.readonly" in attributes[index].data
                self._add(argument, None, 0, op, reads=True, writes=not read_only)


_HANDLERS: dict[type[Operation], Callable[..., None]] = {
    llvm.LoadOp: _Collector.load,
    llvm.StoreOp: _Collector.store,
    memref.LoadOp: _Collector.load,
    memref.StoreOp: _Collector.store,
    memref.CopyOp: _Collector.memref_copy,
    llvm_extra.MemcpyOp: _Collector.copy,
    llvm_extra.MemmoveOp: _Collector.copy,
    llvm_extra.MemsetOp: _Collector.memset,
    func.CallOp: _Collector.call,
}


def tbaa_type_name(op: Operation) -> str | None:
    """The name of the scalar type in the TBAA tag of an access, such as ``double``; None without a tag."""
    tag = op.attributes.get("tbaa")
    module = op
    while (parent := module.parent_op()) is not None:
        module = parent
    nodes = module.attributes.get("llvm.metadata")
    if not isinstance(tag, StringAttr) or nodes is None:
        return None
    return _access_type(tag.data, nodes)


def _access_type(tag: str, nodes: Attribute) -> str | None:
    """A tag is ``!{!base, !access, i64 offset}``; a type node begins with its name."""
    texts: dict[str, Attribute] = getattr(nodes, "data", {})

    def operands(reference: str) -> list[str]:
        text = texts.get(reference.removeprefix("!"))
        if not isinstance(text, StringAttr):
            return []
        body = text.data.removeprefix("distinct ").removeprefix("!{").removesuffix("}")
        return [part.strip() for part in body.split(",")]

    parts = operands(tag)
    if len(parts) < 2:
        return None
    names = operands(parts[1])
    return names[0].removeprefix('!"').removesuffix('"') if names else None


def may_hold_floats(
    accesses: Iterable[Access], target: MemoryObject, offset: Offset, size: int
) -> bool:
    """Whether any access in the program treats some of these bytes as a float."""
    return any(
        isinstance(access.type, AnyFloat)
        for access in accesses
        if access.object is target and access.overlaps(offset, size)
    )
