"""`llvm_extra.invoke`.

::

    %y, %unwound, %pad = llvm_extra.invoke of @f(%x) cleanup : (f64) -> (f64, i1, !llvm.struct<(ptr, i32)>)
    -->
      %0 = invoke double @f(double %x) to label %returned unwind label %thrown
    thrown:
      %1 = landingpad { ptr, i32 } cleanup
      br label %invoked
    returned:
      br label %invoked
    invoked:
      %y = phi double [ poison, %thrown ], [ %0, %returned ]
      %unwound = phi i1 [ true, %thrown ], [ false, %returned ]
      %pad = phi { ptr, i32 } [ %1, %thrown ], [ poison, %returned ]

LLVM's optimiser takes the branch on `%unwound` to where the answer is known.
"""

from __future__ import annotations

from typing import cast

from xdsl.dialects.builtin import ArrayAttr, SymbolRefAttr, UnitAttr
from xdsl.ir import Attribute, SSAValue

from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.llvm_ir.calls import (
    call_text,
    function_callee,
    pointer_callee,
    variadic_callee,
)
from xdsl_enzyme.lowering.llvm_ir.flags import metadata
from xdsl_enzyme.lowering.llvm_ir.names import symbol
from xdsl_enzyme.lowering.llvm_ir.writer import FunctionWriter, writes


@writes(llvm_extra.InvokeOp)
def _invoke(writer: FunctionWriter, op: llvm_extra.InvokeOp) -> None:
    values = op.passed
    if op.pointer is not None:
        callee = pointer_callee(writer, op, op.pointer, len(values))
    elif op.callee is not None and op.function_type is not None:
        callee = variadic_callee(writer, op, op.callee, values)
    else:
        assert op.callee is not None
        callee = function_callee(writer, op.callee, len(values))
    types = [output.type for output in op.outputs]
    returned, thrown = writer.fresh_label("returned"), writer.fresh_label("thrown")
    invoked = writer.fresh_label("invoked")
    text = (
        f"invoke {call_text(writer, op, callee, values, types)}"
        f" to label %{returned} unwind label %{thrown}{metadata(writer, op)}"
    )
    if types:
        value = writer.compute(text, op.outputs[0].name_hint)
    else:
        value = ""
        writer.emit(text)
    pad_type = writer.types[op.landing_pad.type]
    writer.start_block(thrown)
    pad = writer.compute(f"landingpad {pad_type}{_clauses(writer, op)}")
    writer.jump(invoked)
    writer.start_block(returned)
    writer.jump(invoked)
    writer.start_block(invoked)

    def phi(result: SSAValue, if_returned: str, if_thrown: str) -> None:
        writer.result(
            result,
            f"phi {writer.types[result.type]} [ {if_returned}, %{returned} ], [ {if_thrown}, %{thrown} ]",
        )

    for output in op.outputs:
        phi(output, value, "poison")
    phi(op.unwound, "false", "true")
    phi(op.landing_pad, "poison", pad)


def _clauses(writer: FunctionWriter, op: llvm_extra.InvokeOp) -> str:
    text = " cleanup" if op.cleanup is not None else ""
    for clause in op.clauses or ():
        if isinstance(clause, ArrayAttr):
            types = [f"ptr {_caught(writer, each)}" for each in cast(ArrayAttr[Attribute], clause)]
            # An array `[]` is poison to LLVM.
            array = f"[{', '.join(types)}]" if types else "zeroinitializer"
            text += f" filter [{len(types)} x ptr] {array}"
        else:
            text += f" catch ptr {_caught(writer, clause)}"
    return text


def _caught(writer: FunctionWriter, type_: Attribute) -> str:
    if isinstance(type_, UnitAttr):
        return "null"
    name = cast(SymbolRefAttr, type_).root_reference.data
    if name not in writer.module.symbols:
        raise LoweringError(f"'{name}' is caught, which the module does not have")
    return symbol(name)
