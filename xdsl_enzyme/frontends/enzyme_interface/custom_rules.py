"""Derivatives that a C program registers, as functions with the signatures of `rules.custom_functions`.

For `double f(double x, double *p)` the program has, in the order that Enzyme wants,

::

    struct {void *tape; double value;} f_augmented(double x, double *p, double *dp);
    double                             f_reverse(double x, double *p, double *dp, double seed, void *tape);
    double                             f_forward(double x, double dx, double *p, double *dp);

and gets

::

    func.func @f.augmented_rule(%x, %p, %dp) -> (%value, %tape)
    func.func @f.adjoint_rule(%x, %p, %dp, %tape, %seed) -> %dx
    func.func @f.derivative_rule(%x, %dx, %p, %dp) -> (%value, %tangent)

The tape may be missing; `f_augmented` may also return the value alone, or the tape alone if `f` returns nothing. `f_forward`
returns the tangent, or the value and the tangent.
"""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.builder import Builder
from xdsl.dialects import func, llvm
from xdsl.dialects.builtin import FunctionType, StringAttr, SymbolRefAttr
from xdsl.ir import Attribute, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.dialects.enzyme import Activity, AutodiffOp, ForwardDiffOp
from xdsl_enzyme.dialects.math_functions import math_operation
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.frontends.enzyme_interface import values
from xdsl_enzyme.frontends.enzyme_interface.operands import SRET, attributes_of
from xdsl_enzyme.frontends.enzyme_interface.symbols import unused_name
from xdsl_enzyme.rules.c_runtime import module_of
from xdsl_enzyme.rules.custom_functions import DERIVATIVE, custom_derivative

Types = Sequence[Attribute]


def give_adjoint(function: func.FuncOp, augmented: func.FuncOp, reverse: func.FuncOp) -> None:
    """Let the reverse sweep call `reverse`, with the tape that `augmented` returns."""
    outputs = list(function.function_type.outputs.data)
    tape = _tape_type(function, augmented)
    tapes = [] if tape is None else [tape]
    forward = _new(function, "augmented_rule", _with_shadows(function), [*outputs, *tapes])
    # In C, the tape comes first.
    results = _call(forward, augmented, forward.arguments, [*tapes, *outputs])
    forward.returns([*results[len(tapes) :], *results[: len(tapes)]])

    shadowed = _with_shadows(function)
    seeds = [type for type in outputs if has_floats(type)]
    derived = [type for type in function.function_type.inputs if _is_value(type)]
    backward = _new(function, "adjoint_rule", [*shadowed, *tapes, *seeds], derived)
    primal = backward.arguments[: len(shadowed)]
    given_tape = backward.arguments[len(shadowed) : len(shadowed) + len(tapes)]
    given_seeds = backward.arguments[len(shadowed) + len(tapes) :]
    operands = [*primal, *given_seeds, *given_tape]
    takes = len(reverse.function_type.inputs) - (SRET in attributes_of(reverse, 0))
    if tapes and takes == len(operands) - 1:
        operands.pop()
    backward.returns(_call(backward, reverse, operands, derived))
    custom_derivative(function, augmented=forward.name, adjoint=backward.name)


def give_derivative(function: func.FuncOp, derivative: func.FuncOp) -> None:
    """Let forward mode call `derivative`."""
    outputs = list(function.function_type.outputs.data)
    tangents = [type for type in outputs if _has_tangent(type)]
    rule = _new_derivative(function)
    gives_value = bool(outputs) and _returned_types(derivative) != tangents
    if gives_value:
        rule.returns(_call(rule, derivative, rule.arguments, [*outputs, *tangents]))
    else:
        primal: list[SSAValue] = []
        if outputs:
            arguments = iter(rule.arguments)
            for type in function.function_type.inputs:
                primal.append(next(arguments))
                if _has_tangent(type):
                    next(arguments)
            primal = _call(rule, function, primal, outputs)
        rule.returns([*primal, *_call(rule, derivative, rule.arguments, tangents)])
    custom_derivative(function, derivative=rule.name)


def give_split_derivative(
    function: func.FuncOp, augmented: func.FuncOp, derivative: func.FuncOp
) -> None:
    """
    Let forward mode call `augmented`, and then `derivative` with the tape that comes of it. One that is registered for forward mode
    alone takes precedence.
    """
    if DERIVATIVE in function.attributes:
        return
    outputs = list(function.function_type.outputs.data)
    tangents = [type for type in outputs if _has_tangent(type)]
    tape = _tape_type(function, augmented)
    tapes = [] if tape is None else [tape]
    rule = _new_derivative(function)
    arguments = iter(rule.arguments)
    primal: list[SSAValue] = []
    for type in function.function_type.inputs:
        primal.append(next(arguments))
        if _has_tangent(type):
            tangent = next(arguments)
            primal += [tangent] if holds_pointers(type) else []
    results = _call(rule, augmented, primal, [*tapes, *outputs])
    operands = [*rule.arguments, *results[: len(tapes)]]
    returned = _returned_types(derivative)
    gives_value = bool(outputs) and returned != tangents
    wanted = [*outputs, *tangents] if gives_value else tangents
    derived = _call(rule, derivative, operands, wanted)
    rule.returns([*results[len(tapes) :], *derived[len(wanted) - len(tangents) :]])
    custom_derivative(function, derivative=rule.name)


def give_derivative_of_library(function: func.FuncOp, name: str) -> None:
    """Let the derivatives be those of a function of the C library, of the same type."""
    inputs = list(function.function_type.inputs.data)
    outputs = list(function.function_type.outputs.data)
    if len(outputs) != 1 or not all(map(_is_value, [*inputs, *outputs])):
        raise DifferentiationError(
            f"'{function.sym_name.data}' cannot be like '{name}'",
            where=function,
            why="only functions from numbers to a number are differentiated like those of the library",
            hint="register its gradient",
        )
    like = _new(function, f"like.{name}", inputs, outputs)
    operation = math_operation(name, tuple(inputs), tuple(outputs))
    if operation is not None:
        op = operation.create(operands=list(like.arguments), result_types=outputs)
        like.builder.insert(op)
        like.returns(list(op.results))
    else:
        like.returns(_call(like, _declared(function, name), like.arguments, outputs))

    forward = _new(
        function, "derivative_rule", [part for type in inputs for part in (type, type)], outputs * 2
    )
    primal = _call(forward, function, forward.arguments[::2], outputs)
    tangent = ForwardDiffOp(
        like.name,
        forward.arguments,
        outputs,
        [Activity.DUP] * len(inputs),
        [Activity.DUPNONEED],
    )
    forward.builder.insert(tangent)
    forward.returns([*primal, *tangent.results])

    backward = _new(function, "adjoint_rule", [*inputs, *outputs], inputs)
    adjoint = AutodiffOp(
        like.name,
        backward.arguments,
        inputs,
        [Activity.ACTIVE] * len(inputs),
        [Activity.ACTIVENONEED],
    )
    backward.builder.insert(adjoint)
    backward.returns(list(adjoint.results))
    custom_derivative(function, derivative=forward.name, adjoint=backward.name)


def _declared(function: func.FuncOp, name: str) -> func.FuncOp:
    module = module_of(function)
    found = lookup(module, name)
    if found is None:
        found = func.FuncOp.external(
            name, list(function.function_type.inputs), list(function.function_type.outputs)
        )
        module.body.block.add_op(found)
    if not isinstance(found, func.FuncOp) or found.function_type != function.function_type:
        raise DifferentiationError(
            f"'{function.sym_name.data}' cannot be like '{name}'",
            where=function,
            why=f"'{name}' is of another type",
        )
    return found


# Signatures


def _has_tangent(type: Attribute) -> bool:
    return has_floats(type) or holds_pointers(type)


def _is_value(type: Attribute) -> bool:
    return has_floats(type) and not holds_pointers(type)


def _with_shadows(function: func.FuncOp) -> list[Attribute]:
    return [
        part
        for type in function.function_type.inputs
        for part in ([type, type] if holds_pointers(type) else [type])
    ]


def _returned_types(function: func.FuncOp) -> list[Attribute]:
    """What a function returns: in memory that it is given, or as its result."""
    memory = attributes_of(function, 0).get(SRET)
    return list(function.function_type.outputs.data) if memory is None else [memory]


def _tape_type(function: func.FuncOp, augmented: func.FuncOp) -> Attribute | None:
    """The type of the tape that the augmented function returns, if there is one."""
    outputs = list(function.function_type.outputs.data)
    returned = _returned_types(augmented)
    if returned == outputs:
        return None
    if not outputs:
        return returned[0]
    if len(returned) == 1 and isinstance(struct := returned[0], llvm.LLVMStructType):
        tape, *types = struct.types.data
        # What comes behind the result is that of a function that has a shadow of it to return.
        if types[: len(outputs)] == outputs:
            return tape
    raise DifferentiationError(
        f"'{augmented.sym_name.data}' does not return what '{function.sym_name.data}' does",
        where=augmented,
        why="an augmented function returns a structure of the tape and the result",
    )


# Functions


class _Rule:
    """A function that is being built."""

    def __init__(self, op: func.FuncOp):
        self.op = op
        self.name = op.sym_name.data
        self.builder = Builder(InsertPoint.at_end(op.body.block))
        self.arguments: Sequence[SSAValue] = op.body.block.args

    def returns(self, results: Sequence[SSAValue]) -> None:
        self.builder.insert(func.ReturnOp(*results))


def _new(function: func.FuncOp, suffix: str, inputs: Types, outputs: Types) -> _Rule:
    module = module_of(function)
    name = unused_name(module, f"{function.sym_name.data}.{suffix}")
    op = func.FuncOp(name, FunctionType.from_lists(list(inputs), list(outputs)))
    op.properties["sym_visibility"] = StringAttr("private")
    op.location = function.location
    module.body.block.insert_op_after(op, function)
    return _Rule(op)


def _new_derivative(function: func.FuncOp) -> _Rule:
    """A new function with the signature of a derivative in forward mode."""
    outputs = list(function.function_type.outputs.data)
    types = [
        part
        for type in function.function_type.inputs
        for part in ([type, type] if _has_tangent(type) else [type])
    ]
    tangents = [type for type in outputs if _has_tangent(type)]
    return _new(function, "derivative_rule", types, [*outputs, *tangents])


def _call(
    rule: _Rule, function: func.FuncOp, operands: Sequence[SSAValue], wanted: Types
) -> list[SSAValue]:
    """Call a function of C, and take what it returns apart."""
    builder = rule.builder
    memory = attributes_of(function, 0).get(SRET)
    passed = list(operands)
    if memory is not None:
        passed.insert(0, values.alloca(builder, memory))
    types = list(function.function_type.inputs.data)
    if [one.type for one in passed] != types:
        given = ", ".join(str(one.type) for one in operands)
        raise DifferentiationError(
            f"'{function.sym_name.data}' is registered as a derivative, and takes other arguments",
            where=function,
            why=f"it is called with ({given})",
            hint="each argument that has a shadow is followed by it; then come the seed and the tape",
        )
    call = func.CallOp(
        SymbolRefAttr(function.sym_name.data), passed, function.function_type.outputs.data
    )
    builder.insert(call)
    if memory is not None:
        return values.load_all(builder, passed[0], wanted)
    if not wanted:
        return []
    results = _taken_apart(builder, call.results[0], wanted) if call.results else None
    if results is None:
        raise DifferentiationError(
            f"'{function.sym_name.data}' is registered as a derivative, and returns something else",
            where=function,
            why=f"derivatives of types ({', '.join(map(str, wanted))}) are needed",
            hint="return a structure of them",
        )
    return results


def _taken_apart(builder: Builder, value: SSAValue, wanted: Types) -> list[SSAValue] | None:
    """The members of a structure that are wanted, which are its first ones."""
    if isinstance(struct := value.type, llvm.LLVMStructType):
        types = struct.types.data
        if len(types) > len(wanted) and list(types[: len(wanted)]) == list(wanted):
            return [values.part(builder, value, i, type) for i, type in enumerate(wanted)]
    return values.unpacked(builder, value, wanted)
