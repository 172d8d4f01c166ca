"""Gives a derivative function the shadows and tangents of its arguments, as further arguments.

On structured form::

    func.func @f(%x: f64, %p: !llvm.ptr {llvm.noalias})
    -->
    func.func @f.forward(%x: f64, %dx: f64, %p: !llvm.ptr {llvm.noalias}, %dp: !llvm.ptr {llvm.noalias, enzyme.shadow})
"""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.dialects import func
from xdsl.dialects.builtin import ArrayAttr, DictionaryAttr, UnitAttr
from xdsl.ir import Attribute

from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.analyses.pointer_roots import SHADOW
from xdsl_enzyme.dialects.enzyme import Activity
from xdsl_enzyme.passes.forward_walk import ForwardWalk

KEPT_ARGUMENT_ATTRIBUTES = frozenset(
    ("llvm.noalias", "llvm.nonnull", "llvm.noundef", "llvm.align", "llvm.readonly")
)
"""What remains true of a primal argument in a derivative function. Of a shadow, all but `readonly`."""

_ALONE = "llvm.noalias"


def add_shadows(
    function: func.FuncOp,
    arguments: Sequence[Activity],
    walk: ForwardWalk,
    *,
    of_pointers_only: bool,
    may_be_primal: bool,
) -> None:
    """Put a shadow or tangent argument after each argument that has one. It may be the argument itself (`may_be_primal`)."""
    block = function.body.block
    old_attributes = function.arg_attrs.data if function.arg_attrs else ()
    attributes: list[DictionaryAttr] = []
    for position, (argument, one) in enumerate(zip(list(block.args), arguments, strict=True)):
        known = old_attributes[position] if position < len(old_attributes) else DictionaryAttr({})
        kept = {name: one for name, one in known.data.items() if name in KEPT_ARGUMENT_ATTRIBUTES}
        if may_be_primal:
            kept.pop(_ALONE, None)
        attributes.append(DictionaryAttr(kept))
        if not one.is_active or (of_pointers_only and not holds_pointers(argument.type)):
            continue
        shadow = block.insert_arg(walk.tangent_type(argument.type), argument.index + 1)
        walk.set_tangent(argument, shadow)
        of_shadow: dict[str, Attribute] = {}
        if holds_pointers(argument.type):
            of_shadow = {name: kept[name] for name in kept if name != "llvm.readonly"}
            if not may_be_primal:
                of_shadow[SHADOW] = UnitAttr()
        attributes.append(DictionaryAttr(of_shadow))
    # Arguments that come after these (seeds, caches) have no attributes.
    if any(one.data for one in attributes):
        function.properties["arg_attrs"] = ArrayAttr(attributes)
    else:
        function.properties.pop("arg_attrs", None)
