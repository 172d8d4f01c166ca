"""The C functions that derivative code calls itself: declarations, made where they are missing.

func.func private @malloc(i64) -> (!llvm.ptr {llvm.noalias})
"""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.builder import Builder
from xdsl.dialects import func
from xdsl.dialects.builtin import (
    ArrayAttr,
    DictionaryAttr,
    FunctionType,
    ModuleOp,
    StringAttr,
    SymbolRefAttr,
    UnitAttr,
    i32,
    i64,
)
from xdsl.dialects.llvm import LLVMPointerType
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.errors import LoweringError

_POINTER = LLVMPointerType()

RUNTIME: dict[str, FunctionType] = {
    "malloc": FunctionType.from_lists([i64], [_POINTER]),
    "calloc": FunctionType.from_lists([i64, i64], [_POINTER]),
    "realloc": FunctionType.from_lists([_POINTER, i64], [_POINTER]),
    "free": FunctionType.from_lists([_POINTER], []),
    "abort": FunctionType.from_lists([], []),
    "write": FunctionType.from_lists([i32, _POINTER, i64], [i64]),
}

LIMITED = "enzyme.limited_"
"""Begins the names of functions like those of C that keep count of what they have given out: see `lowering.memory_guard`."""

RUNTIME.update({LIMITED + name: RUNTIME[name] for name in ("malloc", "calloc", "realloc", "free")})


def module_of(op: Operation) -> ModuleOp:
    """The module that an op is in."""
    current: Operation | None = op
    while not isinstance(current, ModuleOp):
        assert current is not None, "the op is in no module"
        current = current.parent_op()
    return current


def declare(module: ModuleOp, name: str) -> func.FuncOp:
    """The declaration of a runtime function; an error if the module gives the name another meaning."""
    return declare_function(module, name, RUNTIME[name])


def declare_function(module: ModuleOp, name: str, type: FunctionType) -> func.FuncOp:
    """The declaration of a library function; an error if the module gives the name another meaning."""
    existing = lookup(module, name)
    if existing is None:
        return _add_declaration(module, name, type)
    if not isinstance(existing, func.FuncOp) or existing.function_type != type:
        raise LoweringError(
            f"'{name}' is not the C function of that name",
            where=existing,
            why=f"derivatives call '{name}' with type {type}",
            hint="rename it",
        )
    return existing


def _add_declaration(module: ModuleOp, name: str, type: FunctionType) -> func.FuncOp:
    declaration = func.FuncOp.external(name, list(type.inputs), list(type.outputs))
    if name == "abort":
        flags = DictionaryAttr({"noreturn": UnitAttr(), "nounwind": UnitAttr()})
        declaration.attributes["llvm.attributes"] = flags
    if name == "write":
        flags = DictionaryAttr({"memory": StringAttr("argmem: read, inaccessiblemem: readwrite")})
        declaration.attributes["llvm.attributes"] = flags
    if name in ("malloc", LIMITED + "malloc"):
        declaration.res_attrs = ArrayAttr([DictionaryAttr({"llvm.noalias": UnitAttr()})])
    module.body.block.add_op(declaration)
    return declaration


def call_runtime(
    builder: Builder, module: ModuleOp, name: str, arguments: Sequence[SSAValue]
) -> Sequence[SSAValue]:
    """Build a call of a runtime function."""
    declare(module, name)
    call = func.CallOp(SymbolRefAttr(name), list(arguments), list(RUNTIME[name].outputs))
    return builder.insert(call).results
