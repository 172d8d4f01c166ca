"""Debug records, which say which variables are where -> attributes of values, for type analysis.

``#dbg_value(ptr %p, !27, !DIExpression(), !28)``  -->  ``%p = llvm.load … {enzyme.debug_type = "{[-1]:Pointer, [-1,0%8]:Float@double}"}``

An argument of the function gets it among its own attributes, as from the type of the function. Records of which the expression is not empty say
nothing, but for those about a part of a variable.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from xdsl.dialects.builtin import IntegerType
from xdsl.dialects.llvm import LLVMPointerType
from xdsl.ir import Attribute, Block, BlockArgument, Operation, SSAValue
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.analyses.types.carriers import is_constant
from xdsl_enzyme.analyses.types.hints import DEBUG_TYPE, with_hint
from xdsl_enzyme.frontends.llvm_ir.debug_types import DebugTypes
from xdsl_enzyme.frontends.llvm_ir.function_state import FunctionState

RECORD_PREFIX = "#dbg_"
"""What a debug record begins with, as a line."""

_RECORD = re.compile(
    r"#dbg_(?P<kind>value|declare)\((?:ptr|i\d+) (?P<value>%[^,]+), (?P<variable>!\d+), "
    r"!DIExpression\((?P<expression>[^)]*)\)"
)
_FRAGMENT = re.compile(r"DW_OP_LLVM_fragment, (\d+), (\d+)")


def attach_debug_types(
    state: FunctionState, entry: Block, records: Iterable[str], subprogram: str | None
) -> dict[int, Attribute]:
    """Give values what the records of a function say of them; returns what is said of its arguments, by index."""
    arguments: dict[int, Attribute] = {}
    types = state.module.debug_types
    said = [
        *_of_parameters(types, entry, subprogram),
        *_of_records(types, state, records),
    ]
    for value, tree in said:
        if isinstance(value, BlockArgument):
            if value.block is entry:
                arguments[value.index] = with_hint(arguments.get(value.index), tree)
        elif isinstance(owner := value.owner, Operation) and not is_constant(value):
            owner.attributes[DEBUG_TYPE] = with_hint(owner.attributes.get(DEBUG_TYPE), tree)
    return arguments


def _of_parameters(
    types: DebugTypes, entry: Block, subprogram: str | None
) -> Iterator[tuple[SSAValue, str]]:
    """What the type of a function says, if arguments are passed as they are in the source."""
    parameters = types.parameter_types(subprogram) if subprogram is not None else []
    if len(parameters) != len(entry.args):
        return
    for argument, type in zip(entry.args, parameters, strict=True):
        if isinstance(argument.type, LLVMPointerType) and (tree := types.of_pointer(type)):
            yield argument, tree


def _of_records(
    types: DebugTypes, state: FunctionState, records: Iterable[str]
) -> Iterator[tuple[SSAValue, str]]:
    for record in records:
        match = _RECORD.search(record)
        value = state.values.get(match["value"]) if match is not None else None
        type = types.variable_type(match["variable"]) if match is not None else None
        if match is None or value is None or type is None:
            continue
        tree = None
        if match["kind"] == "declare":
            tree = types.of_variable(type) if not match["expression"] else None
        elif isinstance(value.type, LLVMPointerType):
            tree = types.of_pointer(type) if not match["expression"] else None
        elif isa(value.type, IntegerType):
            tree = _of_bits(types, type, match["expression"], size_of(value.type))
        if tree is not None:
            yield value, tree


def _of_bits(types: DebugTypes, type: str, expression: str, size: int) -> str | None:
    """What an integer is that holds (a part of) a variable."""
    if not expression:
        return types.of_bytes(type, 0, size)
    fragment = _FRAGMENT.fullmatch(expression)
    if fragment is None or int(fragment[1]) % 8:
        return None
    return types.of_bytes(type, int(fragment[1]) // 8, size)
