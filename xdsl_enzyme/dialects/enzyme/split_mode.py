"""Reverse mode in two calls, with a tape between them.

::

    %y, %tape = enzyme.autodiff_split_mode.primal @f(%x) {…} : (f64) -> (f64, !enzyme.Tape)
    %dx = enzyme.autodiff_split_mode.reverse @f(%seed, %tape) {…} : (f64, !enzyme.Tape) -> f64
"""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.irdl import (
    irdl_op_definition,
    operand_def,
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
) -> Signature:
    signature = Signature(width)
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
) -> Signature:
    whole = reverse_signature(arguments, results, activity, result_activity, width)
    signature = Signature(width)
    seeds = sum(one.takes_seed for one in result_activity)
    derivatives = sum(one is Activity.ACTIVE for one in activity)
    signature.inputs = [*whole.inputs[len(whole.inputs) - seeds :], (TapeType(),)]
    signature.outputs = whole.outputs[len(whole.outputs) - derivatives :]
    return signature
