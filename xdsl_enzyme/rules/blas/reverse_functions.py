"""Makes the two functions of a routine for reverse mode.

::

    @dgemm_.augmented.A.C    the routine itself; also returns what its adjoint needs: sizes, options, copies of matrices
    @dgemm_.adjoint.A.C      the adjoint: takes these, the shadows and the adjoint of the result, and frees the copies
"""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.dialects import func
from xdsl.ir import SSAValue

from xdsl_enzyme.dialects.tangent_types import tangent_type
from xdsl_enzyme.rules.blas.calls import (
    RESULT,
    Environment,
    copied_pivots,
    number_in,
    value_of,
)
from xdsl_enzyme.rules.blas.derivative import PIVOTS, Body, Derivative
from xdsl_enzyme.rules.blas.evaluation import is_output, output_of
from xdsl_enzyme.rules.blas.expressions import Expression, Operand, Sum
from xdsl_enzyme.rules.blas.kernel import Kernel, Number
from xdsl_enzyme.rules.blas.library import POINTER
from xdsl_enzyme.rules.blas.matrices import Elements, View, copied, dense_view


def augmented_function(of: Derivative) -> func.FuncOp:
    """Takes the arguments; returns the results, then the tape."""
    function, kernel = of.function("augmented", of.types, [*of.outputs, *of.tape_types])
    if kernel is None:
        return function
    arguments = function.body.block.args
    given: dict[str, SSAValue] = dict(zip(of.site.names, arguments, strict=False))
    raw = of.raw(kernel, given)
    environment = Environment(kernel, of.site, raw)
    before = {
        name: _packed(kernel, environment.view(name, given[name]))
        for name in of.kept
        if not is_output(name)
    }
    returned = of.call_primal(kernel, arguments)
    after = {
        output_of(name): _packed(kernel, environment.view(name, given[name], is_output=True))
        for name in of.site.routine.matrices
        if output_of(name) in of.needed
    }
    packs = before | after
    tape = [raw[name][part] for name, part in of.numbered()]
    tape += [packs[name] for name in of.kept]
    if of.has_pivots:
        count, integers = environment.pivot_count, of.site.library.integers
        tape.append(copied_pivots(kernel, given[PIVOTS], count, integers))
    kernel.builder.insert(func.ReturnOp(*returned, *tape))
    return function


def _packed(kernel: Kernel, view: View) -> SSAValue:
    """All elements, in memory that stays."""
    pointer = kernel.allocate(kernel.product(view.rows, view.columns))
    dense = dense_view(kernel, pointer, view.rows, view.columns, is_column=view.is_column)
    dense.assign(kernel, lambda i, j: view.load(kernel, i, j))
    return pointer


def adjoint_function(of: Derivative) -> func.FuncOp:
    """Takes the arguments that are passed by value, the tape, the shadows, and the adjoint of the result."""
    seeds = [tangent_type(type, of.width) for type in of.outputs if of.returns_tangent]
    types = dict(of.arguments)
    inputs = [
        *(type for _, type in of.by_value),
        *of.tape_types,
        *[POINTER] * len(of.shadow_names),
        *seeds,
    ]
    results = [tangent_type(types[name], of.width) for name in of.value_names]
    function, kernel = of.function("adjoint", inputs, results)
    if kernel is None:
        return function
    given = iter(function.body.block.args)
    raw: dict[str, list[SSAValue]] = {}
    for name, _ in (*of.by_value, *of.taped):
        raw.setdefault(name, []).append(next(given))
    in_order = {name: raw[name] for name in of.site.names if name in raw}
    environment = Environment(kernel, of.site, in_order)
    packs = {name: next(given) for name in of.kept}
    pivots = next(given) if of.has_pivots else None
    shadows: dict[str, SSAValue] = {name: next(given) for name in of.shadow_names}
    seed = next(given, None)
    evaluation = of.evaluation(kernel, environment, {}, pivots)
    body = _AdjointBody(of, kernel, environment, evaluation, shadows)
    for name, pointer in packs.items():
        body.unpack(name, pointer)
    numbers: dict[str, list[Number]] = {name: [] for name in of.value_names}
    for direction in range(of.width):
        evaluation.adjoints.clear()
        evaluation.scalar_adjoints.clear()
        body.reverse(seed, direction)
        for name in of.value_names:
            found = evaluation.scalar_adjoints.get(name, [])
            total = kernel.number(0.0)
            for one in found:
                total = kernel.plus(total, one)
            numbers[name].append(total)
    kernel.free_temporaries()
    for pointer in [*packs.values(), *([pivots] if pivots is not None else [])]:
        kernel.free(pointer)
    values = [
        value_of(kernel, numbers[name], types[name], type)
        for name, type in zip(of.value_names, results, strict=True)
    ]
    kernel.builder.insert(func.ReturnOp(*values))
    return function


class _AdjointBody(Body):
    """The body of an adjoint function."""

    def unpack(self, name: str, pointer: SSAValue) -> None:
        """Make a copy on the tape known as the operand, or output, that it is of."""
        kernel = self.kernel
        operand = name.removeprefix(output_of(""))
        shape = self.environment.view(operand, pointer)
        dense = dense_view(kernel, pointer, shape.rows, shape.columns, is_column=shape.is_column)
        (self.evaluation.outputs if is_output(name) else self.evaluation.matrices)[operand] = dense

    def reverse(self, seed: SSAValue | None, direction: int) -> None:
        """Add to one shadow of each operand."""
        kernel, shadows = self.kernel, self.shadows
        seeds: dict[str, tuple[Expression, View]] = {}
        for name, expression in self.of.updates.items():
            view = self.shadow(name, direction, is_output=True)
            # Where the routine sets imaginary parts to zero, not all of what was there before is kept.
            drops = self.of.site.routine.matrices[name].real_diagonal
            rest = None if drops else _without(expression, name)
            if rest is None:
                view = copied(kernel, view)
            seeds[name] = (expression if rest is None else rest, view)
        for name, (expression, _) in seeds.items():
            if expression is self.of.updates[name]:
                target = self.shadow(name, direction, is_output=True)
                target.assign(kernel, lambda i, j: kernel.number(0.0))
        for expression, view in seeds.values():
            if expression.operands & self.of.active:
                expression.adjoint(self.evaluation, view)
        result = self.of.site.routine.result
        if result is not None and RESULT in self.of.active:
            if RESULT in shadows:
                zero = kernel.index(0)
                number = kernel.load(shadows[RESULT], zero, self.of.width, direction)
                kernel.store(kernel.number(0.0), shadows[RESULT], zero, self.of.width, direction)
            else:
                assert seed is not None
                number = number_in(kernel, seed, self.of.outputs[0], self.of.width, direction)
            result.adjoint(self.evaluation, number)
        self._flush(direction)

    def _flush(self, direction: int) -> None:
        kernel = self.kernel
        for name, shares in self.evaluation.adjoints.items():
            view = self.shadow(name, direction)

            def total(i: SSAValue, j: SSAValue, shares: Sequence[Elements] = shares) -> Number:
                number: Number | None = None
                for share in shares:
                    one = share(i, j)
                    number = one if number is None else kernel.plus(number, one)
                assert number is not None
                return number

            view.add(kernel, total)
        for name, shares in self.evaluation.scalar_adjoints.items():
            if name not in self.shadows:
                continue
            for one in shares:
                self._add_to_scalar(name, one, direction)

    def _add_to_scalar(self, name: str, delta: Number, direction: int) -> None:
        kernel, shadow = self.kernel, self.shadows[name]
        zero = kernel.index(0)
        if not kernel.is_complex or not self.of.site.is_real(name):
            total = kernel.plus(kernel.load(shadow, zero, self.of.width, direction), delta)
            kernel.store(total, shadow, zero, self.of.width, direction)
            return
        at = kernel.address(shadow, kernel.index(direction), kernel.element)
        old = Number(kernel.load_value(at, kernel.element))
        kernel.store_value(kernel.plus(old, Number(delta.real)).real, at)


def _without(expression: Expression, name: str) -> Expression | None:
    """The other terms of a sum in which what was there before is kept; None if it is not."""
    if isinstance(expression, Sum):
        if expression.right == Operand(name):
            return expression.left
        if expression.left == Operand(name):
            return expression.right
    return None
