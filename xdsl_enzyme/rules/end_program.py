"""Ends the program with a message, where it turns out while it runs that a derivative would be wrong.

end_program(builder, module, "f.c:3: …")  -->  write(2, "f.c:3: …", length); abort()
"""

from __future__ import annotations

from xdsl.builder import Builder
from xdsl.dialects import arith, llvm
from xdsl.dialects.builtin import IntegerAttr, ModuleOp, StringAttr, i8, i32, i64
from xdsl.ir import SSAValue

from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.rules.c_runtime import call_runtime


def end_program(builder: Builder, module: ModuleOp, text: str) -> None:
    """Write a text to standard error, and abort."""
    message, length = _text(module, builder, text)
    standard_error = builder.insert(arith.ConstantOp(IntegerAttr(2, i32))).result
    call_runtime(builder, module, "write", [standard_error, message, length])
    call_runtime(builder, module, "abort", [])


def _text(module: ModuleOp, builder: Builder, text: str) -> tuple[SSAValue, SSAValue]:
    """The address and the length of a text."""
    name, number = "enzyme.message", 1
    while lookup(module, name) is not None:
        number += 1
        name = f"enzyme.message.{number}"
    size = len(text.encode())
    type = llvm.LLVMArrayType(size, i8)
    module.body.block.add_op(
        llvm.GlobalOp(type, name, "internal", constant=True, value=StringAttr(text))
    )
    address = builder.insert(llvm.AddressOfOp(name, llvm.LLVMPointerType())).result
    return address, builder.insert(arith.ConstantOp(IntegerAttr(size, i64))).result
