"""Derivatives that the program gives itself: the two halves of reverse mode of a function, and their calls.

::

    enzyme.custom_reverse_rule @rule {
      %cache = "enzyme.init"() : () -> !enzyme.Cache<f64>
      enzyme.custom_reverse_rule.augmented_primal (%x: f64) -> f64 { … enzyme.yield %y : f64 }
      enzyme.custom_reverse_rule.reverse (%dy: f64) -> f64 { … enzyme.yield %dx : f64 }
      enzyme.yield
    } attributes {activity = […], ret_activity = […], function_type = (f64) -> f64}
"""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.dialects.builtin import (
    ArrayAttr,
    DenseArrayBase,
    DictionaryAttr,
    FlatSymbolRefAttrConstr,
    FunctionType,
    StringAttr,
    SymbolNameConstraint,
    SymbolRefAttr,
    UnitAttr,
    i32,
)
from xdsl.ir import Attribute, SSAValue
from xdsl.irdl import (
    AttrSizedOperandSegments,
    AttrSizedResultSegments,
    IRDLOperation,
    irdl_op_definition,
    opt_prop_def,
    prop_def,
    region_def,
    traits_def,
    var_operand_def,
    var_result_def,
)
from xdsl.parser import Parser
from xdsl.printer import Printer
from xdsl.traits import HasParent, IsolatedFromAbove, SymbolOpInterface
from xdsl.utils.exceptions import VerifyException

from xdsl_enzyme.dialects.enzyme.activity import ActivityAttr
from xdsl_enzyme.dialects.enzyme.syntax import (
    build,
    parse_attributes,
    parse_operands,
    parse_signature,
    print_attributes,
)
from xdsl_enzyme.dialects.symbols import lookup


@irdl_op_definition
class CustomReverseRuleOp(IRDLOperation):
    """A rule: caches, an augmented primal that pushes to them, and a reverse that pops from them."""

    name = "enzyme.custom_reverse_rule"

    sym_name = prop_def(SymbolNameConstraint())
    sym_visibility = opt_prop_def(StringAttr)
    function_type = prop_def(FunctionType)
    activity = prop_def(ArrayAttr[ActivityAttr])
    ret_activity = prop_def(ArrayAttr[ActivityAttr])
    body = region_def()

    traits = traits_def(SymbolOpInterface(), IsolatedFromAbove())

    @classmethod
    def parse(cls, parser: Parser) -> CustomReverseRuleOp:
        name = parser.parse_symbol_name()
        body = parser.parse_region()
        entries = parse_attributes(parser)
        return build(cls, [], [], {"sym_name": name, **entries}, [body])

    def print(self, printer: Printer) -> None:
        printer.print_string(" ")
        printer.print_symbol_name(self.sym_name.data)
        printer.print_string(" ")
        printer.print_region(self.body)
        print_attributes(printer, self, hidden=("sym_name",), keyword=True)

    def verify_(self) -> None:
        type = self.function_type
        for kind, given, types in (
            ("activities", self.activity, type.inputs),
            ("result activities", self.ret_activity, type.outputs),
        ):
            if len(given) != len(types):
                raise VerifyException(
                    f"{self.name} @{self.sym_name.data}: {len(given)} {kind} for {type}"
                )


class _HalfOperation(IRDLOperation):
    """What the two halves have in common: they look like functions without a name."""

    function_type = prop_def(FunctionType)
    arg_attrs = opt_prop_def(ArrayAttr[DictionaryAttr])
    res_attrs = opt_prop_def(ArrayAttr[DictionaryAttr])
    no_inline = opt_prop_def(UnitAttr)
    body = region_def()

    traits = traits_def(HasParent(CustomReverseRuleOp))

    @classmethod
    def parse(cls, parser: Parser):
        arguments = parser.parse_comma_separated_list(parser.Delimiter.PAREN, parser.parse_argument)
        results: list[Attribute] = []
        if parser.parse_optional_punctuation("->") is not None:
            several = parser.parse_optional_comma_separated_list(
                parser.Delimiter.PAREN, parser.parse_type
            )
            results = [*(several if several is not None else [parser.parse_type()])]
        entries: dict[str, Attribute] = {
            "function_type": FunctionType.from_lists([one.type for one in arguments], results)
        }
        attributes = parser.parse_optional_attr_dict_with_keyword(tuple(entries))
        if attributes is not None:
            entries |= attributes.data
        return build(cls, [], [], entries, [parser.parse_region(arguments)])

    def print(self, printer: Printer) -> None:
        printer.print_string(" ")
        block = self.body.blocks[0]
        with printer.in_parens():
            printer.print_list(block.args, printer.print_block_argument)
        outputs = self.function_type.outputs.data
        if outputs:
            printer.print_string(" -> ")
            if len(outputs) == 1:
                printer.print_attribute(outputs[0])
            else:
                with printer.in_parens():
                    printer.print_list(outputs, printer.print_attribute)
        print_attributes(printer, self, hidden=("function_type",), keyword=True)
        printer.print_string(" ")
        printer.print_region(self.body, print_entry_block_args=False, print_empty_block=False)

    def verify_(self) -> None:
        types = tuple(argument.type for argument in self.body.blocks[0].args)
        last = self.body.blocks[-1].last_op
        yielded = tuple(last.operand_types) if last is not None else ()
        if (types, yielded) != (self.function_type.inputs.data, self.function_type.outputs.data):
            raise VerifyException(
                f"{self.name}: the region is not a function of type {self.function_type}"
            )


@irdl_op_definition
class CustomReverseRuleAugmentedPrimalOp(_HalfOperation):
    """The function itself, which also pushes what the reverse needs."""

    name = "enzyme.custom_reverse_rule.augmented_primal"


@irdl_op_definition
class CustomReverseRuleReverseOp(_HalfOperation):
    """From the adjoints of the active results to those of the active arguments."""

    name = "enzyme.custom_reverse_rule.reverse"


def _rule(op: IRDLOperation, symbol: SymbolRefAttr) -> CustomReverseRuleOp:
    found = lookup(op, symbol)
    if not isinstance(found, CustomReverseRuleOp):
        raise VerifyException(f"{op.name}: '{symbol}' is not a custom rule of this module")
    return found


@irdl_op_definition
class CallAugmentedPrimalOp(IRDLOperation):
    """Calls the augmented primal of a rule. Results: its own, then one value per cache of the rule."""

    name = "enzyme.call_augmented_primal"

    fn = prop_def(FlatSymbolRefAttrConstr)
    inputs = var_operand_def()
    outputs = var_result_def()
    caches = var_result_def()

    irdl_options = (AttrSizedResultSegments(as_property=True),)

    @classmethod
    def parse(cls, parser: Parser) -> CallAugmentedPrimalOp:
        rule = SymbolRefAttr(parser.parse_symbol_name())
        unresolved = parse_operands(parser)
        entries = parse_attributes(parser)
        operands, signature = parse_signature(parser, unresolved)
        outputs, caches = signature.outputs.data, list[Attribute]()
        if parser.parse_optional_keyword("caches") is not None:
            caches = parser.parse_comma_separated_list(parser.Delimiter.NONE, parser.parse_type)
        segments = DenseArrayBase.from_list(i32, [len(outputs), len(caches)])
        entries |= {"fn": rule, "resultSegmentSizes": segments}
        return build(cls, operands, [*outputs, *caches], entries)

    def print(self, printer: Printer) -> None:
        printer.print_string(" ")
        printer.print_attribute(self.fn)
        printer.print_operands(self.inputs)
        print_attributes(printer, self, hidden=("fn", "resultSegmentSizes"))
        printer.print_string(" : ")
        printer.print_function_type(self.inputs.types, self.outputs.types)
        if self.caches:
            printer.print_string(" caches ")
            printer.print_list(self.caches.types, printer.print_attribute)

    def verify_(self) -> None:
        _rule(self, self.fn)


@irdl_op_definition
class CallCustomReverseOp(IRDLOperation):
    """Calls the reverse of a rule, with the caches that its augmented primal gave."""

    name = "enzyme.call_custom_reverse"

    fn = prop_def(FlatSymbolRefAttrConstr)
    inputs = var_operand_def()
    caches = var_operand_def()
    outputs = var_result_def()

    irdl_options = (AttrSizedOperandSegments(as_property=True),)

    @classmethod
    def parse(cls, parser: Parser) -> CallCustomReverseOp:
        rule = SymbolRefAttr(parser.parse_symbol_name())
        inputs = parse_operands(parser)
        caches: Sequence[SSAValue] = ()
        if parser.parse_optional_keyword("caches") is not None:
            parser.parse_punctuation("(")
            unresolved = parser.parse_comma_separated_list(
                parser.Delimiter.NONE, parser.parse_unresolved_operand
            )
            parser.parse_punctuation(":")
            types = parser.parse_comma_separated_list(parser.Delimiter.NONE, parser.parse_type)
            parser.parse_punctuation(")")
            caches = parser.resolve_operands(unresolved, types, parser.pos)
        entries = parse_attributes(parser)
        operands, signature = parse_signature(parser, inputs)
        segments = DenseArrayBase.from_list(i32, [len(inputs), len(caches)])
        entries |= {"fn": rule, "operandSegmentSizes": segments}
        return build(cls, [*operands, *caches], signature.outputs.data, entries)

    def print(self, printer: Printer) -> None:
        printer.print_string(" ")
        printer.print_attribute(self.fn)
        printer.print_operands(self.inputs)
        if self.caches:
            printer.print_string(" caches(")
            printer.print_list(self.caches, printer.print_operand)
            printer.print_string(" : ")
            printer.print_list(self.caches.types, printer.print_attribute)
            printer.print_string(")")
        print_attributes(printer, self, hidden=("fn", "operandSegmentSizes"))
        printer.print_string(" : ")
        printer.print_function_type(self.inputs.types, self.outputs.types)

    def verify_(self) -> None:
        _rule(self, self.fn)
