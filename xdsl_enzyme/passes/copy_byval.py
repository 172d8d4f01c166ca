"""Spells out the copies that `byval` arguments stand for, so that AD sees the callee's own memory.

func.func @f(%p: !llvm.ptr {llvm.byval = !s}) { …%p… }
-->
func.func @f(%p: !llvm.ptr) { %copy = llvm.alloca 1 x !s; llvm_extra.memcpy %copy, %p, size; …%copy… }
"""

from __future__ import annotations

from xdsl.builder import Builder
from xdsl.dialects import func, llvm
from xdsl.dialects.builtin import ArrayAttr, DictionaryAttr, IntegerAttr, i32, i64
from xdsl.ir import Attribute, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.layout import alignment_of, size_of
from xdsl_enzyme.analyses.types.verdicts import VERDICTS
from xdsl_enzyme.dialects.llvm_extra import MemcpyOp
from xdsl_enzyme.rules.scf import integer

BYVAL = "llvm.byval"


def copy_byval_arguments(function: func.FuncOp) -> None:
    """Replace each `byval` argument of `function` by a copy on its stack."""
    if function.arg_attrs is None:
        return
    attributes = [dict(one.data) for one in function.arg_attrs]
    for argument, known in zip(function.body.block.args, attributes, strict=True):
        type = known.pop(BYVAL, None)
        verdicts = {name: known.pop(name) for name in VERDICTS if name in known}
        if type is not None:
            builder = Builder(InsertPoint.at_start(function.body.block))
            _copy(argument, type, verdicts, builder)
    function.properties["arg_attrs"] = ArrayAttr([DictionaryAttr(one) for one in attributes])


def _copy(
    argument: SSAValue, type: Attribute, verdicts: dict[str, Attribute], builder: Builder
) -> None:
    copy = builder.insert(
        llvm.AllocaOp.create(
            operands=[integer(builder, 1, i32)],
            result_types=[llvm.LLVMPointerType()],
            properties={"elem_type": type, "alignment": IntegerAttr(alignment_of(type), i64)},
        )
    ).res
    copy.name_hint = argument.name_hint
    argument.replace_all_uses_with(copy)
    new = MemcpyOp(copy, argument, integer(builder, size_of(type), i64))
    new.attributes.update(verdicts)
    builder.insert(new)
