"""Ops that ask for a derivative of a function, or for its application to a batch.

::

    %dx = enzyme.autodiff @square(%x, %seed) {
      activity = [#enzyme<activity enzyme_active>],
      ret_activity = [#enzyme<activity enzyme_activenoneed>]
    } : (f64, f64) -> f64
"""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.dialects.builtin import (
    ArrayAttr,
    BoolAttr,
    DenseArrayBase,
    FlatSymbolRefAttrConstr,
    FunctionType,
    IntegerAttr,
    IntegerType,
    SymbolRefAttr,
    UnitAttr,
    i64,
)
from xdsl.dialects.func import FuncOp
from xdsl.dialects.llvm import FuncOp as LLVMFuncOp
from xdsl.dialects.llvm import LLVMStructType, LLVMVoidType
from xdsl.ir import Attribute, SSAValue
from xdsl.irdl import (
    IRDLOperation,
    irdl_op_definition,
    opt_prop_def,
    prop_def,
    var_operand_def,
    var_result_def,
)
from xdsl.parser import Parser
from xdsl.printer import Printer
from xdsl.utils.exceptions import VerifyException
from xdsl.utils.hints import isa

from xdsl_enzyme.dialects.enzyme.activity import Activity, ActivityAttr, activities
from xdsl_enzyme.dialects.enzyme.signatures import (
    Signature,
    SignatureForm,
    forward_signature,
    reverse_signature,
)
from xdsl_enzyme.dialects.enzyme.syntax import (
    build,
    parse_attributes,
    parse_operands,
    parse_signature,
    print_attributes,
)
from xdsl_enzyme.dialects.enzyme.types import batched_type
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.errors import DifferentiationError

FALSE = BoolAttr.from_bool(False)

Types = Sequence[Attribute]


class ActivityOperation(IRDLOperation):
    """An op that says how the arguments and results of a function take part."""

    activity = prop_def(ArrayAttr[ActivityAttr])
    ret_activity = prop_def(ArrayAttr[ActivityAttr])
    width = prop_def(IntegerAttr[IntegerType], default_value=IntegerAttr(1, i64))
    strong_zero = prop_def(BoolAttr, default_value=FALSE)
    runtime_activity = opt_prop_def(UnitAttr)
    """Whether memory that is its own shadow takes no part: which that is shows when the program runs."""
    separate = opt_prop_def(UnitAttr)
    """Whether each direction has values, and memory, of its own."""

    @property
    def argument_activities(self) -> tuple[Activity, ...]:
        return tuple(attribute.data for attribute in self.activity)

    @property
    def result_activities(self) -> tuple[Activity, ...]:
        return tuple(attribute.data for attribute in self.ret_activity)

    def check_signature(
        self,
        form: SignatureForm,
        arguments: Types,
        results: Types,
        what: str,
        outputs: Types | None = None,
    ) -> None:
        """
        Verify operands and results (`outputs`, if they are not those of the op) of a derivative of something with these
        arguments and results.
        """
        width = self.width.value.data
        if width < 1:
            raise VerifyException(f"{what}: width is {width}, and must be positive")
        try:
            signature = form(
                arguments,
                results,
                self.argument_activities,
                self.result_activities,
                width,
                self.separate is not None,
            )
            signature.check(self.operand_types, self.result_types if outputs is None else outputs)
        except VerifyException as error:
            raise VerifyException(f"{what}: {error}") from None


def called_function(op: IRDLOperation, symbol: SymbolRefAttr) -> FuncOp | LLVMFuncOp:
    """The function that an op names; a `VerifyException` if there is none."""
    found = lookup(op, symbol)
    if not isinstance(found, (FuncOp, LLVMFuncOp)):
        raise VerifyException(f"{op.name}: '{symbol}' is not a function of this module")
    return found


def function_types(function: FuncOp | LLVMFuncOp) -> tuple[Types, Types]:
    """The types of the arguments and results of a function."""
    type = function.function_type
    if isinstance(type, FunctionType):
        return type.inputs.data, type.outputs.data
    output = type.output
    return type.inputs.data, () if isinstance(output, LLVMVoidType) else (output,)


class CalleeOperation(IRDLOperation):
    """`enzyme.op @f(%a, %b) {…} : (…) -> …`"""

    fn = prop_def(FlatSymbolRefAttrConstr)

    @classmethod
    def parse(cls, parser: Parser):
        callee = SymbolRefAttr(parser.parse_symbol_name())
        unresolved = parse_operands(parser)
        entries = parse_attributes(parser)
        operands, signature = parse_signature(parser, unresolved)
        return build(cls, operands, signature.outputs.data, {"fn": callee, **entries})

    def print(self, printer: Printer) -> None:
        printer.print_string(" ")
        printer.print_attribute(self.fn)
        printer.print_operands(self.operands)
        print_attributes(printer, self, hidden=("fn",))
        printer.print_string(" : ")
        printer.print_operation_type(self)

    def callee(self) -> FuncOp:
        """The `func.func` that is named; a `VerifyException` if there is no function of that name."""
        found = called_function(self, self.fn)
        if not isinstance(found, FuncOp):
            raise DifferentiationError(
                f"{self.fn} cannot be differentiated",
                where=self,
                why="it is an llvm.func with a variable number of arguments, or with a calling convention of its own",
                hint="wrap it in a func.func, with a derivative of its own",
            )
        return found


class DifferentiationOperation(CalleeOperation, ActivityOperation):
    """What `autodiff` and `fwddiff` have in common."""

    inputs = var_operand_def()
    outputs = var_result_def()

    def __init__(
        self,
        fn: str,
        inputs: Sequence[SSAValue],
        result_types: Sequence[Attribute],
        activity: Sequence[Activity],
        ret_activity: Sequence[Activity],
        width: int = 1,
        strong_zero: bool = False,
        separate: bool = False,
    ):
        super().__init__(
            operands=[inputs],
            result_types=[result_types],
            properties={
                "fn": SymbolRefAttr(fn),
                "activity": activities(activity),
                "ret_activity": activities(ret_activity),
                "width": IntegerAttr(width, i64),
                "strong_zero": BoolAttr.from_bool(strong_zero),
                "separate": UnitAttr() if separate else None,
            },
        )

    @property
    def what(self) -> str:
        return f"{self.name} of {self.fn}"

    @property
    def output_count(self) -> int:
        """How many results the activities ask for."""
        needed = sum(one.is_needed for one in self.result_activities)
        return needed + sum(one.is_duplicated for one in self.result_activities)

    @property
    def structure(self) -> LLVMStructType | None:
        """What the results come in: those of an `llvm.func` in a structure, if there are several; None if they come one by one."""
        types = self.result_types
        if self.separate is not None:
            return None
        if len(types) != 1 or not isinstance(types[0], LLVMStructType) or self.output_count == 1:
            return None
        return types[0] if isinstance(called_function(self, self.fn), LLVMFuncOp) else None

    def unpacked_types(self) -> Types:
        """The types of the results, one by one."""
        return tuple(self.result_types) if self.structure is None else self.structure.types.data


@irdl_op_definition
class AutodiffOp(DifferentiationOperation):
    """
    Reverse mode of a function. Inputs: each argument, a duplicated one followed by its shadow; then a
    seed per active result. Results: the needed primal results, then a derivative per active argument.
    With `width = n`, n seeds go through at once: as one vector, or with `separate` as n values.
    """

    name = "enzyme.autodiff"

    atomic_add = prop_def(BoolAttr, default_value=FALSE)

    @property
    def output_count(self) -> int:
        needed = sum(one.is_needed for one in self.result_activities)
        return needed + sum(one is Activity.ACTIVE for one in self.argument_activities)

    def verify_(self) -> None:
        types = function_types(called_function(self, self.fn))
        self.check_signature(reverse_signature, *types, self.what, self.unpacked_types())


@irdl_op_definition
class ForwardDiffOp(DifferentiationOperation):
    """
    Forward mode of a function. Inputs: each argument, a duplicated one followed by its tangent.
    Results: per result its primal if needed, then its tangent if duplicated. With `width = n`, the
    tangent of a scalar T is `vector<n x T>`; with `separate`, there are n tangents, one after the other.
    """

    name = "enzyme.fwddiff"

    def verify_(self) -> None:
        types = function_types(called_function(self, self.fn))
        self.check_signature(forward_signature, *types, self.what, self.unpacked_types())


@irdl_op_definition
class JacobianOp(DifferentiationOperation):
    """The Jacobian of a function."""

    name = "enzyme.jacobian"

    def verify_(self) -> None:
        arguments, results = function_types(called_function(self, self.fn))
        for kind, given, types in (
            ("argument", self.activity, arguments),
            ("result", self.ret_activity, results),
        ):
            if len(given) != len(types):
                raise VerifyException(
                    f"{self.what}: {len(given)} {kind} activities for {len(types)} {kind}s"
                )


@irdl_op_definition
class BatchOp(CalleeOperation):
    """
    A function applied to each element of a batch. Inputs and results have the dimensions `batch_shape` in front of those
    of the function's: `tensor<10xf64>` for `f64`.
    """

    name = "enzyme.batch"

    inputs = var_operand_def()
    outputs = var_result_def()
    batch_shape = prop_def(DenseArrayBase.constr(i64))

    def __init__(
        self,
        fn: str,
        inputs: Sequence[SSAValue],
        result_types: Sequence[Attribute],
        batch_shape: Sequence[int],
    ):
        super().__init__(
            operands=[inputs],
            result_types=[result_types],
            properties={
                "fn": SymbolRefAttr(fn),
                "batch_shape": DenseArrayBase.from_list(i64, batch_shape),
            },
        )

    @classmethod
    def parse(cls, parser: Parser):
        op = super().parse(parser)
        # Where Enzyme knows that it is an array of numbers it prints `[4, 2]`.
        sizes = op.properties.get("batch_shape")
        if isa(sizes, ArrayAttr[IntegerAttr]):
            op.properties["batch_shape"] = DenseArrayBase.from_list(
                i64, [size.value.data for size in sizes]
            )
        return op

    @property
    def shape(self) -> tuple[int, ...]:
        return self.batch_shape.get_values()

    def verify_(self) -> None:
        arguments, results = function_types(called_function(self, self.fn))
        if not self.shape or min(self.shape) < 1:
            raise VerifyException(
                f"{self.name} of {self.fn}: batch_shape is {list(self.shape)}, and must be one or more positive sizes"
            )
        signature = Signature(
            [(batched_type(type, self.shape),) for type in arguments],
            [(batched_type(type, self.shape),) for type in results],
        )
        try:
            signature.check(self.operand_types, self.result_types)
        except VerifyException as error:
            message = str(error).removeprefix("with these activities ")
            raise VerifyException(f"{self.name} of {self.fn}: {message}") from None
