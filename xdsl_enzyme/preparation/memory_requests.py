"""Allocations whose result goes through a pointer become allocations that return it.

On cf or structured form; analyses and rules need to know one kind of allocation only::

    %error = func.call @posix_memalign(%place, %alignment, %size)
    -->
    %p = func.call @aligned_alloc(%alignment, %size)
    llvm.store %p, %place
    %error = arith.select (%p is null), ENOMEM, 0
"""

from __future__ import annotations

from xdsl.builder import Builder
from xdsl.dialects import arith, func, llvm
from xdsl.dialects.builtin import ModuleOp, i32, i64
from xdsl.ir import Operation, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.dialects.llvm_extra import PointerCompareOp
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.rules.c_runtime import module_of

_POINTER = llvm.LLVMPointerType()
_ENOMEM = 12
_EQUAL = arith.CMPI_COMPARISON_OPERATIONS.index("eq")


def return_allocations(module: ModuleOp) -> None:
    """Replace all calls of `posix_memalign`."""
    function = lookup(module, "posix_memalign")
    if not isinstance(function, func.FuncOp) or function.body.blocks:
        return
    inputs, outputs = function.function_type.inputs.data, function.function_type.outputs.data
    if inputs != (_POINTER, i64, i64) or outputs != (i32,):
        return
    for op in list(module.walk()):
        if isinstance(op, func.CallOp) and lookup(op, op.callee) is function:
            _replace(op)


def _replace(op: func.CallOp) -> None:
    builder = Builder(InsertPoint.before(op))

    def emit(new: Operation) -> SSAValue:
        new.location = op.location
        builder.insert(new)
        return new.results[0]

    place, alignment, size = op.arguments
    _declare(op)
    pointer = emit(func.CallOp("aligned_alloc", [alignment, size], [_POINTER]))
    store = llvm.StoreOp(pointer, place, alignment=8)
    store.location = op.location
    builder.insert(store)
    null = emit(llvm.ZeroOp.create(result_types=[_POINTER]))
    failed = emit(PointerCompareOp(_EQUAL, pointer, null))
    numbers = [emit(arith.ConstantOp.from_int_and_width(one, 32)) for one in (_ENOMEM, 0)]
    error = emit(arith.SelectOp(failed, *numbers))
    op.results[0].replace_all_uses_with(error)
    op.detach()
    op.erase()


def _declare(op: Operation) -> None:
    if lookup(op, "aligned_alloc") is None:
        declaration = func.FuncOp.external("aligned_alloc", [i64, i64], [_POINTER])
        module_of(op).body.block.add_op(declaration)
