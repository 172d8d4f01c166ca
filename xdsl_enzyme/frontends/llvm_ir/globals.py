"""Global variables.

``@table = internal constant [2 x double] [double 1.0, double 2.0], align 16``
--> ``llvm.mlir.global internal constant @table(dense<[1.0, 2.0]> : tensor<2xf64>) {alignment = 16} : !llvm.array<2 x f64>``

An initialiser with addresses in it becomes a body region.
"""

from __future__ import annotations

import re
from math import prod

from xdsl.dialects import llvm
from xdsl.dialects.builtin import (
    ArrayAttr,
    BytesAttr,
    IntegerAttr,
    StringAttr,
    TensorType,
    UnitAttr,
    i32,
    i64,
)
from xdsl.ir import Attribute, Block, Region

from xdsl_enzyme.analyses.types.hints import DEBUG_TYPE, with_hint
from xdsl_enzyme.frontends.llvm_ir.constants import (
    dense_attribute,
    is_dense,
    number_attribute,
    read_constant,
    read_number,
)
from xdsl_enzyme.frontends.llvm_ir.function_state import FunctionState
from xdsl_enzyme.frontends.llvm_ir.functions import IGNORED_PREFIXES, LINKAGES
from xdsl_enzyme.frontends.llvm_ir.module_state import ModuleState
from xdsl_enzyme.frontends.llvm_ir.numbers import Bits, is_literal
from xdsl_enzyme.frontends.llvm_ir.tokens import (
    END,
    Cursor,
    decode_string,
    detach_metadata,
    tokenize,
    unquote,
)
from xdsl_enzyme.frontends.llvm_ir.types import TypeReader, is_number, is_vector

_UNIT = UnitAttr()

_UNNAMED_ADDRESS = {"local_unnamed_addr": 1, "unnamed_addr": 2}


_DEBUG_TYPE = re.compile(r", !dbg (!\d+)")


def name_of_global(line: str) -> str:
    """The symbol that the line of a global defines."""
    return unquote(tokenize(line[: line.index(" = ")])[0])


def read_global(module: ModuleState, line: str) -> llvm.GlobalOp:
    """Reads ``@name = [...] global T [initialiser], ...``."""
    tokens = tokenize(line)
    detach_metadata(tokens)
    cursor = Cursor(tokens, line)
    name = unquote(cursor.next())
    properties: dict[str, Attribute] = {
        "sym_name": StringAttr(name),
        "linkage": llvm.LinkageAttr("external"),
        "addr_space": IntegerAttr(0, i32),
    }
    cursor.expect("=")
    declared = _read_prefixes(cursor, properties)
    if cursor.next() == "constant":
        properties["constant"] = _UNIT
    type = properties["global_type"] = module.types.read(cursor)
    body: list[Block] = []
    if not declared:
        start = cursor.position
        value = _read_value(module.types, cursor, type)
        if value is None:
            cursor.position = start
            body = [_read_body(module, cursor, type)]
        else:
            properties["value"] = value
    _read_clauses(cursor, properties)
    variable = llvm.GlobalOp.create(properties=properties, regions=[Region(body)])
    for expression in _DEBUG_TYPE.findall(line):
        for tree in module.debug_types.of_global(expression):
            variable.attributes[DEBUG_TYPE] = with_hint(variable.attributes.get(DEBUG_TYPE), tree)
    return variable


def _read_prefixes(cursor: Cursor, properties: dict[str, Attribute]) -> bool:
    """What stands before the word `global` or `constant`; returns whether there is no initialiser."""
    declared = False
    while (token := cursor.peek()) not in ("global", "constant"):
        cursor.next()
        if token in LINKAGES:
            properties["linkage"] = llvm.LinkageAttr(token)
            declared = token in ("external", "extern_weak")
        elif token == "dso_local":
            properties["dso_local"] = _UNIT
        elif token == "thread_local":
            properties["thread_local_"] = _UNIT
            if cursor.peek() == "(":
                cursor.parenthesised_text()
        elif token in _UNNAMED_ADDRESS:
            properties["unnamed_addr"] = IntegerAttr(_UNNAMED_ADDRESS[token], i64)
        elif token == "addrspace":
            properties["addr_space"] = IntegerAttr(int(cursor.parenthesised_text()), i32)
        elif token not in IGNORED_PREFIXES:
            raise cursor.error(f"'{token}' before a global is not supported")
    return declared


def _read_clauses(cursor: Cursor, properties: dict[str, Attribute]) -> None:
    while cursor.accept(","):
        match cursor.next():
            case "align":
                properties["alignment"] = IntegerAttr(cursor.integer(), i64)
            case "section":
                properties["section"] = StringAttr(decode_string(cursor.next()).decode())
            case "comdat":
                if cursor.peek() == "(":
                    cursor.parenthesised_text()
            case "partition" | "code_model":
                cursor.next()
            case token:
                raise cursor.error(f"'{token}' behind a global is not supported")
    if cursor.peek() is not END:
        raise cursor.error(f"'{cursor.peek()}' behind a global is not supported")


def _read_body(module: ModuleState, cursor: Cursor, type: Attribute) -> Block:
    """The initialiser as ops."""
    state = FunctionState(module, read_constant)
    value = state.value(cursor, type)
    state.append(llvm.ReturnOp.create(operands=[value]))
    return Block([*state.constant_ops, *state.ops])


def _read_value(types: TypeReader, cursor: Cursor, type: Attribute) -> Attribute | None:
    """The initialiser as an attribute, or none if there are addresses in it."""
    token = cursor.peek()
    # Any value may stand for an undefined one.
    if token in ("zeroinitializer", "null", "undef", "poison"):
        cursor.next()
        return _UNIT
    if token[:2] == 'c"':
        return _string_attribute(decode_string(cursor.next()))
    shape, element_type = _shape(type)
    if shape and is_dense(element_type):
        return _read_dense(types, cursor, type)
    if token == "<" and cursor.tokens[cursor.position + 1] != "{":
        return None  # a vector of pointers
    if isinstance(type, llvm.LLVMStructType | llvm.LLVMArrayType):
        return _read_elements(types, cursor)
    if is_number(type) and is_literal(token):
        number = read_number(cursor, cursor.next(), type)
        return None if isinstance(number, Bits) else number_attribute(number, type)
    return None


def _string_attribute(text: bytes) -> StringAttr | BytesAttr:
    """A string where it survives printing, else the bytes."""
    return StringAttr(text.decode()) if text.isascii() else BytesAttr(text)


def _shape(type: Attribute) -> tuple[list[int], Attribute]:
    """The extents of nested arrays (or of a vector), and the type inside."""
    shape: list[int] = []
    while isinstance(type, llvm.LLVMArrayType):
        shape.append(type.size.data)
        type = type.type
    if is_vector(type) and not shape:
        return list(type.get_shape()), type.element_type
    return shape, type


def _read_dense(types: TypeReader, cursor: Cursor, type: Attribute) -> Attribute | None:
    numbers: list[int | float] = []
    if not _read_numbers(types, cursor, type, numbers):
        return None
    if is_vector(type):
        return dense_attribute(type, numbers)
    shape, element_type = _shape(type)
    return dense_attribute(TensorType(element_type, shape), numbers)


def _read_numbers(
    types: TypeReader, cursor: Cursor, type: Attribute, numbers: list[int | float]
) -> bool:
    """Appends the numbers of nested arrays; false if some element is no number."""
    token = cursor.next()
    if token in ("zeroinitializer", "undef", "poison"):
        numbers.extend([0] * prod(_shape(type)[0]))
    elif token in ("[", "<"):
        while cursor.peek() not in ("]", ">"):
            if not _read_numbers(types, cursor, types.read(cursor), numbers):
                return False
            cursor.accept(",")
        cursor.next()
    elif token == "splat":
        count = prod(_shape(type)[0])
        cursor.expect("(")
        if not _read_numbers(types, cursor, types.read(cursor), numbers):
            return False
        cursor.expect(")")
        numbers.extend([numbers[-1]] * (count - 1))
    elif token[:2] == 'c"':
        numbers.extend(decode_string(token))
    elif not is_literal(token):
        return False
    else:
        number = read_number(cursor, token, type)
        assert not isinstance(number, Bits)
        numbers.append(number)
    return True


def _read_elements(types: TypeReader, cursor: Cursor) -> Attribute | None:
    """``{T a, U b}``, ``[T a, T b]`` or ``<{T a, U b}>``"""
    packed = cursor.accept("<")
    cursor.next()
    elements: list[Attribute] = []
    while cursor.peek() not in ("}", "]"):
        element = _read_value(types, cursor, types.read(cursor))
        if element is None:
            return None
        elements.append(element)
        cursor.accept(",")
    cursor.next()
    if packed:
        cursor.expect(">")
    return ArrayAttr(elements)
