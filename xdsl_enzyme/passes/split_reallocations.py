"""Spells out reallocations of active memory, for reverse mode: it needs both the old memory and the new.

On structured form. How long the old memory is must be known by the function itself, or is asked of the C library::

    %q = func.call @realloc(%p, %size)
    -->
    %old = func.call @malloc_usable_size(%p)
    %q = func.call @malloc(%size)
    llvm_extra.memcpy %q, %p, min(%old, %size)
    func.call @free(%p)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xdsl.builder import Builder
from xdsl.dialects import arith, func
from xdsl.dialects.builtin import ArrayAttr, DictionaryAttr, StringAttr, UnitAttr, i64
from xdsl.dialects.llvm import LLVMPointerType
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.allocators import Allocator, allocator_of, plain_name
from xdsl_enzyme.analyses.inactivity import INACTIVE
from xdsl_enzyme.analyses.types.verdicts import VERDICTS
from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.dialects.llvm_extra import MemcpyOp
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.rules.c_runtime import module_of

_POINTER = LLVMPointerType()


@dataclass(frozen=True)
class _Parts:
    """The functions that a reallocation consists of, and which of its arguments they take."""

    allocate: str
    taken: tuple[int, ...]
    free: str
    given_back: tuple[int, ...]


_PARTS: dict[str, _Parts] = {
    "realloc": _Parts("malloc", (1,), "free", (0,)),
    "reallocarray": _Parts("calloc", (1, 2), "free", (0,)),
    "__rust_realloc": _Parts("__rust_alloc", (3, 2), "__rust_dealloc", (0, 1, 2)),
}

_USABLE_SIZE = {"apple": "malloc_size", "windows": "_msize"}
"""What the C library calls it, by a part of the target triple; elsewhere `malloc_usable_size`."""


def split_reallocations(function: func.FuncOp, is_active: Callable[[SSAValue], bool]) -> bool:
    """Replace the reallocations in `function` that return active memory; whether there were any."""
    found = False
    for op in list(walk_regions(function)):
        allocator = allocator_of(op)
        if allocator is None or not allocator.allocates or allocator.frees is None:
            continue
        if isinstance(op, func.CallOp) and is_active(op.results[0]):
            _split(op, allocator, allocator.frees)
            found = True
    return found


def _split(op: func.CallOp, allocator: Allocator, freed: int) -> None:
    name = op.callee.root_reference.data
    parts = _PARTS.get(plain_name(name))
    if parts is None:
        raise DifferentiationError(
            f"no reverse mode of '{name}'",
            where=op,
            why="the reverse sweep needs the memory as it was before, and it is not known how to make a copy of it",
            hint="allocate new memory, copy, and free the old",
        )
    builder = Builder(InsertPoint.before(op))

    def emit(new: Operation) -> SSAValue:
        new.location = op.location
        builder.insert(new)
        return new.results[0]

    def call(part: str, arguments: Sequence[int], results: Sequence[Attribute]) -> func.CallOp:
        operands = [op.arguments[one] for one in arguments]
        callee = name.replace(f"{len(plain_name(name))}_{plain_name(name)}", f"{len(part)}_{part}")
        callee = callee if callee != name else part
        _declare(op, callee, [operand.type for operand in operands], results)
        return func.CallOp(callee, operands, results)

    old = op.arguments[freed]
    if allocator.old_size is not None:
        length = op.arguments[allocator.old_size]
    else:
        length = emit(func.CallOp(_usable_size(op), [old], [i64]))
    size = op.arguments[allocator.sizes[0]]
    for other in allocator.sizes[1:]:
        size = emit(arith.MuliOp(size, op.arguments[other]))
    length = emit(arith.MinUIOp(length, size))
    new = emit(call(parts.allocate, parts.taken, op.result_types))
    new.name_hint = op.results[0].name_hint
    copy = MemcpyOp(new, old, length)
    copy.location = op.location
    copy.attributes = {name: one for name, one in op.attributes.items() if name in VERDICTS}
    builder.insert(copy)
    builder.insert(call(parts.free, parts.given_back, []))
    op.results[0].replace_all_uses_with(new)
    op.detach()
    op.erase()


def _declare(
    op: Operation, name: str, inputs: Sequence[Attribute], outputs: Sequence[Attribute]
) -> None:
    module = module_of(op)
    if lookup(module, name) is None:
        module.body.block.add_op(func.FuncOp.external(name, list(inputs), list(outputs)))


def _usable_size(op: Operation) -> str:
    """The function that says how much memory there is at a pointer, declared."""
    module = module_of(op)
    triple = module.attributes.get("llvm.target_triple")
    target = triple.data if isinstance(triple, StringAttr) else ""
    name = next((one for part, one in _USABLE_SIZE.items() if part in target), "malloc_usable_size")
    if lookup(module, name) is None:
        declaration = func.FuncOp.external(name, [_POINTER], [i64])
        declaration.attributes[INACTIVE] = UnitAttr()
        declaration.attributes["llvm.attributes"] = DictionaryAttr({"memory": StringAttr("read")})
        captures = DictionaryAttr({"llvm.captures": StringAttr("none")})
        declaration.properties["arg_attrs"] = ArrayAttr([captures])
        module.body.block.add_op(declaration)
    return name
