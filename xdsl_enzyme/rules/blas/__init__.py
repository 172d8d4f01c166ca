"""Derivatives of BLAS and LAPACK: `routines` says what each routine computes, all else follows from that.

::

    call @dgemm_(…)    forward mode: call @dgemm_.forward(…)
                       reverse mode: call @dgemm_.augmented(…) in the forward sweep, @dgemm_.adjoint(…) in the reverse sweep

These functions call the same library again for products and triangular systems, in the spelling of the program.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from xdsl.builder import Builder
from xdsl.dialects import func
from xdsl.dialects.builtin import StringAttr, SymbolRefAttr
from xdsl.ir import Operation, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.library_functions import declare_memory_use
from xdsl_enzyme.analyses.memory_types import is_pointer
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.blas.calls import ORDER, RESULT, Site
from xdsl_enzyme.rules.blas.derivative import Derivative
from xdsl_enzyme.rules.blas.forward_function import forward_function
from xdsl_enzyme.rules.blas.library import spellings
from xdsl_enzyme.rules.blas.reverse_functions import adjoint_function, augmented_function
from xdsl_enzyme.rules.blas.routines import OPTIONS, ROUTINES, SCALARS, Routine
from xdsl_enzyme.rules.c_runtime import module_of
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.func import CallRule
from xdsl_enzyme.rules.registry import callee_rule, function_rule, inactive_functions

_ROUTINE = "enzyme.blas_routine"
"""On the call of an augmented function: which routine it stands for."""
_ACTIVE = "enzyme.blas_active"


def _names(routine: Routine, precision: str) -> str:
    """The name of a routine in a precision, without what libraries add."""
    if routine.is_inactive:
        return f"i{precision}{routine.name}"
    if routine.is_real and precision in "cz":
        return f"{'s' if precision == 'c' else 'd'}{precision}{routine.name}"
    if routine.name == "scal" and routine.real_scalars:
        return f"{precision}{'s' if precision == 'c' else 'd'}{routine.name}"
    return f"{precision}{routine.name}"


def _sites() -> Iterator[tuple[str, Site]]:
    for routine in ROUTINES:
        for precision in routine.precisions:
            base = _names(routine, precision)
            returns_complex = (
                routine.result is not None and precision in "cz" and not routine.is_real
            )
            for name, library in spellings(base, has_cblas=not routine.is_lapack):
                names = routine.arguments
                if library.is_cblas and any(one.startswith("ld") for one in names):
                    names = (ORDER, *names)
                if library.is_cblas and returns_complex:
                    yield (
                        name.replace(base, f"{base}_sub"),
                        Site(routine, precision, library, (*names, RESULT)),
                    )
                else:
                    yield name, Site(routine, precision, library, names)


SITES: Mapping[str, Site] = dict(_sites())
"""All names that are known."""


def _derivative(
    op: func.CallOp, callee_name: SymbolRefAttr, active: frozenset[str], width: int
) -> Derivative:
    name = callee_name.root_reference.data
    callee = lookup(op, name)
    assert isinstance(callee, func.FuncOp)
    return Derivative(_site_of(op, name, callee), callee, module_of(op), active, width)


def _site_of(op: Operation, name: str, callee: func.FuncOp) -> Site:
    """What is called; an error if its declaration is not that of the routine."""
    site = SITES[name]
    inputs = callee.function_type.inputs.data
    options = sum(one in OPTIONS for one in site.names)
    surplus = len(inputs) - len(site.names)
    returns_complex = (
        site.routine.result is not None and site.is_complex and not site.routine.is_real
    )
    if returns_complex and surplus == 1 and not site.library.is_cblas:
        site = replace(site, names=(RESULT, *site.names))
        surplus = 0
    has_lengths = surplus == options and not site.library.is_cblas
    if (surplus != 0 and not has_lengths) or any(
        is_pointer(type) != site.is_reference(one)
        for one, type in zip(site.names, inputs, strict=False)
    ):
        raise DifferentiationError(
            f"'{name}' is not declared as the routine of that name",
            where=op,
            why=f"its type is {callee.function_type}",
            hint=f"declare it with the arguments {', '.join(site.names)}",
        )
    return replace(site, library=replace(site.library, has_lengths=has_lengths))


@callee_rule(_ROUTINE)
class BlasRule(CallRule):
    """A call of a routine, or of its augmented function."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, func.CallOp)
        if _ROUTINE in op.attributes:
            # A derivative that is differentiated again.
            super().tangent(op, ctx)
            return
        derivative = _derivative(op, op.callee, _active(op, ctx), ctx.width)
        if not derivative.active:
            return
        if ctx.floats_are_carried:
            self._call_forward(op, derivative, ctx)
        else:
            function = augmented_function(derivative)
            new = _call(function, list(op.arguments), op)
            new.attributes[_ROUTINE] = op.callee
            new.attributes[_ACTIVE] = StringAttr(" ".join(sorted(derivative.active)))
            ctx.replace(op, new)

    def _call_forward(self, op: func.CallOp, derivative: Derivative, ctx: TangentContext) -> None:
        function = forward_function(derivative)
        ctx.builder = Builder(InsertPoint.before(op))
        given = dict(zip(derivative.site.names, op.arguments, strict=False))
        tangents = [ctx.tangent_or_zero(given[name]) for name, _ in derivative.tangent_types]
        count = len(op.results)
        has_tangent = len(function.function_type.outputs.data) > count
        new = _call(function, [*op.arguments, *tangents], op)
        ctx.replace(op, new)
        ctx.builder = Builder(InsertPoint.after(new))
        if has_tangent:
            ctx.set_tangent(new.results[0], new.results[count])

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        assert isinstance(op, func.CallOp)
        callee, active = op.attributes.get(_ROUTINE), op.attributes.get(_ACTIVE)
        if not isinstance(callee, SymbolRefAttr) or not isinstance(active, StringAttr):
            # Nothing in it is active; the forward sweep left it alone.
            return
        names = frozenset(active.data.split())
        derivative = _derivative(op, callee, names, ctx.width)
        function = adjoint_function(derivative)
        site = derivative.site
        given = dict(zip(site.names, op.arguments, strict=False))
        count = len(derivative.outputs)
        operands = [ctx.primal(given[name]) for name in site.names if not site.is_reference(name)]
        operands += [ctx.primal(result) for result in op.results[count:]]
        operands += [ctx.shadow(given[name]) for name in derivative.shadow_names]
        if RESULT in names and RESULT not in site.names:
            result = op.results[0]
            adjoint = ctx.take_adjoint(result)
            operands.append(adjoint or floats.zero(ctx.builder, ctx.adjoint_type(result.type)))
        new = ctx.builder.insert(_call(function, operands, op))
        for name, delta in zip(derivative.value_names, new.results, strict=True):
            ctx.accumulate(given[name], delta)
        del op.attributes[_ROUTINE], op.attributes[_ACTIVE]


def _active(op: func.CallOp, ctx: TangentContext) -> frozenset[str]:
    name = op.callee.root_reference.data
    callee = lookup(op, name)
    assert isinstance(callee, func.FuncOp)
    site = _site_of(op, name, callee)
    active = {
        name
        for name, argument in zip(site.names, op.arguments, strict=False)
        if (name in SCALARS or name in site.routine.matrices or name == RESULT)
        and _takes_part(argument, ctx)
    }
    if op.results and has_floats(op.results[0].type) and ctx.is_active(op.results[0]):
        active.add(RESULT)
    return frozenset(active)


def _takes_part(argument: SSAValue, ctx: TangentContext) -> bool:
    return ctx.carries(argument) if is_pointer(argument.type) else ctx.is_active(argument)


def _call(function: func.FuncOp, operands: list[SSAValue], like: func.CallOp) -> func.CallOp:
    name = SymbolRefAttr(function.sym_name.data)
    call = func.CallOp(name, operands, list(function.function_type.outputs.data))
    call.location = like.location
    return call


def _register() -> None:
    rule = BlasRule()
    for name, site in SITES.items():
        declare_memory_use([name], site.memory_use, floats=site.float_types)
        if site.routine.is_inactive:
            inactive_functions(name)
        else:
            function_rule(name, rule)


_register()
