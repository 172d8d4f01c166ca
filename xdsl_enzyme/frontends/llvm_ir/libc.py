"""Functions of the C library that have an op.

Only true declarations count: a function of that name with a body, or with another type, is the program's own.
"""

from __future__ import annotations

from xdsl.dialects import arith, llvm
from xdsl.dialects.builtin import IntegerType, i8
from xdsl.dialects.llvm import LLVMPointerType
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.analyses.library_functions import library_name
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.dialects.math_functions import math_operation
from xdsl_enzyme.frontends.llvm_ir.function_state import FunctionState
from xdsl_enzyme.frontends.llvm_ir.intrinsics import (
    CallHandler,
    float_operation,
    memory_operation,
)
from xdsl_enzyme.frontends.llvm_ir.module_state import Call, ModuleState, Signature


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
    operation = math_operation(library_name(name), signature.inputs, signature.outputs)
    if operation is not None:
        return float_operation(operation)
    if (memory := _MEMORY.get(name)) is not None:
        handler, second = memory
        return handler if _is_memory_function(signature, second) else None
    return None


def _is_memory_function(signature: Signature, second: type[Attribute]) -> bool:
    match signature.inputs, signature.outputs:
        case (llvm.LLVMPointerType(), middle, IntegerType()), (llvm.LLVMPointerType(),):
            return isinstance(middle, second)
        case _:
            return False
