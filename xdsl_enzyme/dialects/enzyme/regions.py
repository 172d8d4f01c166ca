"""Derivatives of an inline region, which may use values from outside; these take no part.

::

    %dx = enzyme.autodiff_region(%x, %seed) {
    ^bb0(%y: f64):
      %z = arith.mulf %y, %y : f64
      enzyme.yield %z : f64
    } attributes {activity = […], ret_activity = […]} : (f64, f64) -> f64
"""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.dialects.builtin import BoolAttr, StringAttr
from xdsl.ir import Attribute, Region, SSAValue
from xdsl.irdl import (
    IRDLOperation,
    irdl_op_definition,
    lazy_traits_def,
    opt_prop_def,
    prop_def,
    region_def,
    var_operand_def,
    var_result_def,
)
from xdsl.parser import Parser
from xdsl.printer import Printer
from xdsl.traits import HasParent, IsTerminator, NoMemoryEffect, ReturnLike
from xdsl.utils.exceptions import VerifyException

from xdsl_enzyme.dialects.enzyme.differentiation import FALSE, ActivityOperation, Types
from xdsl_enzyme.dialects.enzyme.signatures import forward_signature, reverse_signature
from xdsl_enzyme.dialects.enzyme.syntax import (
    build,
    parse_attributes,
    parse_operands,
    parse_signature,
    print_attributes,
)


class RegionDifferentiationOperation(ActivityOperation):
    """What `autodiff_region` and `fwddiff_region` have in common."""

    inputs = var_operand_def()
    outputs = var_result_def()
    fn = opt_prop_def(StringAttr)
    """The name of the function that the region was."""
    body = region_def()

    @classmethod
    def parse(cls, parser: Parser):
        unresolved = parse_operands(parser)
        body = parser.parse_region()
        entries = parse_attributes(parser)
        operands, signature = parse_signature(parser, unresolved)
        return build(cls, operands, signature.outputs.data, entries, [body])

    def print(self, printer: Printer) -> None:
        printer.print_operands(self.operands)
        printer.print_string(" ")
        printer.print_region(self.body)
        print_attributes(printer, self, keyword=True)
        printer.print_string(" : ")
        printer.print_operation_type(self)

    @classmethod
    def make(
        cls,
        inputs: Sequence[SSAValue],
        result_types: Sequence[Attribute],
        body: Region,
        properties: dict[str, Attribute],
        attributes: dict[str, Attribute],
    ):
        """An op with these properties; all but the activities may be left out."""
        return cls.create(
            operands=list(inputs),
            result_types=result_types,
            properties=properties,
            attributes=attributes,
            regions=[body],
        )

    def region_types(self) -> tuple[Types, Types]:
        """The types that the region takes and yields."""
        if not self.body.blocks:
            raise VerifyException(f"{self.name}: the region is empty")
        yielded: list[Types] = []
        for block in self.body.blocks:
            if isinstance(block.last_op, YieldOp):
                yielded.append(tuple(block.last_op.operand_types))
        if not yielded:
            raise VerifyException(f"{self.name}: the region does not end in enzyme.yield")
        if any(types != yielded[0] for types in yielded):
            raise VerifyException(f"{self.name}: the region yields different types")
        return tuple(argument.type for argument in self.body.blocks[0].args), yielded[0]


@irdl_op_definition
class AutodiffRegionOp(RegionDifferentiationOperation):
    """Reverse mode of a region; operands and results as those of `enzyme.autodiff`."""

    name = "enzyme.autodiff_region"

    atomic_add = prop_def(BoolAttr, default_value=FALSE)

    def verify_(self) -> None:
        self.check_signature(reverse_signature, *self.region_types(), self.name)


@irdl_op_definition
class ForwardDiffRegionOp(RegionDifferentiationOperation):
    """Forward mode of a region; operands and results as those of `enzyme.fwddiff`."""

    name = "enzyme.fwddiff_region"

    def verify_(self) -> None:
        self.check_signature(forward_signature, *self.region_types(), self.name)


def _parents() -> HasParent:
    from xdsl_enzyme.dialects.enzyme.custom_rules import (
        CustomReverseRuleAugmentedPrimalOp,
        CustomReverseRuleOp,
        CustomReverseRuleReverseOp,
    )

    return HasParent(
        AutodiffRegionOp,
        ForwardDiffRegionOp,
        CustomReverseRuleOp,
        CustomReverseRuleAugmentedPrimalOp,
        CustomReverseRuleReverseOp,
    )


@irdl_op_definition
class YieldOp(IRDLOperation):
    """Ends the region of a derivative, or of a custom rule."""

    name = "enzyme.yield"

    values = var_operand_def()

    traits = lazy_traits_def(lambda: (IsTerminator(), ReturnLike(), NoMemoryEffect(), _parents()))

    assembly_format = "attr-dict ($values^ `:` type($values))?"

    def __init__(self, *values: SSAValue):
        super().__init__(operands=[values])
