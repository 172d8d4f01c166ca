"""What a call may write, as seen by its caller.

::

    func.call @hypot(%x, %y)                  nothing
    func.call @fill(%p, %n)                   what %p points to, if the body of @fill writes no other memory
    func.call @unknown(%p)                    anything that is visible outside of the function
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xdsl.dialects.builtin import ArrayAttr, DictionaryAttr, StringAttr, SymbolRefAttr
from xdsl.dialects.func import CallOp, FuncOp
from xdsl.dialects.llvm import CallIntrinsicOp
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.analyses.allocators import allocator_of
from xdsl_enzyme.analyses.library_functions import MemoryUse, memory_use
from xdsl_enzyme.analyses.memory_types import is_pointer
from xdsl_enzyme.dialects.symbols import lookup

_TYPE_SUFFIX = re.compile(r"\.(?:(?:v\d+)?(?:[fi]\d+|bf16|ppc_?f128)|p\d+)$")


def intrinsic_name(op: CallIntrinsicOp) -> str:
    """The name of an intrinsic without `llvm.` and without types: `rint` of ``llvm.rint.v2f64``."""
    name = op.intrin.data.removeprefix("llvm.")
    while (shorter := _TYPE_SUFFIX.sub("", name)) != name:
        name = shorter
    return name


def argument_attributes(function: FuncOp, index: int) -> dict[str, Attribute]:
    """The discardable attributes of an argument."""
    attributes = function.arg_attrs
    if not isinstance(attributes, ArrayAttr) or index >= len(attributes.data):
        return {}
    return dict(attributes.data[index].data)


def is_declared_read_only(function: FuncOp, index: int) -> bool:
    """Whether attributes, inferred by LLVM or given, say that the memory of an argument is not written."""
    attributes = argument_attributes(function, index)
    if "llvm.readonly" in attributes or "llvm.readnone" in attributes:
        return True
    flags = function.attributes.get("llvm.attributes")
    memory = flags.data.get("memory") if isinstance(flags, DictionaryAttr) else None
    if not isinstance(memory, StringAttr):
        return False
    accesses = _parse_memory(memory.data)
    return "write" not in accesses.get("argmem", accesses.get("", ""))


def callee_of(op: CallOp) -> FuncOp | None:
    """The declaration or definition of what a call calls."""
    found = lookup(op, op.callee)
    return found if isinstance(found, FuncOp) else None


def returns_twice(op: CallOp) -> bool:
    """Whether that is a call of `setjmp` or the like."""
    callee = callee_of(op)
    flags = callee.attributes.get("llvm.attributes") if callee is not None else None
    return isinstance(flags, DictionaryAttr) and "returns_twice" in flags.data


def called_name(op: Operation) -> str | None:
    """The name of the function that an op calls; None if it calls none, or one by its address."""
    callee = op.properties.get("callee")
    return callee.root_reference.data if isinstance(callee, SymbolRefAttr) else None


def external_use(op: Operation) -> MemoryUse | None:
    """How a call of an external function uses memory; None if that is not known, or if the function has a body."""
    name = called_name(op)
    if name is None or (use := memory_use(name)) is None:
        return None
    callee = lookup(op, name)
    return None if isinstance(callee, FuncOp) and callee.body.blocks else use


def declared_writes(op: CallOp) -> Sequence[SSAValue] | None:
    """
    The pointers through which a call may write, by the name and the attributes of what it calls; None if these do not
    say.
    """
    if (allocator := allocator_of(op)) is not None:
        return () if allocator.frees is None else [op.arguments[allocator.frees]]
    callee = callee_of(op)
    if (use := external_use(op)) is not None:
        return [one for index, one in enumerate(op.arguments) if use.writes(index)]
    flags = [
        one.data
        for holder in (op, callee)
        if holder is not None
        and isinstance(one := holder.attributes.get("llvm.attributes"), DictionaryAttr)
    ]
    if any("readnone" in one or "readonly" in one for one in flags):
        return ()
    for one in flags:
        if isinstance(memory := one.get("memory"), StringAttr):
            accesses = _parse_memory(memory.data)
            if "write" not in accesses.get("", ""):
                return (
                    _written_arguments(op, callee) if "write" in accesses.get("argmem", "") else ()
                )
    return None


def _parse_memory(text: str) -> dict[str, str]:
    """``argmem: read, inaccessiblemem: write`` as a dictionary; the access to all other memory has the key ''."""
    accesses: dict[str, str] = {}
    for part in text.split(","):
        location, colon, access = part.partition(":")
        if colon:
            accesses[location.strip()] = access.strip()
        else:
            accesses[""] = location.strip()
    if "write" in accesses.get("", ""):
        accesses.setdefault("argmem", accesses[""])
    return accesses


def _written_arguments(op: CallOp, callee: FuncOp | None) -> Sequence[SSAValue]:
    return [
        argument
        for index, argument in enumerate(op.arguments)
        if is_pointer(argument.type)
        and (callee is None or "llvm.readonly" not in argument_attributes(callee, index))
    ]


def captures(op: CallOp, index: int) -> bool:
    """Whether the callee may keep a copy of a pointer argument."""
    if allocator_of(op) is not None:
        return False
    if (use := external_use(op)) is not None:
        return index in use.returned
    callee = callee_of(op)
    if callee is None:
        return True
    attributes = argument_attributes(callee, index)
    captured = attributes.get("llvm.captures")
    is_none = isinstance(captured, StringAttr) and captured.data == "none"
    return not (is_none or "llvm.nocapture" in attributes)
