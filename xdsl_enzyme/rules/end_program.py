"""Ends the program with a message, where it turns out while it runs that a derivative would be wrong.

end_program(builder, module, "f.c:3: …")  -->  call @enzyme.end_program("f.c:3: …", length)

The function writes the message to standard error, and aborts. In a derivative that is called from Python it is replaced by one that raises an
error there (`lowering.end_guard`).
"""

from __future__ import annotations

from xdsl.builder import Builder
from xdsl.dialects import arith, func, llvm
from xdsl.dialects.builtin import (
    DictionaryAttr,
    IntegerAttr,
    ModuleOp,
    StringAttr,
    SymbolRefAttr,
    UnitAttr,
    i8,
    i32,
    i64,
)
from xdsl.ir import Block, Region, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.rules.c_runtime import call_runtime

END_PROGRAM = "enzyme.end_program"


def end_program(builder: Builder, module: ModuleOp, text: str) -> None:
    """End the program with a text."""
    if lookup(module, END_PROGRAM) is None:
        module.body.block.add_op(_definition(module))
    builder.insert(func.CallOp(SymbolRefAttr(END_PROGRAM), _text(module, builder, text), []))


def _definition(module: ModuleOp) -> func.FuncOp:
    """The function that writes to standard error, and aborts."""
    types = [llvm.LLVMPointerType(), i64]
    block = Block(arg_types=types)
    builder = Builder(InsertPoint.at_end(block))
    standard_error = builder.insert(arith.ConstantOp(IntegerAttr(2, i32))).result
    call_runtime(builder, module, "write", [standard_error, *block.args])
    call_runtime(builder, module, "abort", [])
    builder.insert(func.ReturnOp())
    function = func.FuncOp(END_PROGRAM, (types, []), Region(block), visibility="private")
    function.attributes["llvm.linkage"] = StringAttr("internal")
    flags = DictionaryAttr({"noreturn": UnitAttr(), "nounwind": UnitAttr()})
    function.attributes["llvm.attributes"] = flags
    return function


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
