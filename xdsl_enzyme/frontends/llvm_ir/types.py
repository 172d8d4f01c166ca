"""LLVM types -> xDSL types.

``{ double, [4 x i32], ptr }`` --> ``!llvm.struct<(f64, !llvm.array<4 x i32>, !llvm.ptr)>``
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from typing_extensions import TypeIs
from xdsl.dialects.builtin import (
    BFloat16Type,
    Float16Type,
    Float32Type,
    Float64Type,
    Float80Type,
    Float128Type,
    IntAttr,
    IntegerType,
    StringAttr,
    VectorType,
    f32,
    f64,
    i1,
    i8,
    i16,
    i32,
    i64,
)
from xdsl.dialects.llvm import (
    LLVMArrayType,
    LLVMPointerType,
    LLVMStructType,
    LLVMVoidType,
)
from xdsl.ir import Attribute

from xdsl_enzyme.errors import ReadError
from xdsl_enzyme.frontends.llvm_ir.tokens import Cursor, tokenize, unquote

POINTER = LLVMPointerType()
VOID = LLVMVoidType()

_BASIC_TYPES: dict[str, Attribute] = {
    "void": VOID,
    "ptr": POINTER,
    "i1": i1,
    "i8": i8,
    "i16": i16,
    "i32": i32,
    "i64": i64,
    "half": Float16Type(),
    "bfloat": BFloat16Type(),
    "float": f32,
    "double": f64,
    "x86_fp80": Float80Type(),
    "fp128": Float128Type(),
}

_UNSUPPORTED_TYPES = {
    "ppc_fp128": "its arithmetic has no counterpart in MLIR",
    "x86_amx": "matrix tiles are not supported",
    "token": "tokens tie instructions together that cannot be read",
    "metadata": "metadata operands are not supported",
    "target": "target-specific types are not supported",
}

_INTEGER = re.compile(r"i[0-9]+")


def is_integer(type: Attribute) -> TypeIs[IntegerType]:
    return isinstance(type, IntegerType)


def is_vector(type: Attribute) -> TypeIs[VectorType[Attribute]]:
    return isinstance(type, VectorType)


def is_number(type: Attribute) -> bool:
    """Whether `type` is that of a single integer or float."""
    return is_integer(type) or isinstance(type, FLOAT_TYPES)


FLOAT_TYPES = (Float16Type, BFloat16Type, Float32Type, Float64Type, Float80Type, Float128Type)


@dataclass
class TypeReader:
    """Reads types; remembers the named structs of a module."""

    definitions: dict[str, str] = field(default_factory=dict[str, str])
    """``%name`` to the text of its definition, from the module."""

    known: dict[str, Attribute] = field(default_factory=lambda: dict(_BASIC_TYPES))
    """Types that are one token, as far as they have been met."""

    def starts(self, token: str) -> bool:
        """Whether `token` can begin a type."""
        return (
            token in self.known
            or token[:1] in ("%", "[", "{", "<")
            or token in _UNSUPPORTED_TYPES
            or _INTEGER.fullmatch(token) is not None
        )

    def read(self, cursor: Cursor) -> Attribute:
        token = cursor.tokens[cursor.position]
        known = self.known.get(token)
        if known is None:
            return self._read_unknown(cursor)
        cursor.position += 1
        if known is POINTER and cursor.tokens[cursor.position] == "addrspace":
            cursor.position += 1
            return LLVMPointerType(IntAttr(int(cursor.parenthesised_text())))
        return known

    def read_any(self, cursor: Cursor) -> Attribute:
        """Reads a type, also one of those that only declarations of intrinsics have."""
        if cursor.peek() in _UNSUPPORTED_TYPES:
            cursor.next()
            return VOID
        return self.read(cursor)

    def _read_unknown(self, cursor: Cursor) -> Attribute:
        token = cursor.next()
        match token[:1]:
            case "%":
                self.known[token] = self._read_definition(token, cursor)
                return self.known[token]
            case "[":
                size = cursor.integer()
                cursor.expect("x")
                element = self.read(cursor)
                cursor.expect("]")
                return LLVMArrayType(IntAttr(size), element)
            case "{":
                return LLVMStructType.from_type_list(self._read_fields(cursor))
            case "<":
                return self._read_angled(cursor)
            case _:
                if _INTEGER.fullmatch(token):
                    self.known[token] = IntegerType(int(token[1:]))
                    return self.known[token]
                why = _UNSUPPORTED_TYPES.get(token, "this is not a type")
                raise cursor.error(f"type '{token}': {why}")

    def _read_fields(self, cursor: Cursor) -> list[Attribute]:
        fields: list[Attribute] = []
        if cursor.accept("}"):
            return fields
        while True:
            fields.append(self.read(cursor))
            if cursor.accept("}"):
                return fields
            cursor.expect(",")

    def _read_angled(self, cursor: Cursor) -> Attribute:
        if cursor.accept("{"):
            struct = LLVMStructType.from_type_list(self._read_fields(cursor))
            cursor.expect(">")
            return _require_same_layout_when_packed(struct, cursor)
        if cursor.accept("vscale"):
            raise cursor.error("vectors of scalable length are not supported")
        size = cursor.integer()
        cursor.expect("x")
        element = self.read(cursor)
        cursor.expect(">")
        if isinstance(element, LLVMPointerType):
            raise cursor.error("vectors of pointers are not supported")
        return VectorType(element, [size])

    def _read_definition(self, name: str, use: Cursor) -> Attribute:
        definition = self.definitions.get(name)
        if definition is None or definition == "opaque":
            raise use.error(f"the struct '{name}' has no definition")
        cursor = Cursor(tokenize(definition), f"{name} = type {definition}")
        body = self.read(cursor)
        if not isinstance(body, LLVMStructType):
            return body
        return LLVMStructType(StringAttr(unquote(name)), body.types)


def _require_same_layout_when_packed(struct: LLVMStructType, cursor: Cursor) -> LLVMStructType:
    """xDSL's structs are never packed; that is no loss where packing makes no difference."""
    try:
        offset, alignment = 0, 1
        for element in struct.types:
            element_size, element_alignment = size_and_alignment(element)
            alignment = max(alignment, element_alignment)
            if offset % element_alignment:
                break
            offset += element_size
        else:
            if offset % alignment == 0:
                return struct
    except ReadError as error:
        raise cursor.error(error.what) from None
    raise cursor.error("packed structs whose fields are not aligned are not supported")


def size_and_alignment(type: Attribute) -> tuple[int, int]:
    """Bytes and alignment of `type` in memory, in the layout that 64-bit targets share."""
    match type:
        case _ if is_integer(type):
            bits = type.width.data
            size = max(1, 1 << (bits - 1).bit_length() >> 3) if bits <= 128 else -(-bits // 8)
            return -(-size // min(size, 16)) * min(size, 16), min(size, 16)
        case Float80Type() | Float128Type():
            return 16, 16
        case Float16Type() | BFloat16Type():
            return 2, 2
        case Float32Type():
            return 4, 4
        case Float64Type() | LLVMPointerType():
            return 8, 8
        case LLVMArrayType():
            size, alignment = size_and_alignment(type.type)
            return size * type.size.data, alignment
        case LLVMStructType():
            offset, alignment = 0, 1
            for element in type.types:
                size, element_alignment = size_and_alignment(element)
                alignment = max(alignment, element_alignment)
                offset = -(-offset // element_alignment) * element_alignment + size
            return -(-offset // alignment) * alignment, alignment
        case _:
            raise ReadError(f"the layout of '{type}' inside a packed struct is not known")
