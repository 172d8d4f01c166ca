"""What the operands of a call of the interface stand for: functions, variables, and markers such as `enzyme_dup`."""

from __future__ import annotations

from xdsl.dialects import func, llvm
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.frontends.enzyme_interface.names import marker_of

SRET = "llvm.sret"
"""The attribute of an argument that is memory for the result."""


def attributes_of(function: func.FuncOp, position: int) -> dict[str, Attribute]:
    """The attributes of an argument of a function."""
    attributes = function.arg_attrs.data if function.arg_attrs is not None else ()
    return dict(attributes[position].data) if position < len(attributes) else {}


def marker_in(value: SSAValue) -> str | None:
    """The marker that a value was loaded from, or that it is the address of."""
    owner = value.owner
    if isinstance(owner, llvm.LoadOp):
        owner = owner.ptr.owner
    if isinstance(owner, llvm.AddressOfOp):
        return marker_of(owner.global_name.root_reference.data)
    return None


def symbol_in(value: SSAValue) -> Operation | None:
    """The function or variable whose address a value is, or that a constant variable holds the address of."""
    owner = value.owner
    if isinstance(owner, llvm.AddressOfOp):
        return lookup(owner, owner.global_name)
    if isinstance(owner, llvm.BitcastOp):
        return symbol_in(owner.arg)
    if isinstance(owner, llvm.LoadOp):
        variable = symbol_in(owner.ptr)
        if isinstance(variable, llvm.GlobalOp) and variable.constant is not None:
            block = variable.body.first_block
            last = block.last_op if block is not None else None
            if isinstance(last, llvm.ReturnOp) and last.arg is not None:
                return symbol_in(last.arg)
    return None
