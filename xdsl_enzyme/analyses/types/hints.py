"""Hints of the program about what memory and values hold, as facts of type analysis.

::

    func.func @f(%p: !llvm.ptr {enzyme.type = "{[-1]:Pointer, [-1,-1]:Float@double}"})       -->  f64 wherever %p points
    %a = llvm.alloca … {enzyme.type = ["{[-1]:Pointer, [-1,8]:Float@float} at f.c:3"]}        -->  f32 at byte 8 of the variable
    llvm.mlir.global @g … {enzyme.type = "{[-1]:Float@double}"}                              -->  f64 all over the global

A hint on an op is about its first result. Other than what ops show, a hint is never outweighed: what contradicts it is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from xdsl.dialects import func, llvm
from xdsl.dialects.builtin import ArrayAttr, StringAttr
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.analyses.layout import POINTER_SIZE
from xdsl_enzyme.analyses.memory_objects import Offset
from xdsl_enzyme.analyses.types.carriers import is_carrier
from xdsl_enzyme.analyses.types.facts import Fact, Rank, describe_type
from xdsl_enzyme.analyses.types.storage import Place, Unions
from xdsl_enzyme.analyses.types.type_trees import ALL, Entry, parse_type_tree
from xdsl_enzyme.analyses.value_flow import terminator, walk_regions
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.errors import DifferentiationError, describe_location

HINT = "enzyme.type"
"""The attribute, of ops, of arguments and results of functions, and of globals."""


DEBUG_TYPE = "enzyme.debug_type"
"""The attribute with what debug information says, which is outweighed by all else."""


@dataclass(frozen=True)
class Hint:
    """What is said of a value, or of the bytes of a global, by name."""

    about: SSAValue | str
    entries: tuple[Entry, ...]
    source: str
    """Who says so, for people."""
    rank: Rank = Rank.HINTED


def has_hint(op: Operation) -> bool:
    """Whether an op, or an argument or result of a function, has a hint."""
    if HINT in op.attributes:
        return True
    return isinstance(op, func.FuncOp) and any(
        HINT in one.data for known in (op.arg_attrs, op.res_attrs) for one in known or ()
    )


def hints_in(functions: Iterable[func.FuncOp]) -> Iterator[Hint]:
    """All hints about values and globals of these functions."""
    globals_seen: set[str] = set()
    for function in functions:
        block = function.body.block
        yield from _of_signature(function, block.args, terminator(block).operands)
        for op in walk_regions(function):
            if op is not function and op.results:
                yield from _hints(op.attributes, op.results[0], op)
            if isinstance(op, func.CallOp):
                callee = lookup(op, op.callee)
                if isinstance(callee, func.FuncOp) and not callee.body.blocks:
                    yield from _of_signature(callee, op.arguments, op.results)
            elif isinstance(op, llvm.AddressOfOp):
                name = op.global_name.root_reference.data
                definition = lookup(op, name) if name not in globals_seen else None
                globals_seen.add(name)
                if isinstance(definition, llvm.GlobalOp):
                    yield from _hints(definition.attributes, name, definition)


def _of_signature(
    function: func.FuncOp, arguments: Iterable[SSAValue], results: Iterable[SSAValue]
) -> Iterator[Hint]:
    for attributes, values in ((function.arg_attrs, arguments), (function.res_attrs, results)):
        for known, value in zip(attributes or (), values, strict=False):
            yield from _hints(known.data, value, function)


def _hints(
    attributes: Mapping[str, Attribute], about: SSAValue | str, where: Operation
) -> Iterator[Hint]:
    for text in hint_texts(attributes.get(HINT)):
        tree, _, origin = text.partition(" at ")
        source = f"the enzyme_type hint at {origin or describe_location(where)}"
        yield Hint(about, parse_type_tree(tree.strip()), source)
    for text in hint_texts(attributes.get(DEBUG_TYPE)):
        hint = Hint(about, _parsed(text), "the debug information", Rank.DEBUG)
        if isinstance(about, str) or _fits(about.type):
            yield hint


@cache
def _parsed(text: str) -> tuple[Entry, ...]:
    return parse_type_tree(text)


def _fits(type: Attribute) -> bool:
    """Whether what debug information says of a variable can be about a value of this type."""
    return is_carrier(type) or isinstance(type, llvm.LLVMPointerType)


def hint_texts(attribute: Attribute | None) -> list[str]:
    """The hints of an attribute: one, or several."""
    if attribute is None:
        return []
    parts: Iterable[Attribute] = (attribute,)
    if isinstance(attribute, ArrayAttr):
        parts = cast("ArrayAttr[Attribute]", attribute)
    return [one.data for one in parts if isinstance(one, StringAttr)]


def with_hint(known: Attribute | None, text: str) -> Attribute:
    """The attribute with one more hint."""
    texts = dict.fromkeys([*hint_texts(known), text])
    return ArrayAttr[Attribute](map(StringAttr, texts))


def hinted_places(hint: Hint, place: Place, unions: Unions) -> Iterator[tuple[Place, Entry]]:
    """Where each entry of a hint is. Pointers on the way get something that they point to."""
    for entry in hint.entries:
        path = entry.path if isinstance(hint.about, str) else _path_in_memory(hint, entry)
        if not path:
            continue
        here = place
        for offset in path[:-1]:
            here = unions.slot(here.moved(_offset(offset, POINTER_SIZE)))
        at = path[-1]
        last = Offset.of(at, entry.period, at) if entry.period else _offset(at, entry.size)
        yield here.moved(last), entry


def _path_in_memory(hint: Hint, entry: Entry) -> Sequence[int]:
    """The path from the place of a value on: what a pointer points to, or its bytes. Nothing if it is about the value as such."""
    assert not isinstance(hint.about, str)
    type: Attribute = hint.about.type
    if is_carrier(type):
        return entry.path
    if isinstance(type, llvm.LLVMPointerType) and len(entry.path) > 1:
        return entry.path[1:]
    if entry.type != type and hint.rank is not Rank.DEBUG:
        owner = hint.about.owner
        raise DifferentiationError(
            f"{hint.source} contradicts the program",
            where=owner if isinstance(owner, Operation) else owner.parent_op(),
            why=f"it says {entry.describe()}, but the value is {describe_type(type)}",
            hint="what is said of a pointer begins with [-1]:Pointer, and of what it points to with [-1,…]",
        )
    return ()


def _offset(offset: int, stride: int) -> Offset:
    """All that are meant are from where a pointer points on: what is before that is not told."""
    return Offset.of(0, stride, 0) if offset == ALL else Offset(offset)


def contradiction(fact: Fact, where: Offset, hint: Fact, at: Offset) -> DifferentiationError | None:
    """The error if a fact is certainly about bytes of which a hint says something else."""
    if fact.type == hint.type and fact.rank == hint.rank and where == at:
        return None
    if not _disagree(fact, where, hint, at):
        return None
    return DifferentiationError(
        f"{hint.reason} contradicts the program",
        where=fact.reason,
        why=f"{hint.explain()}, but {fact.explain()}",
        hint="correct the hint, or remove it",
    )


def _disagree(fact: Fact, where: Offset, hint: Fact, at: Offset) -> bool:
    distance = where.residue - at.residue
    if at.modulus:
        if where.modulus % at.modulus:
            return fact.type != hint.type and at.modulus <= hint.size
        distance %= at.modulus
        overlaps = distance < hint.size or distance - at.modulus > -fact.size
    else:
        overlaps = where.modulus == 0 and -fact.size < distance < hint.size
    return overlaps and not (distance == 0 and fact.type == hint.type)
