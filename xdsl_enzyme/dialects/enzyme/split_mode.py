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
from typing import ClassVar

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
    called_function,
    function_types,
)
from xdsl_enzyme.dialects.enzyme.signatures import (
    FORWARD_ARGUMENTS,
    FORWARD_RESULTS,
    SignatureForm,
    adjoints,
    all_results,
    always,
    arguments,
    needed_results,
    result_shadows,
    results_with_tangents,
    seeds,
)
from xdsl_enzyme.dialects.enzyme.types import TapeType

HALF_RESULTS = frozenset({Activity.ACTIVE, Activity.DUP, Activity.CONST})

_tape = always(TapeType())
_tape_in_memory = always(LLVMPointerType())


class _HalfOperation(CalleeOperation, ActivityOperation):
    """One of two calls with a tape between them."""

    SIGNATURE: ClassVar[SignatureForm]

    def verify_(self) -> None:
        types = function_types(called_function(self, self.fn))
        self.check_signature(self.SIGNATURE, *types, f"{self.name} of {self.fn}")


@irdl_op_definition
class AutodiffSplitModePrimalOp(DifferentiationOperation, _HalfOperation):
    """
    The first half of reverse mode in split mode. Inputs: each argument, a duplicated one followed by its shadow. Results:
    the needed primal results, then the tape.
    """

    name = "enzyme.autodiff_split_mode.primal"
    SIGNATURE: ClassVar[SignatureForm] = SignatureForm(
        inputs=(arguments,),
        outputs=(needed_results, _tape),
    )

    inputs = var_operand_def()
    outputs = var_result_def()
    tape = result_def(TapeType)


@irdl_op_definition
class AutodiffSplitModeReverseOp(_HalfOperation):
    """
    The second half of reverse mode in split mode. Inputs: a seed per active result, then the tape. Results: a derivative
    per active argument.
    """

    name = "enzyme.autodiff_split_mode.reverse"
    SIGNATURE: ClassVar[SignatureForm] = SignatureForm(
        inputs=(seeds, _tape),
        outputs=(adjoints,),
    )

    inputs = var_operand_def()
    tape = operand_def(TapeType)
    outputs = var_result_def()


@irdl_op_definition
class AugmentOp(DifferentiationOperation, _HalfOperation):
    """
    The first half of reverse mode, which stores what the second needs in memory. Inputs: each argument, a duplicated one
    followed by its shadow. Results: those of the function, then the shadows of duplicated ones, then the tape.
    """

    name = "enzyme.augment"
    SIGNATURE: ClassVar[SignatureForm] = SignatureForm(
        inputs=(arguments,),
        outputs=(all_results, result_shadows, _tape_in_memory),
        result_activities=HALF_RESULTS,
    )

    inputs = var_operand_def()
    outputs = var_result_def()


class _SecondHalf(DifferentiationOperation, _HalfOperation):
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
    SIGNATURE: ClassVar[SignatureForm] = SignatureForm(
        inputs=(arguments, seeds, _tape_in_memory),
        outputs=(adjoints,),
        result_activities=HALF_RESULTS,
    )

    inputs = var_operand_def()
    outputs = var_result_def()


@irdl_op_definition
class ForwardSplitOp(_SecondHalf):
    """
    Forward mode after `enzyme.augment`, which changes nothing but shadows. Inputs: those of `enzyme.fwddiff`, then the tape. Memory of
    the program is not looked at: what the function has read there is on the tape. Results: those of `enzyme.fwddiff`.
    """

    name = "enzyme.forward_split"
    SIGNATURE: ClassVar[SignatureForm] = SignatureForm(
        inputs=(arguments, _tape_in_memory),
        outputs=(results_with_tangents,),
        argument_activities=FORWARD_ARGUMENTS,
        result_activities=FORWARD_RESULTS,
    )

    inputs = var_operand_def()
    outputs = var_result_def()
