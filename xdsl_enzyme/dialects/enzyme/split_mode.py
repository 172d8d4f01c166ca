"""Reverse mode in two calls, with a tape between them.

::

    %y, %tape = enzyme.autodiff_split_mode.primal @f(%x) {…} : (f64) -> (f64, !enzyme.Tape)
    %dx = enzyme.autodiff_split_mode.reverse @f(%seed, %tape) {…} : (f64, !enzyme.Tape) -> f64

Where the two calls are in different functions, the tape is memory, and the second half takes the arguments again, as in Enzyme's C
interface::

    %y, %tape = enzyme.augment @f(%x) {…} : (f64) -> (f64, !llvm.ptr)
    %dx = enzyme.reverse @f(%x, %seed, %tape) {…} : (f64, f64, !llvm.ptr) -> f64

Forward mode may follow the first half, too: it takes from the tape what the function has read from memory::

    %dy = enzyme.forward_split @f(%x, %dx, %tape) {…} : (f64, f64, !llvm.ptr) -> f64
"""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.dialects.builtin import UnitAttr
from xdsl.dialects.llvm import LLVMPointerType
from xdsl.ir import Attribute, SSAValue
from xdsl.irdl import (
    irdl_op_definition,
    operand_def,
    opt_prop_def,
    result_def,
    var_operand_def,
    var_result_def,
)

from xdsl_enzyme.dialects.enzyme.activity import Activity
from xdsl_enzyme.dialects.enzyme.differentiation import (
    ActivityOperation,
    CalleeOperation,
    DifferentiationOperation,
    Types,
    called_function,
    function_types,
)
from xdsl_enzyme.dialects.enzyme.signatures import (
    REVERSE_ARGUMENTS,
    Signature,
    forward_signature,
    reverse_signature,
)
from xdsl_enzyme.dialects.enzyme.types import TapeType


@irdl_op_definition
class AutodiffSplitModePrimalOp(DifferentiationOperation):
    """
    The first half of reverse mode in split mode. Inputs: each argument, a duplicated one followed by its shadow. Results:
    the needed primal results, then the tape.
    """

    name = "enzyme.autodiff_split_mode.primal"

    inputs = var_operand_def()
    outputs = var_result_def()
    tape = result_def(TapeType)

    def verify_(self) -> None:
        arguments, results = function_types(called_function(self, self.fn))
        self.check_signature(_primal_signature, arguments, results, self.what)


def _primal_signature(
    arguments: Types,
    results: Types,
    activity: Sequence[Activity],
    result_activity: Sequence[Activity],
    width: int,
    separate: bool,
) -> Signature:
    signature = Signature(width, separate=separate)
    signature.add_arguments(arguments, activity, REVERSE_ARGUMENTS)
    signature.check_results(results, result_activity, set(Activity))
    for type, one in zip(results, result_activity, strict=True):
        if one.is_needed:
            signature.outputs.append((type,))
    signature.outputs.append((TapeType(),))
    return signature


@irdl_op_definition
class AutodiffSplitModeReverseOp(CalleeOperation, ActivityOperation):
    """
    The second half of reverse mode in split mode. Inputs: a seed per active result, then the tape. Results: a derivative
    per active argument.
    """

    name = "enzyme.autodiff_split_mode.reverse"

    inputs = var_operand_def()
    tape = operand_def(TapeType)
    outputs = var_result_def()

    def verify_(self) -> None:
        arguments, results = function_types(called_function(self, self.fn))
        self.check_signature(
            _reverse_half_signature, arguments, results, f"{self.name} of {self.fn}"
        )


def _reverse_half_signature(
    arguments: Types,
    results: Types,
    activity: Sequence[Activity],
    result_activity: Sequence[Activity],
    width: int,
    separate: bool,
) -> Signature:
    whole = reverse_signature(arguments, results, activity, result_activity, width, separate)
    signature = Signature(width, separate=separate)
    directions = width if separate else 1
    seeds = sum(one.takes_seed for one in result_activity) * directions
    derivatives = sum(one is Activity.ACTIVE for one in activity) * directions
    signature.inputs = [*whole.inputs[len(whole.inputs) - seeds :], (TapeType(),)]
    signature.outputs = whole.outputs[len(whole.outputs) - derivatives :]
    return signature


@irdl_op_definition
class AugmentOp(DifferentiationOperation):
    """
    The first half of reverse mode, which stores what the second needs in memory. Inputs: each argument, a duplicated one
    followed by its shadow. Results: those of the function, then the shadows of duplicated ones, then the tape.
    """

    name = "enzyme.augment"

    inputs = var_operand_def()
    outputs = var_result_def()

    def verify_(self) -> None:
        arguments, results = function_types(called_function(self, self.fn))
        self.check_signature(_augment_signature, arguments, results, self.what)


def _augment_signature(
    arguments: Types,
    results: Types,
    activity: Sequence[Activity],
    result_activity: Sequence[Activity],
    width: int,
    separate: bool,
) -> Signature:
    signature = Signature(width, separate=separate)
    signature.add_arguments(arguments, activity, REVERSE_ARGUMENTS)
    signature.check_results(results, result_activity, HALF_RESULTS)
    signature.outputs = [(type,) for type in results]
    for type, one in zip(results, result_activity, strict=True):
        if one.is_duplicated:
            signature.outputs += signature.derivatives(type)
    signature.outputs.append((LLVMPointerType(),))
    return signature


HALF_RESULTS = {Activity.ACTIVE, Activity.DUP, Activity.CONST}


class _SecondHalf(DifferentiationOperation):
    """What follows `enzyme.augment`: takes a tape last, whose memory is freed unless `keeps_tape` is set."""

    keeps_tape = opt_prop_def(UnitAttr)

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
        *,
        keeps_tape: bool = False,
    ):
        super().__init__(
            fn, inputs, result_types, activity, ret_activity, width, strong_zero, separate
        )
        if keeps_tape:
            self.properties["keeps_tape"] = UnitAttr()


@irdl_op_definition
class ReverseOp(_SecondHalf):
    """
    The second half of reverse mode. Inputs: each argument, a duplicated one followed by its shadow; then a seed per active
    result, then the tape. Results: a derivative per active argument.
    """

    name = "enzyme.reverse"

    inputs = var_operand_def()
    outputs = var_result_def()

    def verify_(self) -> None:
        arguments, results = function_types(called_function(self, self.fn))
        self.check_signature(_reverse_signature_with_tape, arguments, results, self.what)


def _reverse_signature_with_tape(
    arguments: Types,
    results: Types,
    activity: Sequence[Activity],
    result_activity: Sequence[Activity],
    width: int,
    separate: bool,
) -> Signature:
    signature = reverse_signature(arguments, results, activity, result_activity, width, separate)
    signature.check_results(results, result_activity, HALF_RESULTS)
    signature.inputs.append((LLVMPointerType(),))
    directions = width if separate else 1
    derivatives = sum(one is Activity.ACTIVE for one in activity) * directions
    signature.outputs = signature.outputs[len(signature.outputs) - derivatives :]
    return signature


@irdl_op_definition
class ForwardSplitOp(_SecondHalf):
    """
    Forward mode after `enzyme.augment`, which changes nothing but shadows. Inputs: those of `enzyme.fwddiff`, then the tape. Memory of
    the program is not looked at: what the function has read there is on the tape. Results: those of `enzyme.fwddiff`.
    """

    name = "enzyme.forward_split"

    inputs = var_operand_def()
    outputs = var_result_def()

    def verify_(self) -> None:
        arguments, results = function_types(called_function(self, self.fn))
        self.check_signature(_forward_signature_with_tape, arguments, results, self.what)


def _forward_signature_with_tape(
    arguments: Types,
    results: Types,
    activity: Sequence[Activity],
    result_activity: Sequence[Activity],
    width: int,
    separate: bool,
) -> Signature:
    signature = forward_signature(arguments, results, activity, result_activity, width, separate)
    signature.inputs.append((LLVMPointerType(),))
    return signature
