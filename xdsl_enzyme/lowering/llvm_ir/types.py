"""Types: from MLIR's to the text of LLVM's.

::

    f64, index, vector<4xf32>   ->  double, i64, <4 x float>
    !llvm.array<3 x !llvm.ptr>  ->  [3 x ptr]
    !llvm.struct<"s", (i32)>    ->  { i32 }

The names of structs are dropped: with opaque pointers they mean nothing, and LLVM renames them when several modules
share one context. Vectors of any rank become flat LLVM vectors in row-major order, so that elementwise operations need no
unrolling. A memref is several LLVM values and has no type of its own: see `descriptors`.
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import Any, cast

from xdsl.dialects import builtin, llvm
from xdsl.dialects.builtin import DenseArrayBase, IntAttr, IntegerType, MemRefType, VectorType
from xdsl.ir import Attribute

from xdsl_enzyme.dialects.packed_structs import is_packed
from xdsl_enzyme.errors import LoweringError

FLOAT_TYPES: dict[type[Attribute], str] = {
    builtin.Float16Type: "half",
    builtin.BFloat16Type: "bfloat",
    builtin.Float32Type: "float",
    builtin.Float64Type: "double",
    builtin.Float80Type: "x86_fp80",
    builtin.Float128Type: "fp128",
}

AnyInteger = IntegerType[int, builtin.Signedness]
AnyVector = VectorType[Attribute]
AnyMemRef = MemRefType[Attribute]


def is_integer(attribute: Attribute) -> bool:
    """Whether this is the type of integer scalars."""
    return isinstance(attribute, IntegerType | builtin.IndexType)


def is_vector(attribute: Attribute) -> bool:
    return isinstance(attribute, VectorType)


def is_memref(attribute: Attribute) -> bool:
    """Whether values of this type are several LLVM values."""
    return isinstance(attribute, MemRefType)


def integers(attribute: Attribute) -> tuple[int, ...]:
    """The numbers of an integer array such as `array<i64: 1, 2>`."""
    return cast(DenseArrayBase[AnyInteger], attribute).get_values()


def element_type(attribute: Attribute) -> Attribute:
    """The type of a vector's elements; any other type is its own element."""
    return cast(AnyVector, attribute).element_type if is_vector(attribute) else attribute


def lane_count(vector: Attribute) -> int:
    """How many elements a vector has, over all of its dimensions."""
    return prod(cast(AnyVector, vector).get_shape())


class TypeTexts(dict[Attribute, str]):
    """LLVM's text of each type, made on demand."""

    def __missing__(self, attribute: Attribute) -> str:
        printer = _PRINTERS.get(type(attribute))
        if printer is None:
            raise LoweringError(
                f"the type {attribute} has no counterpart in LLVM IR",
                hint="lower it before writing LLVM IR",
            )
        text = self[attribute] = printer(self, attribute)
        return text

    def result(self, types: tuple[Attribute, ...]) -> str:
        """The return type of a function with these results: `void`, the type, or a struct of them."""
        if not types:
            return "void"
        if len(types) == 1:
            return self[types[0]]
        return "{ " + ", ".join(self[each] for each in types) + " }"


def _integer(texts: TypeTexts, attribute: IntegerType) -> str:
    if attribute.signedness.data != builtin.Signedness.SIGNLESS:
        raise LoweringError(
            f"the type {attribute} has a sign", hint="use signless integers, as arith does"
        )
    return f"i{attribute.width.data}"


def _vector(texts: TypeTexts, attribute: AnyVector) -> str:
    if any(attribute.get_scalable_dims()):
        raise LoweringError(f"the vector type {attribute} is scalable", hint="use a fixed length")
    return f"<{lane_count(attribute)} x {texts[attribute.element_type]}>"


def _pointer(texts: TypeTexts, attribute: llvm.LLVMPointerType) -> str:
    space = attribute.addr_space
    if isinstance(space, IntAttr) and space.data != 0:
        return f"ptr addrspace({space.data})"
    return "ptr"


def _array(texts: TypeTexts, attribute: llvm.LLVMArrayType) -> str:
    return f"[{attribute.size.data} x {texts[attribute.type]}]"


def _struct(texts: TypeTexts, attribute: llvm.LLVMStructType) -> str:
    fields = ", ".join(texts[field] for field in attribute.types.data)
    text = f"{{ {fields} }}" if fields else "{}"
    return f"<{text}>" if is_packed(attribute) else text


def _complex(texts: TypeTexts, attribute: builtin.ComplexType[Any]) -> str:
    element = texts[attribute.element_type]
    return f"{{ {element}, {element} }}"


def _memref(texts: TypeTexts, attribute: AnyMemRef) -> str:
    """The descriptor of MLIR's C runtime, which is how memrefs are returned from functions."""
    rank = attribute.get_num_dims()
    if rank == 0:
        return "{ ptr, ptr, i64 }"
    return f"{{ ptr, ptr, i64, [{rank} x i64], [{rank} x i64] }}"


_PRINTERS: dict[type[Attribute], Callable[[TypeTexts, Any], str]] = {
    IntegerType: _integer,
    builtin.IndexType: lambda texts, attribute: "i64",
    VectorType: _vector,
    llvm.LLVMPointerType: _pointer,
    llvm.LLVMArrayType: _array,
    llvm.LLVMStructType: _struct,
    llvm.LLVMVoidType: lambda texts, attribute: "void",
    builtin.ComplexType: _complex,
    MemRefType: _memref,
}
for _float_type, _text in FLOAT_TYPES.items():
    _PRINTERS[_float_type] = lambda texts, attribute, text=_text: text


def integer_width(attribute: Attribute) -> int:
    """Bits of an integer type, or of a vector's integer elements."""
    element = element_type(attribute)
    if isinstance(element, builtin.IndexType):
        return 64
    if is_integer(element):
        return cast(AnyInteger, element).width.data
    raise LoweringError(f"an integer is needed, but the type is {attribute}")


def overload(attribute: Attribute) -> str:
    """How an intrinsic's name spells the type that it is used with: `f64`, `v4f32`, `p0`."""
    if isinstance(attribute, VectorType):
        vector = cast(AnyVector, attribute)
        return f"v{lane_count(vector)}{overload(vector.element_type)}"
    if type(attribute) in FLOAT_TYPES:
        return cast(builtin.Float64Type, attribute).name
    if isinstance(attribute, llvm.LLVMPointerType):
        space = attribute.addr_space
        return f"p{space.data if isinstance(space, IntAttr) else 0}"
    return f"i{integer_width(attribute)}"


def size_of(attribute: Attribute, texts: TypeTexts) -> str:
    """The distance in bytes between two values of this type in an array, as an LLVM constant.

    LLVM's data layout is the judge; only the sizes on which all 64-bit targets agree are computed here.
    """
    if isinstance(attribute, builtin.IndexType | builtin.Float64Type):
        return "8"
    if isinstance(attribute, builtin.Float32Type):
        return "4"
    if is_integer(attribute) and (width := integer_width(attribute)) in (8, 16, 32, 64):
        return str(width // 8)
    return f"ptrtoint (ptr getelementptr ({texts[attribute]}, ptr null, i32 1) to i64)"
