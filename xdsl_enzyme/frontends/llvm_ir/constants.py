"""Constants and constant expressions, as ops.

Simple constants become one op at the top of the function; aggregates and expressions are spelt out where they are
used::

    store ptr getelementptr (i8, ptr @table, i64 8), ptr %p
    -->  %0 = llvm.mlir.addressof @table                          (top of the function)
         %1 = llvm.getelementptr %0[8] : (!llvm.ptr) -> !llvm.ptr, i8
         llvm.store %1, %p
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from xdsl.dialects import arith, func, llvm
from xdsl.dialects.builtin import (
    AnyFloat,
    BytesAttr,
    DenseArrayBase,
    DenseIntOrFPElementsAttr,
    FloatAttr,
    IntegerAttr,
    IntegerType,
    RankedStructure,
    SymbolRefAttr,
    TensorType,
    VectorType,
    i8,
    i64,
)
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.utils.hints import isa

from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.errors import ReadError
from xdsl_enzyme.frontends.llvm_ir.address_arithmetic import read_getelementptr
from xdsl_enzyme.frontends.llvm_ir.aliases import Alias
from xdsl_enzyme.frontends.llvm_ir.function_state import FunctionState
from xdsl_enzyme.frontends.llvm_ir.lanes import insert_element, lane_count
from xdsl_enzyme.frontends.llvm_ir.numbers import (
    WIDE_FLOATS,
    Bits,
    is_literal,
    parse_float,
    parse_integer,
)
from xdsl_enzyme.frontends.llvm_ir.tokens import Cursor, decode_string, tokenize, unquote
from xdsl_enzyme.frontends.llvm_ir.types import FLOAT_TYPES, POINTER, is_integer, is_vector

Number = int | float | Bits


def read_constant(state: FunctionState, cursor: Cursor, type: Attribute) -> SSAValue:
    """Reads a constant of a known type."""
    token = cursor.next()
    if (read_word := _WORDS.get(token)) is not None:
        return read_word(state, cursor, token, type)
    if token[:1] == "@":
        return _remember(state, token, type, address_of(state, unquote(token)))
    if token[:1] in ("<", "[", "{"):
        return _read_elements(state, cursor, token, type)
    if token[:2] == 'c"':
        characters = decode_string(token)
        return build_aggregate(
            state, type, [_insert_number(state, character, i8) for character in characters]
        )
    number = read_number(cursor, token, type)
    return _remember(state, token, type, _insert_number(state, number, type))


def read_number(cursor: Cursor, token: str, type: Attribute) -> Number:
    """The number that `token` stands for, of an integer or float type."""
    try:
        if is_integer(type):
            return parse_integer(token)
        if isinstance(type, FLOAT_TYPES):
            return parse_float(token, type)
    except ValueError:
        pass
    raise cursor.error(f"'{token}' is not a constant of type '{type}'")


def number_attribute(value: int | float, type: Attribute) -> IntegerAttr | FloatAttr:
    """The attribute for a number of an integer or float type."""
    if is_integer(type):
        return IntegerAttr(int(value), type, truncate_bits=True)
    assert isa(type, AnyFloat)
    return FloatAttr(value, type)


def integer_constant(state: FunctionState, value: int, type: IntegerType) -> SSAValue:
    """An integer constant at the top of the function."""
    token = str(value)
    known = state.constants.get((token, type))
    if known is not None:
        return known
    return _remember(state, token, type, _insert_number(state, value, type))


def _remember(state: FunctionState, token: str, type: Attribute, value: SSAValue) -> SSAValue:
    state.constants[token, type] = value
    return value


def _insert_number(state: FunctionState, value: Number, type: Attribute) -> SSAValue:
    if isinstance(value, Bits):
        bits = integer_constant(state, value.value, WIDE_FLOATS[type.__class__])
        return state.insert_constant(arith.BitcastOp.create(operands=[bits], result_types=[type]))
    return state.insert_constant(
        arith.ConstantOp.create(
            result_types=[type], properties={"value": number_attribute(value, type)}
        )
    )


def address_of(state: FunctionState, name: str) -> SSAValue:
    """The address of a function or global."""
    name = state.module.resolve_alias(name)
    if (alias := state.module.alias(name)) is not None:
        return _address_of_alias(state, alias)
    state.module.referenced.add(name)
    return state.insert_constant(
        llvm.AddressOfOp.create(
            properties={"global_name": SymbolRefAttr(name)}, result_types=[POINTER]
        )
    )


def _address_of_alias(state: FunctionState, alias: Alias) -> SSAValue:
    """What an expression gives, or a resolver says."""
    if not alias.is_resolver:
        return state.value(Cursor(tokenize(alias.expression), alias.expression), POINTER)
    if not state.function:
        raise ReadError(
            "cannot read LLVM IR",
            where=alias.definition,
            why="the address of a function that is chosen when the program is loaded is in a global variable",
        )
    state.module.referenced.add(alias.target)
    return state.insert(
        func.CallOp.create(
            result_types=[POINTER], properties={"callee": SymbolRefAttr(alias.target)}
        )
    )


def _read_zero(state: FunctionState, cursor: Cursor, token: str, type: Attribute) -> SSAValue:
    if not is_vector(type):
        value = state.insert_constant(llvm.ZeroOp.create(result_types=[type]))
    elif is_dense(type.element_type):
        value = _insert_dense(state, type, [0] * type.get_shape()[0])
    else:
        number = 0 if is_integer(type.element_type) else Bits(0)
        zero = _insert_number(state, number, type.element_type)
        return _build_vector(state, type, [zero] * type.get_shape()[0])
    return _remember(state, token, type, value)


def _read_undef(state: FunctionState, cursor: Cursor, token: str, type: Attribute) -> SSAValue:
    op = llvm.UndefOp.create(result_types=[type])
    return _remember(state, token, type, state.insert_constant(op))


def _read_poison(state: FunctionState, cursor: Cursor, token: str, type: Attribute) -> SSAValue:
    return state.poison(type)


def _read_splat(state: FunctionState, cursor: Cursor, token: str, type: Attribute) -> SSAValue:
    length = lane_count(type)
    cursor.expect("(")
    start = cursor.position
    if is_vector(type):
        numbers = _read_numbers(state, cursor, ")")
        if numbers is not None:
            return _insert_dense(state, type, numbers * length)
        cursor.position = start
    element = state.typed_value(cursor)
    cursor.expect(")")
    return _build_vector(state, type, [element] * length)


def _read_elements(state: FunctionState, cursor: Cursor, token: str, type: Attribute) -> SSAValue:
    """``<T a, ...>``, ``[T a, ...]``, ``{T a, ...}`` or ``<{T a, ...}>``."""
    start = cursor.position
    if is_vector(type):
        numbers = _read_numbers(state, cursor, ">")
        if numbers is not None:
            return _insert_dense(state, type, numbers)
        cursor.position = start
    packed = token == "<" and cursor.accept("{")
    closing = {"<": "}" if packed else ">", "[": "]", "{": "}"}[token]
    elements: list[SSAValue] = []
    while not cursor.accept(closing):
        if elements:
            cursor.expect(",")
        elements.append(state.typed_value(cursor))
    if packed:
        cursor.expect(">")
    if len(elements) != _element_count(type):
        raise cursor.error(f"there are {len(elements)} elements for a constant of type '{type}'")
    if token == "<" and not packed:
        return _build_vector(state, type, elements)
    return build_aggregate(state, type, elements)


def _element_count(type: Attribute) -> int:
    """How many elements a struct, an array or a vector has."""
    return len(type.types.data) if isinstance(type, llvm.LLVMStructType) else lane_count(type)


def _read_numbers(state: FunctionState, cursor: Cursor, closing: str) -> list[int | float] | None:
    """The elements of a vector if all of them are numbers that a dense attribute can hold.

    An undefined element may have any value; zero serves.
    """
    numbers: list[int | float] = []
    while not cursor.accept(closing):
        if numbers:
            cursor.expect(",")
        type, token = state.types.read(cursor), cursor.next()
        if not is_dense(type):
            return None
        if token in ("undef", "poison"):
            number = 0
        elif is_literal(token):
            number = read_number(cursor, token, type)
        else:
            return None
        if isinstance(number, Bits):
            return None
        numbers.append(number)
    return numbers


def is_dense(type: Attribute) -> bool:
    """Whether a dense attribute can hold numbers of the type."""
    if is_integer(type):
        return type.width.data <= 64
    return isinstance(type, FLOAT_TYPES) and type.__class__ not in WIDE_FLOATS


def dense_attribute(
    type: VectorType[Attribute] | TensorType[Attribute], numbers: list[int | float]
) -> DenseIntOrFPElementsAttr:
    """The numbers of a vector or array."""
    element_type = type.element_type
    if is_integer(element_type):
        integers = [element_type.get_normalized_value(int(number)) for number in numbers]
        return DenseIntOrFPElementsAttr(
            cast(RankedStructure[IntegerType], type), BytesAttr(element_type.pack(integers))
        )
    assert isa(element_type, AnyFloat)
    return DenseIntOrFPElementsAttr(
        cast(RankedStructure[AnyFloat], type), BytesAttr(element_type.pack(numbers))
    )


def _insert_dense(
    state: FunctionState, type: VectorType[Attribute], numbers: list[int | float]
) -> SSAValue:
    value = dense_attribute(type, numbers)
    return state.insert_constant(
        arith.ConstantOp.create(result_types=[type], properties={"value": value})
    )


def build_aggregate(state: FunctionState, type: Attribute, elements: list[SSAValue]) -> SSAValue:
    """An aggregate of its members."""
    aggregate = state.insert(llvm.UndefOp.create(result_types=[type]))
    for index, element in enumerate(elements):
        aggregate = state.insert(
            llvm.InsertValueOp.create(
                operands=[aggregate, element],
                result_types=[type],
                properties={"position": DenseArrayBase.from_list(i64, [index])},
            )
        )
    return aggregate


def _build_vector(state: FunctionState, type: Attribute, elements: list[SSAValue]) -> SSAValue:
    result = state.poison(type)
    for index, element in enumerate(elements):
        result = insert_element(state, result, element, index)
    return result


# Constant expressions.

_CASTS: dict[str, type[Operation]] = {
    "addrspacecast": llvm_extra.AddressSpaceCastOp,
    "bitcast": llvm.BitcastOp,
    "inttoptr": llvm.IntToPtrOp,
    "ptrtoaddr": llvm.PtrToIntOp,
    "ptrtoint": llvm.PtrToIntOp,
    "trunc": arith.TruncIOp,
}

_BINARY: dict[str, type[Operation]] = {
    "add": arith.AddiOp,
    "sub": arith.SubiOp,
    "mul": arith.MuliOp,
    "xor": arith.XOrIOp,
}


def _read_cast(state: FunctionState, cursor: Cursor, token: str, type: Attribute) -> SSAValue:
    cursor.expect("(")
    operand = state.typed_value(cursor)
    cursor.expect("to")
    state.types.read(cursor)
    cursor.expect(")")
    if operand.type == type:
        return operand
    return state.insert(_CASTS[token].create(operands=[operand], result_types=[type]))


def _read_binary(state: FunctionState, cursor: Cursor, token: str, type: Attribute) -> SSAValue:
    while cursor.peek() in ("nuw", "nsw"):
        cursor.next()
    cursor.expect("(")
    lhs = state.typed_value(cursor)
    cursor.expect(",")
    rhs = state.typed_value(cursor)
    cursor.expect(")")
    properties: dict[str, Attribute] = {}
    if token != "xor":
        properties["overflowFlags"] = arith.IntegerOverflowAttr("none")
    return state.insert(
        _BINARY[token].create(operands=[lhs, rhs], result_types=[type], properties=properties)
    )


def _read_address(state: FunctionState, cursor: Cursor, token: str, type: Attribute) -> SSAValue:
    return read_getelementptr(state, cursor, parenthesised=True)


def _read_same_symbol(
    state: FunctionState, cursor: Cursor, token: str, type: Attribute
) -> SSAValue:
    return state.value(cursor, type)


def _read_block_address(
    state: FunctionState, cursor: Cursor, token: str, type: Attribute
) -> SSAValue:
    """A number in place of the address, which is good for nothing but `indirectbr`."""
    cursor.expect("(")
    function = unquote(cursor.next())
    cursor.expect(",")
    number = state.module.block_number(function, cursor.next())
    cursor.expect(")")
    value = integer_constant(state, number, i64)
    return state.insert(llvm.IntToPtrOp.create(operands=[value], result_types=[type]))


def _refuse(state: FunctionState, cursor: Cursor, token: str, type: Attribute) -> SSAValue:
    raise state.error(cursor, f"'{token}' is not supported")


_WORDS: dict[str, Callable[[FunctionState, Cursor, str, Attribute], SSAValue]] = {
    "null": _read_zero,
    "zeroinitializer": _read_zero,
    "undef": _read_undef,
    "poison": _read_poison,
    "splat": _read_splat,
    "getelementptr": _read_address,
    "blockaddress": _read_block_address,
    "dso_local_equivalent": _read_same_symbol,
    "no_cfi": _read_same_symbol,
    **dict.fromkeys(_CASTS, _read_cast),
    **dict.fromkeys(_BINARY, _read_binary),
    **dict.fromkeys(
        [
            "asm",
            "none",
            "ptrauth",
            "extractelement",
            "insertelement",
            "shufflevector",
        ],
        _refuse,
    ),
}
