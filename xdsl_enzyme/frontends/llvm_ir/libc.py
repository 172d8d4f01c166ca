"""Functions of the C library that have an op.

Only true declarations count: a function of that name with a body, or with another type, is the program's own.
"""

from __future__ import annotations

from xdsl.dialects import arith, llvm, math
from xdsl.dialects.builtin import (
    Float32Type,
    Float64Type,
    Float80Type,
    Float128Type,
    IntegerType,
    i8,
)
from xdsl.dialects.llvm import LLVMPointerType
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.analyses.library_functions import library_name
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.frontends.llvm_ir.function_state import FunctionState
from xdsl_enzyme.frontends.llvm_ir.intrinsics import (
    CallHandler,
    float_operation,
    memory_operation,
)
from xdsl_enzyme.frontends.llvm_ir.module_state import Call, ModuleState, Signature

_UNARY: dict[str, type[Operation]] = {
    "acos": math.AcosOp,
    "acosh": math.AcoshOp,
    "asin": math.AsinOp,
    "asinh": math.AsinhOp,
    "atan": math.AtanOp,
    "atanh": math.AtanhOp,
    "cbrt": math.CbrtOp,
    "ceil": math.CeilOp,
    "cos": math.CosOp,
    "cosh": math.CoshOp,
    "erf": math.ErfOp,
    "exp": math.ExpOp,
    "exp2": math.Exp2Op,
    "expm1": math.ExpM1Op,
    "fabs": math.AbsFOp,
    "floor": math.FloorOp,
    "log": math.LogOp,
    "log10": math.Log10Op,
    "log1p": math.Log1pOp,
    "log2": math.Log2Op,
    "round": math.RoundOp,
    "roundeven": math.RoundEvenOp,
    "sin": math.SinOp,
    "sinh": math.SinhOp,
    "sqrt": math.SqrtOp,
    "tan": math.TanOp,
    "tanh": math.TanhOp,
    "trunc": math.TruncOp,
}
_BINARY: dict[str, type[Operation]] = {
    "atan2": math.Atan2Op,
    "copysign": math.CopySignOp,
    "fmax": arith.MaxnumfOp,
    "fmin": arith.MinnumfOp,
    "pow": math.PowFOp,
}
_TERNARY: dict[str, type[Operation]] = {"fma": math.FmaOp}

_FLOATS: dict[str, tuple[type[Attribute], ...]] = {
    "": (Float64Type,),
    "f": (Float32Type,),
    "l": (Float80Type, Float128Type, Float64Type),
}
"""The suffix of a function's name and the types that it may be for."""

_FUNCTIONS: dict[str, tuple[CallHandler, int, tuple[type[Attribute], ...]]] = {
    name + suffix: (float_operation(operation), arity, types)
    for arity, operations in enumerate((_UNARY, _BINARY, _TERNARY), start=1)
    for name, operation in operations.items()
    for suffix, types in _FLOATS.items()
}


def _returning_destination(operation: type[Operation]) -> CallHandler:
    read_operation = memory_operation(operation)

    def read(state: FunctionState, call: Call) -> SSAValue:
        read_operation(state, call)
        return call.arguments[0]

    return read


def _read_memset(state: FunctionState, call: Call) -> SSAValue:
    destination, character, length = call.arguments
    byte = state.insert(arith.TruncIOp.create(operands=[character], result_types=[i8]))
    call.arguments = [destination, byte, length]
    memory_operation(llvm_extra.MemsetOp)(state, call)
    return destination


_MEMORY: dict[str, tuple[CallHandler, type[Attribute]]] = {
    "memcpy": (_returning_destination(llvm_extra.MemcpyOp), LLVMPointerType),
    "memmove": (_returning_destination(llvm_extra.MemmoveOp), LLVMPointerType),
    "memset": (_read_memset, IntegerType),
}
"""By name: the handler, and the type of the second argument."""


def libc_handler(module: ModuleState, name: str) -> CallHandler | None:
    """The handler for calls of `name` if that is a function of the C library with an op."""
    signature = module.signature(name)
    if signature is None or signature.has_body or signature.variadic:
        return None
    if "nobuiltin" in signature.attributes:
        return None
    if (function := _FUNCTIONS.get(library_name(name))) is not None:
        handler, arity, types = function
        return handler if _is_float_function(signature, arity, types) else None
    if (memory := _MEMORY.get(name)) is not None:
        handler, second = memory
        return handler if _is_memory_function(signature, second) else None
    return None


def _is_float_function(
    signature: Signature, arity: int, types: tuple[type[Attribute], ...]
) -> bool:
    return (
        len(signature.inputs) == arity
        and isinstance(signature.inputs[0], types)
        and set(signature.inputs) == set(signature.outputs)
    )


def _is_memory_function(signature: Signature, second: type[Attribute]) -> bool:
    match signature.inputs, signature.outputs:
        case (llvm.LLVMPointerType(), middle, IntegerType()), (llvm.LLVMPointerType(),):
            return isinstance(middle, second)
        case _:
            return False
