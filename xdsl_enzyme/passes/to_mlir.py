"""`enzyme-to-mlir`: says in upstream MLIR what our IR says in its own way, for `mlir-opt` to go on with.

On structured form, when all derivatives are made and caches are lowered::

    %c = llvm_extra.pointer_compare eq, %p, %q : !llvm.ptr      func.func private @g(%m: memref<4xf64> {enzyme.shadow})
    -->
    %c = "llvm.icmp"(%p, %q) {predicate = 0 : i64} : …          func.func private @g(%m: memref<4xf64>)

Ops that xDSL has no class for are left in generic syntax; to parse them again, xDSL needs `--allow-unregistered-dialect`. Hints
that only our own passes and writer read (`enzyme.…`, LLVM's metadata and function attributes) are dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from xdsl.builder import Builder
from xdsl.context import Context
from xdsl.dialects import ub
from xdsl.dialects.builtin import (
    ArrayAttr,
    BoolAttr,
    DictionaryAttr,
    ModuleOp,
    StringAttr,
    UnregisteredOp,
)
from xdsl.dialects.func import FuncOp
from xdsl.dialects.llvm import LinkageAttr
from xdsl.ir import Attribute, Operation
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint, Rewriter
from xdsl.utils.hints import isa

from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.preparation.enzyme_ops import erase_markers
from xdsl_enzyme.rules.structured import is_tensor_type, poison_tensor

Attributes = dict[str, Attribute]


def _no_attributes(op: Operation) -> Attributes:
    return {}


def _volatile(op: Operation) -> Attributes:
    return {"isVolatile": BoolAttr.from_bool("volatile_" in op.properties)}


def _predicate(op: Operation) -> Attributes:
    return {"predicate": op.properties["predicate"]}


_UPSTREAM: Mapping[type[Operation], tuple[str, Callable[[Operation], Attributes]]] = {
    llvm_extra.FreezeOp: ("llvm.freeze", _no_attributes),
    llvm_extra.PointerCompareOp: ("llvm.icmp", _predicate),
    llvm_extra.VectorSelectOp: ("arith.select", _no_attributes),
    llvm_extra.MemcpyOp: ("llvm.intr.memcpy", _volatile),
    llvm_extra.MemmoveOp: ("llvm.intr.memmove", _volatile),
    llvm_extra.MemsetOp: ("llvm.intr.memset", _volatile),
}
"""The upstream op that takes the same operands, and its attributes."""

_HINTS = (
    *("tbaa", "tbaa_struct", "alias_scopes", "noalias_scopes", "volatile_"),
    *("llvm.attributes", "llvm.metadata", "llvm.scoped"),
)
"""Discardable attributes of ours that upstream does not know."""


@dataclass(frozen=True)
class EnzymeToMlirPass(ModulePass):
    """Leaves a module that upstream MLIR parses and lowers."""

    name = "enzyme-to-mlir"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        erase_markers(op)
        for inner in list(op.walk()):
            inner.attributes = _known_upstream(inner.attributes)
            if isinstance(inner, FuncOp):
                _clean_signature(inner)
            elif isinstance(inner, ub.PoisonOp) and is_tensor_type(inner.result.type):
                # Upstream has no buffer for a poison tensor.
                tensor = poison_tensor(Builder(InsertPoint.before(inner)), inner.result.type)
                Rewriter.replace_op(inner, [], [tensor])
            elif type(inner) in _UPSTREAM:
                _replace(inner)


def _known_upstream(attributes: Mapping[str, Attribute]) -> Attributes:
    kept = {
        name: attribute
        for name, attribute in attributes.items()
        if name not in _HINTS and not name.startswith("enzyme.")
    }
    linkage = kept.get("llvm.linkage")
    if isinstance(linkage, StringAttr):
        kept["llvm.linkage"] = LinkageAttr(linkage.data)
    return kept


def _clean_signature(function: FuncOp) -> None:
    for key in ("arg_attrs", "res_attrs"):
        known = function.properties.get(key)
        if isa(known, ArrayAttr[DictionaryAttr]):
            cleaned = [DictionaryAttr(_known_upstream(one.data)) for one in known]
            function.properties[key] = ArrayAttr(cleaned)


def _replace(op: Operation) -> None:
    name, attributes = _UPSTREAM[type(op)]
    new = UnregisteredOp.with_name(name).create(
        operands=op.operands,
        result_types=op.result_types,
        attributes={**op.attributes, **attributes(op)},
    )
    new.location = op.location
    Rewriter.replace_op(op, new)
