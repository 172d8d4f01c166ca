"""`enzyme-outline-regions`: the region of a derivative becomes a function.

Values that the region uses from outside become further arguments, which are constant::

    %d = enzyme.autodiff_region(%x, %seed) {
    ^bb0(%y: f64):
      %z = arith.mulf %y, %a : f64
      enzyme.yield %z : f64
    } attributes {activity = [enzyme_active], …}
    -->
    func.func private @f_to_diff0(%y: f64, %a: f64) -> f64 { … func.return %z : f64 }
    %d = enzyme.autodiff @f_to_diff0(%x, %a, %seed) {activity = [enzyme_active, enzyme_const], …}

The attribute `fn_attrs`, in which `enzyme-inline-regions` keeps the attributes of the function that the region was, gives
them to the function again.
"""

from __future__ import annotations

from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects import func
from xdsl.dialects.builtin import (
    ArrayAttr,
    DictionaryAttr,
    FunctionType,
    ModuleOp,
    SymbolRefAttr,
)
from xdsl.ir import Attribute, Operation, Region, SSAValue
from xdsl.passes import ModulePass
from xdsl.rewriter import Rewriter
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.value_flow import is_inside, walk_regions
from xdsl_enzyme.dialects.enzyme import (
    Activity,
    AutodiffOp,
    AutodiffRegionOp,
    DifferentiationOperation,
    ForwardDiffOp,
    ForwardDiffRegionOp,
    RegionDifferentiationOperation,
    YieldOp,
    activities,
)
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.passes.symbol_names import unused_name

FUNCTION_ATTRIBUTES = "fn_attrs"

_ON_FUNCTIONS: dict[type[Operation], tuple[type[DifferentiationOperation], str]] = {
    AutodiffRegionOp: (AutodiffOp, "diff"),
    ForwardDiffRegionOp: (ForwardDiffOp, "fwddiff"),
}
"""The op on a function that an op on a region becomes, and what the function is called."""


@dataclass(frozen=True)
class OutlineRegionsPass(ModulePass):
    """Makes functions of the regions of derivatives."""

    name = "enzyme-outline-regions"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        outline_regions(op)


def outline_regions(module: ModuleOp) -> None:
    """Outline all regions of derivatives in a module, in place; inner ones first."""
    regions = [op for op in walk_regions(module) if isinstance(op, RegionDifferentiationOperation)]
    for op in reversed(regions):
        _outline(module, op)


def _outline(module: ModuleOp, op: RegionDifferentiationOperation) -> None:
    on_function, kind = _ON_FUNCTIONS[type(op)]
    around = _function_around(op)
    region = op.body
    captured = _captured_values(region)
    entry = region.blocks[0]
    arguments = len(entry.args)
    for value in captured:
        argument = entry.insert_arg(value.type, len(entry.args))
        argument.name_hint = value.name_hint
        value.replace_uses_with_if(argument, lambda use: _is_in_region(use.operation, region))
    results: list[Attribute] = []
    for block in region.blocks:
        if isinstance(last := block.last_op, YieldOp):
            results = [value.type for value in last.values]
            Rewriter().replace_op(last, func.ReturnOp(*last.values), [])
    types = [argument.type for argument in entry.args]
    name = _unused_name(module, f"{around.sym_name.data}_to_{kind}")
    function = func.FuncOp(
        name,
        FunctionType.from_lists(types, results),
        op.detach_region(region),
        visibility="private",
    )
    function.location = op.location
    attributes = dict(op.attributes)
    _restore_attributes(function, attributes.pop(FUNCTION_ATTRIBUTES, None), arguments)
    module.body.block.insert_op_after(function, around)

    given = sum(1 + one.is_duplicated for one in op.argument_activities)
    inputs = [*op.inputs[:given], *captured, *op.inputs[given:]]
    constant = [Activity.CONST] * len(captured)
    properties = {name: value for name, value in op.properties.items() if name != "fn"}
    properties["fn"] = SymbolRefAttr(name)
    properties["activity"] = activities([*op.argument_activities, *constant])
    new = on_function.create(
        operands=inputs,
        result_types=op.outputs.types,
        properties=properties,
        attributes=attributes,
        location=op.location,
    )
    Rewriter().replace_op(op, new)


def _function_around(op: Operation) -> func.FuncOp:
    current = op.parent_op()
    while current is not None and not isinstance(current, func.FuncOp):
        current = current.parent_op()
    if current is None:
        raise DifferentiationError(
            f"cannot make a function of the region of '{op.name}'",
            where=op,
            why="it is not in a func.func",
        )
    return current


def _captured_values(region: Region) -> list[SSAValue]:
    """What ops in a region use from outside of it, once each, in the order of their first uses."""
    captured: dict[SSAValue, None] = {}
    for block in region.blocks:
        for op in block.ops:
            for inner in op.walk():
                for operand in inner.operands:
                    owner = operand.owner
                    home = owner if not isinstance(owner, Operation) else owner.parent_block()
                    if home is not None and not is_inside(home, region):
                        captured[operand] = None
    return list(captured)


def _is_in_region(op: Operation, region: Region) -> bool:
    block = op.parent_block()
    return block is not None and is_inside(block, region)


def _unused_name(module: ModuleOp, prefix: str) -> str:
    """The prefix with the first number that makes it a name that no symbol has."""
    number = 0
    while unused_name(module, name := f"{prefix}{number}") != name:
        number += 1
    return name


def _restore_attributes(function: func.FuncOp, kept: Attribute | None, arguments: int) -> None:
    """Give a function the attributes that were kept, with none for arguments that are new."""
    if not isinstance(kept, DictionaryAttr):
        return
    attributes = dict(kept.data)
    of_arguments = attributes.pop("arg_attrs", None)
    if isa(of_arguments, ArrayAttr[Attribute]):
        new = len(function.body.blocks[0].args) - arguments
        function.properties["arg_attrs"] = ArrayAttr([*of_arguments, *[DictionaryAttr({})] * new])
    if (of_results := attributes.pop("res_attrs", None)) is not None:
        function.properties["res_attrs"] = of_results
    # Whatever it was: nobody but the derivative refers to this copy.
    attributes.pop("sym_visibility", None)
    function.attributes |= attributes
