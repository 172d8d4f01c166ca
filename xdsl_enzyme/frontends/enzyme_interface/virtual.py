"""`__enzyme_virtualreverse`: the two halves of reverse mode of a function, as functions to be called through pointers.

::

    struct halves { struct {void *tape; double value;} (*augmented)(double); double (*reverse)(double, double seed, void *tape); };
    struct halves *halves = __enzyme_virtualreverse((void *)square);

The activities are those of a call without markers. Of anything but a function, such as a table of virtual functions, the call returns
its argument: derivatives find the functions themselves.
"""

from __future__ import annotations

from xdsl.builder import Builder
from xdsl.dialects import func, llvm
from xdsl.dialects.builtin import FunctionType, ModuleOp, StringAttr
from xdsl.ir import Attribute, Block, Region, SSAValue
from xdsl.rewriter import InsertPoint, Rewriter

from xdsl_enzyme.dialects.enzyme import Activity, AugmentOp, ReverseOp
from xdsl_enzyme.frontends.enzyme_interface import values
from xdsl_enzyme.frontends.enzyme_interface.interface_call import default_activity
from xdsl_enzyme.frontends.enzyme_interface.operands import symbol_in
from xdsl_enzyme.frontends.enzyme_interface.reader import CallReader
from xdsl_enzyme.frontends.enzyme_interface.symbols import unused_name
from xdsl_enzyme.frontends.llvm_ir.types import POINTER
from xdsl_enzyme.rules.c_runtime import module_of


def halves_of_function(reader: CallReader) -> None:
    """Replace a call of `__enzyme_virtualreverse`."""
    op = reader.op
    position = reader.position
    given = reader.next("the function")
    if not isinstance(symbol_in(given), func.FuncOp):
        Rewriter.replace_op(op, [], [given] if op.results else [])
        return
    reader.position = position
    function = reader.target()
    name = _table(module_of(op), function)
    builder = Builder(InsertPoint.before(op))
    place = builder.insert(llvm.AddressOfOp(name, POINTER)).results[0]
    if op.results and op.results[0].type != POINTER:
        raise reader.error(
            "the call does not return a pointer", "it gives the address of two functions"
        )
    Rewriter.replace_op(op, [], [place] if op.results else [])


def _table(module: ModuleOp, function: func.FuncOp) -> str:
    """A constant variable with the addresses of both halves."""
    names = [_half(module, function, kind) for kind in (AugmentOp, ReverseOp)]
    type = llvm.LLVMArrayType(2, POINTER)
    block = Block()
    builder = Builder(InsertPoint.at_end(block))
    addresses = [builder.insert(llvm.AddressOfOp(name, POINTER)).results[0] for name in names]
    builder.insert(llvm.ReturnOp.create(operands=[values.join(builder, addresses, type)]))
    name = unused_name(module, f"{function.sym_name.data}.halves")
    table = llvm.GlobalOp(type, name, "internal", constant=True, body=Region(block))
    module.body.block.insert_op_after(table, function)
    return name


def _half(module: ModuleOp, function: func.FuncOp, kind: type[AugmentOp] | type[ReverseOp]) -> str:
    """A function that asks for one half."""
    inputs, outputs = function.function_type.inputs.data, function.function_type.outputs.data
    activities = [default_activity(type, forward=False) for type in inputs]
    results = [default_activity(type, forward=False) for type in outputs]
    types: list[Attribute] = []
    for type, one in zip(inputs, activities, strict=True):
        types += [type] * (1 + one.is_duplicated)
    shadows = [type for type, one in zip(outputs, results, strict=True) if one.is_duplicated]
    if kind is AugmentOp:
        suffix = "augmented"
        asked = [*outputs, *shadows, POINTER]
        returned = [POINTER, *outputs, *shadows]
    else:
        suffix = "reversed"
        types += [type for type, one in zip(outputs, results, strict=True) if one.takes_seed]
        types.append(POINTER)
        asked = returned = [
            type for type, one in zip(inputs, activities, strict=True) if one is Activity.ACTIVE
        ]
    name = unused_name(module, f"{function.sym_name.data}.{suffix}")
    outcome = returned if len(returned) < 2 else [values.structure(returned)]
    half = func.FuncOp(name, FunctionType.from_lists(types, outcome))
    half.properties["sym_visibility"] = StringAttr("private")
    half.location = function.location
    request = kind(function.sym_name.data, half.body.block.args, asked, activities, results)
    request.location = function.location
    builder = Builder(InsertPoint.at_end(half.body.block))
    builder.insert(request)
    given: list[SSAValue] = list(request.results)
    if kind is AugmentOp:
        given = [given[-1], *given[:-1]]
    if outcome:
        given = [
            value for value in [values.packed(builder, given, outcome[0])] if value is not None
        ]
    builder.insert(func.ReturnOp(*given))
    module.body.block.insert_op_after(half, function)
    return name
