"""Makes requests of the dialect `enzyme` of calls of the interface, and hands their results to where C expects them.

::

    %r = func.call @__enzyme_autodiff.0(%f, %x, %y)      for  double f(double, double), and a call that returns {double, double}
    -->
    %dx, %dy = enzyme.autodiff @f(%x, %y, %one) {activity = [active, active], ret_activity = [activenoneed]}
    %r = {%dx, %dy}

Reverse mode returns the primal result if it is wanted, then the derivatives of the active arguments; forward mode the primal result
if it is wanted, then the tangent. A call that returns less than that gets the first of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xdsl.builder import Builder
from xdsl.dialects import func, ub
from xdsl.dialects.builtin import IntegerType, SymbolRefAttr, UnitAttr
from xdsl.dialects.llvm import LLVMPointerType
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.rewriter import InsertPoint, Rewriter
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.dialects.enzyme import (
    Activity,
    AugmentOp,
    AutodiffOp,
    DifferentiationOperation,
    ForwardDiffOp,
    ForwardSplitOp,
    ReverseOp,
)
from xdsl_enzyme.dialects.tangent_types import tangent_type
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.frontends.enzyme_interface import values
from xdsl_enzyme.frontends.enzyme_interface.interface_call import InterfaceCall
from xdsl_enzyme.frontends.enzyme_interface.names import Kind
from xdsl_enzyme.frontends.enzyme_interface.reader import CallReader
from xdsl_enzyme.frontends.llvm_ir.types import POINTER
from xdsl_enzyme.rules.directions import join, split

TAPE_SIZE = 8
"""A tape is the address of what is stored."""


def deliver(reader: CallReader, results: Sequence[SSAValue], memory_of: str) -> None:
    """Replace a call by its results, in the form in which the call returns them."""
    op = reader.op
    builder = Builder(InsertPoint.before(op))
    if not results:
        # One declaration may serve for calls with and without results; what this one returns is not looked at.
        poison = [builder.insert(ub.PoisonOp(one.type)).result for one in op.results]
        Rewriter.replace_op(op, [], poison)
        return
    if reader.result_memory is not None:
        place, type = reader.result_memory
        size = size_of(values.structure([one.type for one in results]))
        if size != size_of(type):
            raise _misfit(reader, results, f"a structure of {size_of(type)} bytes", memory_of)
        values.store_all(builder, results, place)
    replacements: list[SSAValue] = []
    if op.results:
        type = op.results[0].type
        value = values.packed(builder, results, type)
        if value is None and results[0].type == type:
            value = results[0]
        if value is None:
            raise _misfit(reader, results, f"a value of type {type}", memory_of)
        replacements.append(value)
    Rewriter.replace_op(op, [], replacements)


def _misfit(
    reader: CallReader, results: Sequence[SSAValue], wanted: str, what: str
) -> DifferentiationError:
    types = ", ".join(str(one.type) for one in results)
    size = size_of(values.structure([one.type for one in results]))
    return reader.error(
        f"the call returns {wanted}, which is not what {what} are",
        f"they are ({types}), {size} bytes",
        "declare the function with a result of that type, or with a structure of them",
    )


def _inputs(call: InterfaceCall) -> list[SSAValue]:
    """Each argument, and after a duplicated one what there is in all directions."""
    inputs: list[SSAValue] = []
    for argument in call.arguments:
        inputs.append(argument.value)
        if argument.activity.is_duplicated:
            inputs += _joined(call, argument.shadows, argument.value.type)
    return inputs


def _insert(call: InterfaceCall, request: DifferentiationOperation) -> None:
    request.location = call.op.location
    if "enzyme_runtime_activity" in call.flags:
        request.runtime_activity = UnitAttr()
    call.builder.insert(request)


def _joined(
    call: InterfaceCall, directions: Sequence[SSAValue], type: Attribute
) -> Sequence[SSAValue]:
    """The derivatives of a value in all directions, as a request takes them."""
    return directions if call.separate else [join(call.builder, directions, type)]


def _derivative_types(call: InterfaceCall, types: Sequence[Attribute]) -> list[Attribute]:
    """The types of the derivatives of values, as a request returns them."""
    if call.separate:
        return [type for type in types for _ in range(call.width)]
    return [tangent_type(type, call.width) for type in types]


def _split(
    call: InterfaceCall, derivatives: Sequence[SSAValue], types: Sequence[Attribute]
) -> list[SSAValue]:
    """The derivatives that a request returns, direction by direction."""
    if call.separate:
        return [*derivatives]
    return [
        one
        for value, type in zip(derivatives, types, strict=True)
        for one in split(call.builder, value, type, call.width)
    ]


def _activities(call: InterfaceCall) -> list[Activity]:
    return [argument.activity for argument in call.arguments]


def _result_activities(call: InterfaceCall) -> list[Activity]:
    """The activity of the result, if the function has one, with or without the need for its value."""
    if not call.result_types:
        return []
    needed = call.wants_primal
    match call.result:
        case Activity.ACTIVE:
            return [Activity.ACTIVE if needed else Activity.ACTIVENONEED]
        case Activity.DUP:
            return [Activity.DUP if needed else Activity.DUPNONEED]
        case _:
            return [Activity.CONST if needed else Activity.CONSTNONEED]


def _forward(reader: CallReader, call: InterfaceCall) -> None:
    if call.wants_primal and not call.result_types:
        raise reader.error(
            "enzyme_primal_return of a function that returns nothing",
            "there is no result to return",
        )
    activities = _result_activities(call)
    types: list[Attribute] = []
    for type, one in zip(call.result_types, activities, strict=True):
        types += [type] * one.is_needed
        types += _derivative_types(call, [type] * one.is_duplicated)
    form = (
        _activities(call),
        activities,
        call.width,
        "enzyme_strong_zero" in call.flags,
        call.separate,
    )
    name = call.function.sym_name.data
    if call.kind is Kind.FORWARD or call.tape is None:
        request: DifferentiationOperation = ForwardDiffOp(name, _inputs(call), types, *form)
    else:
        inputs = [*_inputs(call), _tape(reader, call, call.tape)]
        keeps_tape = "enzyme_nofree" in call.flags
        request = ForwardSplitOp(name, inputs, types, *form, keeps_tape=keeps_tape)
    _insert(call, request)
    primals = sum(one.is_needed for one in activities)
    tangents = [
        type for type, one in zip(call.result_types, activities, strict=True) if one.is_duplicated
    ]
    results = [*request.results[:primals], *_split(call, request.results[primals:], tangents)]
    deliver(reader, results, "the results of forward mode")


def _reverse_combined(reader: CallReader, call: InterfaceCall) -> None:
    results = _result_activities(call)
    if call.result is Activity.DUP:
        # A pointer that is returned: its memory has been reached through the shadows of the arguments.
        results = [Activity.CONST if call.wants_primal else Activity.CONSTNONEED]
    types = [type for type, one in zip(call.result_types, results, strict=True) if one.is_needed]
    derived = [a.value.type for a in call.arguments if a.activity is Activity.ACTIVE]
    types += _derivative_types(call, derived)
    request = AutodiffOp(
        call.function.sym_name.data,
        [*_inputs(call), *_seeds(reader, call, results)],
        types,
        _activities(call),
        results,
        call.width,
        "enzyme_strong_zero" in call.flags,
        call.separate,
    )
    _insert(call, request)
    primals = sum(one.is_needed for one in results)
    delivered = [*request.results[:primals], *_split(call, request.results[primals:], derived)]
    deliver(reader, delivered, "the derivatives")


def _seeds(reader: CallReader, call: InterfaceCall, results: Sequence[Activity]) -> list[SSAValue]:
    """The seed of an active result: 1, unless the call gives one."""
    builder = call.builder
    seeds: list[SSAValue] = []
    for type, one in zip(call.result_types, results, strict=True):
        if one.takes_seed:
            seed = call.seed or values.one(builder, type)
            if seed is None:
                raise reader.error(
                    f"there is no seed for the result of '{call.function.sym_name.data}'",
                    f"it has type {type}, which is not made of floats only",
                    "return it through a pointer",
                )
            seeds += _joined(call, [seed] * call.width, type)
    return seeds


# Split mode


def _split_results(call: InterfaceCall) -> list[Activity]:
    """Both halves are made for the same activities."""
    return [call.result] if call.result_types else []


def _augment(reader: CallReader, call: InterfaceCall) -> None:
    _check_tape_size(reader, call)
    builder = call.builder
    results = _split_results(call)
    types = [*call.result_types]
    if call.result is Activity.DUP:
        types += _derivative_types(call, call.result_types)
    request = AugmentOp(
        call.function.sym_name.data,
        _inputs(call),
        [*types, POINTER],
        _activities(call),
        results,
        call.width,
        "enzyme_strong_zero" in call.flags,
        call.separate,
    )
    _insert(call, request)
    *returned, tape = request.results
    if call.tape is not None:
        values.store(builder, tape, call.tape)
        delivered: list[SSAValue] = []
    else:
        delivered = [tape]
    if "enzyme_noret" not in call.flags:
        delivered += returned
    if call.op.results or (delivered and reader.result_memory is not None):
        deliver(reader, delivered, "the tape and the result")
    else:
        Rewriter.replace_op(call.op, [], [])


def _reverse_half(reader: CallReader, call: InterfaceCall) -> None:
    _check_tape_size(reader, call)
    if call.tape is None:
        raise reader.error("the tape is missing", "it comes last, behind the seed")
    tape = _tape(reader, call, call.tape)
    results = _split_results(call)
    derived = [a.value.type for a in call.arguments if a.activity is Activity.ACTIVE]
    request = ReverseOp(
        call.function.sym_name.data,
        [*_inputs(call), *_seeds(reader, call, results), tape],
        _derivative_types(call, derived),
        _activities(call),
        results,
        call.width,
        "enzyme_strong_zero" in call.flags,
        call.separate,
        keeps_tape="enzyme_nofree" in call.flags,
    )
    _insert(call, request)
    deliver(reader, _split(call, request.results, derived), "the derivatives")


def _tape(reader: CallReader, call: InterfaceCall, given: SSAValue) -> SSAValue:
    tape = values.load(call.builder, given, POINTER) if call.tape_in_memory else given
    if not isinstance(tape.type, LLVMPointerType):
        raise reader.error(f"the tape has type {tape.type}", "it is a pointer")
    return tape


def _check_tape_size(reader: CallReader, call: InterfaceCall) -> None:
    if call.allocated is not None and call.allocated < TAPE_SIZE:
        raise reader.error(
            f"the tape does not fit into {call.allocated} bytes",
            f"it takes {TAPE_SIZE}: the address of what is stored",
            "ask __enzyme_augmentsize, or allocate more",
        )


def _forward_split(reader: CallReader, call: InterfaceCall) -> None:
    if call.tape is None:
        raise reader.error("the tape is missing", "it comes last")
    _forward(reader, call)


def _tape_size(reader: CallReader, call: InterfaceCall) -> None:
    type = call.op.results[0].type if call.op.results else None
    if not isa(type, IntegerType):
        raise reader.error("the size of a tape is an integer", "the call returns something else")
    size = values.integer(call.builder, TAPE_SIZE, type)
    Rewriter.replace_op(call.op, [], [size])


# Other calls


def _call_inactive(reader: CallReader, call: InterfaceCall) -> None:
    """The function itself, through which no derivative flows."""
    inner = func.CallOp(
        SymbolRefAttr(call.function.sym_name.data),
        [argument.value for argument in call.arguments],
        call.result_types,
    )
    inner.location = call.op.location
    inner.attributes["enzyme.inactive"] = UnitAttr()
    call.builder.insert(inner)
    deliver(reader, list(inner.results), "the results")


HANDLERS: dict[Kind, Callable[[CallReader, InterfaceCall], None]] = {
    Kind.AUTODIFF: _reverse_combined,
    Kind.FORWARD: _forward,
    Kind.AUGMENT: _augment,
    Kind.REVERSE: _reverse_half,
    Kind.TAPE_SIZE: _tape_size,
    Kind.FORWARD_SPLIT: _forward_split,
    Kind.CALL_INACTIVE: _call_inactive,
}


def erase_unused(op: Operation | None) -> None:
    """Erase what led to an operand, such as the load of a marker, if nothing else uses it."""
    if op is None or any(result.first_use is not None for result in op.results):
        return
    operands = [operand.owner for operand in op.operands]
    op.detach()
    op.erase()
    for owner in operands:
        if isinstance(owner, Operation):
            erase_unused(owner)
