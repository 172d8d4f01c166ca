"""Makes the forward-mode function of a routine.

::

    @dgemm_.forward.A.C      the arguments, then the tangents of those that are active; the results, then the tangent of an active one
"""

from __future__ import annotations

from xdsl.dialects import func
from xdsl.ir import Attribute, SSAValue

from xdsl_enzyme.dialects.tangent_types import tangent_type
from xdsl_enzyme.rules.blas.calls import RESULT, Environment, number_in, value_of
from xdsl_enzyme.rules.blas.derivative import PIVOTS, Body, Derivative
from xdsl_enzyme.rules.blas.kernel import Number
from xdsl_enzyme.rules.blas.matrices import View, copied
from xdsl_enzyme.rules.blas.routines import SCALARS


def forward_function(of: Derivative) -> func.FuncOp:
    """Takes the arguments, then the tangents of the active ones; returns the results, then the tangent of an active one."""
    results = [tangent_type(type, of.width) for type in of.outputs if of.returns_tangent]
    inputs = [*of.types, *(type for _, type in of.tangent_types)]
    function, kernel = of.function("forward", inputs, [*of.outputs, *results])
    if kernel is None:
        return function
    arguments = function.body.block.args[: len(of.types)]
    given: dict[str, SSAValue] = dict(zip(of.site.names, arguments, strict=False))
    names = [name for name, _ in of.tangent_types]
    shadows: dict[str, SSAValue] = dict(
        zip(names, function.body.block.args[len(of.types) :], strict=True)
    )
    environment = Environment(kernel, of.site, of.raw(kernel, given))
    matrices = {name: environment.view(name, given[name]) for name in of.site.routine.matrices}
    for name in of.needed & frozenset(of.site.routine.updates):
        if name in matrices:
            matrices[name] = copied(kernel, matrices[name])
    returned = of.call_primal(kernel, arguments)
    outputs = {
        name: environment.view(name, given[name], is_output=True)
        for name in of.site.routine.updates
    }
    evaluation = of.evaluation(kernel, environment, matrices, given.get(PIVOTS))
    evaluation.outputs = outputs
    body = _ForwardBody(of, kernel, environment, evaluation, shadows)
    tangents = [body.write_tangents(direction) for direction in range(of.width)]
    found: list[SSAValue] = []
    if of.returns_tangent:
        numbers = [number for number in tangents if number is not None]
        found.append(value_of(kernel, numbers, of.outputs[0], results[0]))
    kernel.free_temporaries()
    kernel.builder.insert(func.ReturnOp(*returned, *found))
    return function


class _ForwardBody(Body):
    """The body of a forward-mode function."""

    def write_tangents(self, direction: int) -> Number | None:
        """Write one tangent of each output, and return that of the result."""
        kernel, shadows, evaluation = self.kernel, self.shadows, self.evaluation
        evaluation.tangents = {
            name: self.shadow(name, direction)
            for name in self.of.site.routine.matrices
            if name in shadows
        }
        types = dict(self.of.arguments)
        evaluation.scalar_tangents = {
            name: self._scalar_in(name, shadows[name], types[name], direction)
            for name in shadows
            if name in SCALARS
        }
        new: dict[str, View | None] = {}
        for name, expression in self.of.updates.items():
            tangent = expression.tangent(evaluation)
            # The tangents of operands are still needed, and overwritten next.
            is_operand = tangent is not None and tangent.is_shadow
            new[name] = copied(kernel, tangent) if is_operand and tangent is not None else tangent
        for name, tangent in new.items():
            target = self.shadow(name, direction, is_output=True)
            target.assign(
                kernel,
                lambda i, j, tangent=tangent: (
                    kernel.number(0.0) if tangent is None else tangent.load(kernel, i, j)
                ),
            )
        result = self.of.site.routine.result
        if result is None or RESULT not in self.of.active:
            return None
        number = result.tangent(evaluation)
        if RESULT in shadows:
            kernel.store(number, shadows[RESULT], kernel.index(0), self.of.width, direction)
        return number

    def _scalar_in(self, name: str, value: SSAValue, type: Attribute, direction: int) -> Number:
        """A derivative of a scalar, in its shadow or in a value."""
        kernel = self.kernel
        if not self.of.site.is_reference(name):
            return number_in(kernel, value, type, self.of.width, direction)
        if not self.of.site.is_real(name) or not kernel.is_complex:
            return kernel.load(value, kernel.index(0), self.of.width, direction)
        at = kernel.address(value, kernel.index(direction), kernel.element)
        return Number(kernel.load_value(at, kernel.element), kernel.float(0.0))
