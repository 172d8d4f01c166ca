"""Type-based alias information, as C compilers leave it on loads and stores.

An access tag is ``!{!base, !access, i64 offset}``; the node of a scalar type is ``!{!"double", !parent, i64 0}``. Accesses whose
scalar types are in different branches of one tree do not overlap (LLVM's language reference, section "tbaa metadata")::

    !"double" ─► !"omnipotent char" ◄─ !"any pointer"      a double is never read as a pointer
"""

from __future__ import annotations

from collections.abc import Iterator

from xdsl.dialects.builtin import DictionaryAttr, ModuleOp, StringAttr
from xdsl.ir import Operation


def may_be_same_type(one: Operation, other: Operation) -> bool:
    """Whether the TBAA tags of two accesses allow them to overlap; true if either has none."""
    tags = [op.attributes.get("tbaa") for op in (one, other)]
    nodes = _nodes(one)
    if nodes is None or not all(isinstance(tag, StringAttr) for tag in tags):
        return True
    if tags[0] == tags[1]:
        return True
    first, second = (_ancestry(tag.data, nodes) for tag in tags if isinstance(tag, StringAttr))
    if not first or not second or first[-1] != second[-1]:
        return True
    return first[0] in second or second[0] in first


def scalar_type_name(op: Operation) -> str | None:
    """The name of the scalar type that an access reads or writes by its tag, such as ``double``; None without one."""
    tag = op.attributes.get("tbaa")
    return tag_type_name(op, tag.data) if isinstance(tag, StringAttr) else None


def tag_type_name(op: Operation, tag: str) -> str | None:
    """The name of the scalar type of an access tag, in the module of `op`."""
    if (nodes := _nodes(op)) is None:
        return None
    operands = _operands(tag, nodes)
    names = _operands(operands[1], nodes) if len(operands) > 1 else []
    return names[0].removeprefix('!"').removesuffix('"') if names else None


def copied_tags(op: Operation) -> Iterator[tuple[int, int, str]]:
    """The offset, size and access tag of each member that a tagged copy of a structure copies."""
    reference, nodes = op.attributes.get("tbaa_struct"), _nodes(op)
    if nodes is None or not isinstance(reference, StringAttr):
        return
    parts = _operands(reference.data, nodes)
    for start, size, tag in zip(parts[::3], parts[1::3], parts[2::3], strict=False):
        yield int(start.removeprefix("i64 ")), int(size.removeprefix("i64 ")), tag


def _nodes(op: Operation) -> DictionaryAttr | None:
    module = op
    while (parent := module.parent_op()) is not None:
        module = parent
    nodes = module.attributes.get("llvm.metadata") if isinstance(module, ModuleOp) else None
    return nodes if isinstance(nodes, DictionaryAttr) else None


def _operands(reference: str, nodes: DictionaryAttr) -> list[str]:
    text = nodes.data.get(reference)
    if not isinstance(text, StringAttr):
        return []
    body = text.data.removeprefix("distinct ").removeprefix("!{").removesuffix("}")
    return [part.strip() for part in body.split(",")]


def _ancestry(tag: str, nodes: DictionaryAttr) -> list[str]:
    """The access type of a tag, its parent, and so on to the root; empty if it is not understood."""
    operands = _operands(tag, nodes)
    if len(operands) < 3:
        return []
    result = [operands[1]]
    while len(parts := _operands(result[-1], nodes)) > 1:
        # More than three operands: a struct, whose second operand is a field and not its parent.
        if len(parts) > 3 or not parts[0].startswith('!"') or parts[1] in result:
            return []
        result.append(parts[1])
    return result
