"""A routine as one call of it is differentiated: what takes part, and what its derivative functions take and return.

::

    call @dgemm_(…), A and C active   -->   @dgemm_.forward.A.C takes their shadows as well; the adjoint needs B and alpha
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
from xdsl_enzyme.rules.blas.calls import ORDER, RESULT, Environment, Site, load_raw, raw_types
from xdsl_enzyme.rules.blas.evaluation import Evaluation, Names, Permutation, output_of
from xdsl_enzyme.rules.blas.expressions import Expression
from xdsl_enzyme.rules.blas.kernel import Kernel
from xdsl_enzyme.rules.blas.library import POINTER
from xdsl_enzyme.rules.blas.matrices import View
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
    def kept(self) -> list[str]:
        """Matrices, before or after the call, of which the adjoint gets copies."""
        matrices = self.site.routine.matrices
        kept = [name for name in matrices if name in self.needed]
        return kept + [output_of(name) for name in matrices if output_of(name) in self.needed]

    @property
    def has_pivots(self) -> bool:
        return PIVOTS in self.site.names

    @property
    def tangent_types(self) -> list[tuple[str, Attribute]]:
        """Of the arguments that are active."""
        return [
            (name, POINTER if self.site.is_reference(name) else tangent_type(type, self.width))
            for name, type in self.arguments
            if name in self.active
        ]

    @property
    def returns_tangent(self) -> bool:
        return RESULT in self.active and RESULT not in self.site.names

    @property
    def taped(self) -> list[tuple[str, Attribute]]:
        """The values behind references that the adjoint needs, by name; several for the parts of a number."""
        return [
            (name, part)
            for name, type in self.arguments
            if self.site.is_reference(name)
            and (name in OPTIONS or name in SIZES or (name in SCALARS and name in self.needed))
            for part in raw_types(self.site, name, type)
        ]

    @property
    def by_value(self) -> list[tuple[str, Attribute]]:
        """The other ones."""
        return [(name, type) for name, type in self.arguments if not self.site.is_reference(name)]

    @property
    def tape_types(self) -> list[Attribute]:
        """What the augmented function returns after the results of the routine."""
        pointers = len(self.kept) + self.has_pivots
        return [*(type for _, type in self.taped), *[POINTER] * pointers]

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
        return [name for name, _ in self.by_value if name in self.active]

    def numbered(self) -> Iterator[tuple[str, int]]:
        """The names in `taped`, with the number of the part."""
        previous, part = "", 0
        for name, _ in self.taped:
            part = part + 1 if name == previous else 0
            previous = name
            yield name, part

    # Its functions

    def _name(self, kind: str) -> str:
        parts = [self.callee.sym_name.data, kind, *sorted(self.active)]
        return ".".join(parts + ([str(self.width)] if self.width > 1 else []))

    def function(
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

    def call_primal(self, kernel: Kernel, arguments: Sequence[SSAValue]) -> Sequence[SSAValue]:
        """The results of the routine itself."""
        name = SymbolRefAttr(self.callee.sym_name.data)
        call = func.CallOp(name, list(arguments), list(self.outputs))
        return kernel.builder.insert(call).results

    def raw(self, kernel: Kernel, pointers: dict[str, SSAValue]) -> dict[str, list[SSAValue]]:
        """What stands in the arguments, or behind them, that are no matrices: options, sizes, scalars."""
        return {
            name: load_raw(kernel, self.site, name, value)
            for name, value in pointers.items()
            if name in OPTIONS or name in SIZES or name in SCALARS or name == ORDER
        }

    def evaluation(
        self,
        kernel: Kernel,
        environment: Environment,
        matrices: dict[str, View],
        pivots: SSAValue | None,
    ) -> Evaluation:
        """What expressions are evaluated with; `matrices` are those whose values are known."""
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


@dataclass
class Body:
    """What the body of a derivative function is made with."""

    of: Derivative
    kernel: Kernel
    environment: Environment
    evaluation: Evaluation
    shadows: dict[str, SSAValue]

    def shadow(self, name: str, direction: int, *, is_output: bool = False) -> View:
        """One shadow of an operand."""
        return self.environment.shadow(
            name,
            self.shadows[name],
            is_output=is_output,
            width=self.of.width,
            direction=direction,
        )
