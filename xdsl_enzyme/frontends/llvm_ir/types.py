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

from xdsl_enzyme.dialects.packed_structs import is_packed, packed_struct
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


def vector_of(element: Attribute, size: int) -> Attribute:
    """The type of vectors. Those of pointers are arrays: xDSL's `vector` has numbers only, and in memory there is no difference."""
    if isinstance(element, LLVMPointerType):
        return LLVMArrayType(IntAttr(size), element)
    return VectorType(element, [size])


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
            struct = packed_struct(self._read_fields(cursor))
            cursor.expect(">")
            return struct
        if cursor.accept("vscale"):
            raise cursor.error("vectors of scalable length are not supported")
        size = cursor.integer()
        cursor.expect("x")
        element = self.read(cursor)
        cursor.expect(">")
        return vector_of(element, size)

    def _read_definition(self, name: str, use: Cursor) -> Attribute:
        definition = self.definitions.get(name)
        if definition is None or definition == "opaque":
            raise use.error(f"the struct '{name}' has no definition")
        cursor = Cursor(tokenize(definition), f"{name} = type {definition}")
        body = self.read(cursor)
        if not isinstance(body, LLVMStructType):
            return body
        if is_packed(body):
            return packed_struct(body.types.data, unquote(name))
        return LLVMStructType(StringAttr(unquote(name)), body.types)
