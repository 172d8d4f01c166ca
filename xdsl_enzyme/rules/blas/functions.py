"""Makes the derivative functions of a routine, once per spelling, activity and width.

::

    @dgemm_.forward.A.C      forward mode: the arguments, then the tangents of those that are active
    @dgemm_.augmented.A.C    the routine itself; also returns what its adjoint needs: sizes, options, copies of matrices
    @dgemm_.adjoint.A.C      the adjoint: takes these, the shadows and the adjoint of the result, and frees the copies
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from xdsl.dialects import func
from xdsl.dialects.builtin import FunctionType, ModuleOp, SymbolRefAttr, UnitAttr
from xdsl.ir import Attribute, Block, Region, SSAValue

from xdsl_enzyme.analyses.float_bits import PLAIN_INTEGERS
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.dialects.tangent_types import tangent_type
from xdsl_enzyme.rules.blas.calls import (
    ORDER,
    RESULT,
    Environment,
    Raw,
    Site,
    copied_pivots,
    load_raw,
    number_in,
    raw_types,
    value_of,
)
from xdsl_enzyme.rules.blas.expressions import (
    Evaluation,
    Expression,
    Names,
    Operand,
    Permutation,
    Sum,
    is_output,
    output_of,
)
from xdsl_enzyme.rules.blas.kernel import Kernel, Number
from xdsl_enzyme.rules.blas.library import POINTER
from xdsl_enzyme.rules.blas.matrices import Elements, View, copied, dense_view
from xdsl_enzyme.rules.blas.routines import OPTIONS, SCALARS, SIZES

PIVOTS = "ipiv"


@dataclass(frozen=True)
class Derivative:
    """A routine, as one call of it is differentiated."""

    site: Site
    callee: func.FuncOp
    module: ModuleOp
    active: Names
    """The arguments, and the result, that have derivatives."""
    width: int

    # What takes part

    @property
    def types(self) -> Sequence[Attribute]:
        return self.callee.function_type.inputs.data

    @property
    def outputs(self) -> Sequence[Attribute]:
        return self.callee.function_type.outputs.data

    @property
    def arguments(self) -> Iterator[tuple[str, Attribute]]:
        return zip(self.site.names, self.types, strict=False)

    @cached_property
    def updates(self) -> dict[str, Expression]:
        """What is written to memory that has a shadow."""
        return {
            name: expression
            for name, expression in self.site.routine.updates.items()
            if name in self.active
        }

    @cached_property
    def needed(self) -> Names:
        """The operands, and outputs, whose values a derivative needs."""
        needed: Names = frozenset()
        for expression in self.updates.values():
            needed |= expression.needs(self.active)
        if self.site.routine.result is not None and RESULT in self.active:
            needed |= self.site.routine.result.needs(self.active)
        return needed

    @property
    def _kept(self) -> list[str]:
        """Matrices, before or after the call, of which the adjoint gets copies."""
        matrices = self.site.routine.matrices
        kept = [name for name in matrices if name in self.needed]
        return kept + [output_of(name) for name in matrices if output_of(name) in self.needed]

    @property
    def _has_pivots(self) -> bool:
        return PIVOTS in self.site.names

    def _name(self, kind: str) -> str:
        parts = [self.callee.sym_name.data, kind, *sorted(self.active)]
        return ".".join(parts + ([str(self.width)] if self.width > 1 else []))

    def _function(
        self, kind: str, inputs: Sequence[Attribute], outputs: Sequence[Attribute]
    ) -> tuple[func.FuncOp, Kernel | None]:
        """The function of that kind; and, unless there is one already, what builds its body."""
        name = self._name(kind)
        existing = lookup(self.module, name)
        if isinstance(existing, func.FuncOp):
            return existing, None
        block = Block(arg_types=inputs)
        type = FunctionType.from_lists(list(inputs), list(outputs))
        function = func.FuncOp(name, type, Region(block), visibility="private")
        function.attributes[PLAIN_INTEGERS] = UnitAttr()
        self.module.body.block.add_op(function)
        site = self.site
        return function, Kernel(self.module, block, site.element, is_complex=site.is_complex)

    def _call_primal(self, kernel: Kernel, arguments: Sequence[SSAValue]) -> Sequence[SSAValue]:
        name = SymbolRefAttr(self.callee.sym_name.data)
        call = func.CallOp(name, list(arguments), list(self.outputs))
        return kernel.builder.insert(call).results

    def _raw(self, kernel: Kernel, pointers: dict[str, SSAValue]) -> dict[str, list[SSAValue]]:
        return {
            name: load_raw(kernel, self.site, name, value)
            for name, value in pointers.items()
            if name in OPTIONS or name in SIZES or name in SCALARS or name == ORDER
        }

    def _evaluation(
        self,
        kernel: Kernel,
        environment: Environment,
        matrices: dict[str, View],
        pivots: SSAValue | None,
    ) -> Evaluation:
        uppers: dict[str, SSAValue] = {}
        for name in self.site.routine.matrices:
            # Any pointer will do: only the layout is asked for.
            view = environment.view(name, kernel.null) if name not in matrices else matrices[name]
            upper = environment.view(name, view.pointer).upper
            if upper is not None:
                uppers[name] = upper
        permutation: Permutation | None = None
        if pivots is not None:
            integers = self.site.library.integers
            permutation = Permutation(pivots, environment.pivot_count, integers)
        return Evaluation(
            kernel,
            self.site.library,
            self.site.precision,
            self.active,
            matrices,
            environment.scalars,
            uppers,
            environment.flags,
            permutation,
        )

    # Forward mode

    @property
    def tangent_types(self) -> list[tuple[str, Attribute]]:
        """Of the arguments that are active."""
        return [
            (name, POINTER if self.site.is_reference(name) else tangent_type(type, self.width))
            for name, type in self.arguments
            if name in self.active
        ]

    @property
    def _returns_tangent(self) -> bool:
        return RESULT in self.active and RESULT not in self.site.names

    def forward(self) -> func.FuncOp:
        results = [tangent_type(type, self.width) for type in self.outputs if self._returns_tangent]
        inputs = [*self.types, *(type for _, type in self.tangent_types)]
        function, kernel = self._function("forward", inputs, [*self.outputs, *results])
        if kernel is None:
            return function
        arguments = function.body.block.args[: len(self.types)]
        given: dict[str, SSAValue] = dict(zip(self.site.names, arguments, strict=False))
        names = [name for name, _ in self.tangent_types]
        shadows: dict[str, SSAValue] = dict(
            zip(names, function.body.block.args[len(self.types) :], strict=True)
        )
        environment = Environment(kernel, self.site, self._raw(kernel, given))
        matrices = {
            name: environment.view(name, given[name]) for name in self.site.routine.matrices
        }
        for name in self.needed & frozenset(self.site.routine.updates):
            if name in matrices:
                matrices[name] = copied(kernel, matrices[name])
        returned = self._call_primal(kernel, arguments)
        outputs = {
            name: environment.view(name, given[name], is_output=True)
            for name in self.site.routine.updates
        }
        evaluation = self._evaluation(kernel, environment, matrices, given.get(PIVOTS))
        evaluation.outputs = outputs
        tangents = [
            self._tangents(kernel, environment, evaluation, shadows, direction)
            for direction in range(self.width)
        ]
        found: list[SSAValue] = []
        if self._returns_tangent:
            numbers = [number for number in tangents if number is not None]
            found.append(value_of(kernel, numbers, self.outputs[0], results[0]))
        kernel.free_temporaries()
        kernel.builder.insert(func.ReturnOp(*returned, *found))
        return function

    def _shadow_view(
        self,
        environment: Environment,
        shadows: dict[str, SSAValue],
        name: str,
        direction: int,
        *,
        is_output: bool = False,
    ) -> View:
        return environment.shadow(
            name, shadows[name], is_output=is_output, width=self.width, direction=direction
        )

    def _tangents(
        self,
        kernel: Kernel,
        environment: Environment,
        evaluation: Evaluation,
        shadows: dict[str, SSAValue],
        direction: int,
    ) -> Number | None:
        """Write one tangent of each output, and return that of the result."""
        evaluation.tangents = {
            name: self._shadow_view(environment, shadows, name, direction)
            for name in self.site.routine.matrices
            if name in shadows
        }
        types = dict(self.arguments)
        evaluation.scalar_tangents = {
            name: self._scalar_in(kernel, name, shadows[name], types[name], direction)
            for name in shadows
            if name in SCALARS
        }
        new: dict[str, View | None] = {}
        for name, expression in self.updates.items():
            tangent = expression.tangent(evaluation)
            # The tangents of operands are still needed, and overwritten next.
            is_operand = tangent is not None and tangent.is_shadow
            new[name] = copied(kernel, tangent) if is_operand and tangent is not None else tangent
        for name, tangent in new.items():
            target = self._shadow_view(environment, shadows, name, direction, is_output=True)
            target.assign(
                kernel,
                lambda i, j, tangent=tangent: (
                    kernel.number(0.0) if tangent is None else tangent.load(kernel, i, j)
                ),
            )
        result = self.site.routine.result
        if result is None or RESULT not in self.active:
            return None
        number = result.tangent(evaluation)
        if RESULT in shadows:
            kernel.store(number, shadows[RESULT], kernel.index(0), self.width, direction)
        return number

    def _scalar_in(
        self, kernel: Kernel, name: str, value: SSAValue, type: Attribute, direction: int
    ) -> Number:
        """A derivative of a scalar, in its shadow or in a value."""
        if not self.site.is_reference(name):
            return number_in(kernel, value, type, self.width, direction)
        if not self.site.is_real(name) or not kernel.is_complex:
            return kernel.load(value, kernel.index(0), self.width, direction)
        at = kernel.address(value, kernel.index(direction), kernel.element)
        return Number(kernel.load_value(at, kernel.element), kernel.float(0.0))

    # Reverse mode

    @property
    def _taped(self) -> list[tuple[str, Attribute]]:
        """The values behind references that the adjoint needs, by name; several for the parts of a number."""
        return [
            (name, part)
            for name, type in self.arguments
            if self.site.is_reference(name)
            and (name in OPTIONS or name in SIZES or (name in SCALARS and name in self.needed))
            for part in raw_types(self.site, name, type)
        ]

    @property
    def _by_value(self) -> list[tuple[str, Attribute]]:
        """The other ones."""
        return [(name, type) for name, type in self.arguments if not self.site.is_reference(name)]

    @property
    def tape_types(self) -> list[Attribute]:
        """What the augmented function returns after the results of the routine."""
        pointers = len(self._kept) + self._has_pivots
        return [*(type for _, type in self._taped), *[POINTER] * pointers]

    def augmented(self) -> func.FuncOp:
        function, kernel = self._function(
            "augmented", self.types, [*self.outputs, *self.tape_types]
        )
        if kernel is None:
            return function
        arguments = function.body.block.args
        given: dict[str, SSAValue] = dict(zip(self.site.names, arguments, strict=False))
        raw = self._raw(kernel, given)
        environment = Environment(kernel, self.site, raw)
        before = {
            name: self._packed(kernel, environment.view(name, given[name]))
            for name in self._kept
            if not is_output(name)
        }
        returned = self._call_primal(kernel, arguments)
        after = {
            output_of(name): self._packed(
                kernel, environment.view(name, given[name], is_output=True)
            )
            for name in self.site.routine.matrices
            if output_of(name) in self.needed
        }
        packs = before | after
        tape = [raw[name][part] for name, part in self._numbered()]
        tape += [packs[name] for name in self._kept]
        if self._has_pivots:
            count, integers = environment.pivot_count, self.site.library.integers
            tape.append(copied_pivots(kernel, given[PIVOTS], count, integers))
        kernel.builder.insert(func.ReturnOp(*returned, *tape))
        return function

    def _numbered(self) -> Iterator[tuple[str, int]]:
        """The names in `_taped`, with the number of the part."""
        previous, part = "", 0
        for name, _ in self._taped:
            part = part + 1 if name == previous else 0
            previous = name
            yield name, part

    @staticmethod
    def _packed(kernel: Kernel, view: View) -> SSAValue:
        """All elements, in memory that stays."""
        pointer = kernel.allocate(kernel.product(view.rows, view.columns))
        dense = dense_view(kernel, pointer, view.rows, view.columns, is_column=view.is_column)
        dense.assign(kernel, lambda i, j: view.load(kernel, i, j))
        return pointer

    @property
    def shadow_names(self) -> list[str]:
        """The arguments that the adjoint takes a shadow of."""
        return [
            name
            for name, _ in self.arguments
            if name in self.active and self.site.is_reference(name)
        ]

    @property
    def value_names(self) -> list[str]:
        """The arguments whose adjoint the adjoint returns."""
        return [name for name, _ in self._by_value if name in self.active]

    def adjoint(self) -> func.FuncOp:
        """Takes the arguments that are passed by value, the tape, the shadows, and the adjoint of the result."""
        seeds = [tangent_type(type, self.width) for type in self.outputs if self._returns_tangent]
        types = dict(self.arguments)
        inputs = [
            *(type for _, type in self._by_value),
            *self.tape_types,
            *[POINTER] * len(self.shadow_names),
            *seeds,
        ]
        results = [tangent_type(types[name], self.width) for name in self.value_names]
        function, kernel = self._function("adjoint", inputs, results)
        if kernel is None:
            return function
        given = iter(function.body.block.args)
        raw: dict[str, list[SSAValue]] = {}
        for name, _ in (*self._by_value, *self._taped):
            raw.setdefault(name, []).append(next(given))
        environment = Environment(kernel, self.site, _in_order(self.site, raw))
        packs = {name: next(given) for name in self._kept}
        pivots = next(given) if self._has_pivots else None
        shadows: dict[str, SSAValue] = {name: next(given) for name in self.shadow_names}
        seed = next(given, None)
        evaluation = self._evaluation(kernel, environment, {}, pivots)
        for name, pointer in packs.items():
            self._unpack(kernel, environment, evaluation, name, pointer)
        numbers: dict[str, list[Number]] = {name: [] for name in self.value_names}
        for direction in range(self.width):
            evaluation.adjoints.clear()
            evaluation.scalar_adjoints.clear()
            self._reverse(kernel, environment, evaluation, shadows, seed, direction)
            for name in self.value_names:
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
            for name, type in zip(self.value_names, results, strict=True)
        ]
        kernel.builder.insert(func.ReturnOp(*values))
        return function

    def _unpack(
        self,
        kernel: Kernel,
        environment: Environment,
        evaluation: Evaluation,
        name: str,
        pointer: SSAValue,
    ) -> None:
        operand = name.removeprefix(output_of(""))
        shape = environment.view(operand, pointer)
        dense = dense_view(kernel, pointer, shape.rows, shape.columns, is_column=shape.is_column)
        (evaluation.outputs if is_output(name) else evaluation.matrices)[operand] = dense

    def _reverse(
        self,
        kernel: Kernel,
        environment: Environment,
        evaluation: Evaluation,
        shadows: dict[str, SSAValue],
        seed: SSAValue | None,
        direction: int,
    ) -> None:
        """Add to one shadow of each operand."""
        seeds: dict[str, tuple[Expression, View]] = {}
        for name, expression in self.updates.items():
            view = self._shadow_view(environment, shadows, name, direction, is_output=True)
            # Where the routine sets imaginary parts to zero, not all of what was there before is kept.
            drops = self.site.routine.matrices[name].real_diagonal
            rest = None if drops else _without(expression, name)
            if rest is None:
                view = copied(kernel, view)
            seeds[name] = (expression if rest is None else rest, view)
        for name, (expression, _) in seeds.items():
            if expression is self.updates[name]:
                target = self._shadow_view(environment, shadows, name, direction, is_output=True)
                target.assign(kernel, lambda i, j: kernel.number(0.0))
        for expression, view in seeds.values():
            if expression.operands & self.active:
                expression.adjoint(evaluation, view)
        result = self.site.routine.result
        if result is not None and RESULT in self.active:
            if RESULT in shadows:
                zero = kernel.index(0)
                number = kernel.load(shadows[RESULT], zero, self.width, direction)
                kernel.store(kernel.number(0.0), shadows[RESULT], zero, self.width, direction)
            else:
                assert seed is not None
                number = number_in(kernel, seed, self.outputs[0], self.width, direction)
            result.adjoint(evaluation, number)
        self._flush(kernel, environment, evaluation, shadows, direction)

    def _flush(
        self,
        kernel: Kernel,
        environment: Environment,
        evaluation: Evaluation,
        shadows: dict[str, SSAValue],
        direction: int,
    ) -> None:
        for name, shares in evaluation.adjoints.items():
            view = self._shadow_view(environment, shadows, name, direction)

            def total(i: SSAValue, j: SSAValue, shares: Sequence[Elements] = shares) -> Number:
                number: Number | None = None
                for share in shares:
                    one = share(i, j)
                    number = one if number is None else kernel.plus(number, one)
                assert number is not None
                return number

            view.add(kernel, total)
        for name, shares in evaluation.scalar_adjoints.items():
            if name not in shadows:
                continue
            for one in shares:
                self._add_to_scalar(kernel, name, shadows[name], one, direction)

    def _add_to_scalar(
        self, kernel: Kernel, name: str, shadow: SSAValue, delta: Number, direction: int
    ) -> None:
        zero = kernel.index(0)
        if not kernel.is_complex or not self.site.is_real(name):
            total = kernel.plus(kernel.load(shadow, zero, self.width, direction), delta)
            kernel.store(total, shadow, zero, self.width, direction)
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


def _in_order(site: Site, raw: Raw) -> Raw:
    return {name: raw[name] for name in site.names if name in raw}
