"""What derivative functions of all modes are made with.

On structured form, for a copy of a function that is about to become a derivative of it::

    activity(@f.gradient, [active, const], [active])   -->   ActivityAnalysis: what takes part in it
    callee(func.call @g)                               -->   @g, or an error if it has neither a body nor a rule
    note(@f.gradient, …)                               -->   made[@f.gradient]: what in it belongs to one direction
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xdsl.dialects import func
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.analyses.activity import ActivityAnalysis
from xdsl_enzyme.analyses.differing_values import DerivativeFunction
from xdsl_enzyme.analyses.memory_accesses import MemoryAccesses
from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.passes.derivative_arguments import Activities
from xdsl_enzyme.passes.forward_walk import ForwardWalk
from xdsl_enzyme.passes.primal_copies import PrimalCopies
from xdsl_enzyme.passes.shadow_arguments import add_shadows
from xdsl_enzyme.passes.shadow_globals import ShadowGlobals


@dataclass(frozen=True)
class Settings:
    """How functions are differentiated."""

    strong_zero: bool | None = None
    """Guard every product with an adjoint (True), none, or those that a branch not taken can poison (None)."""
    runtime_activity: bool = False
    """Memory may be its own shadow, and takes no part then."""
    separate: bool = False
    """The functions are also wanted for several directions, each with memory of its own."""
    uses_tables: bool = False
    """Functions hand down many caches as a table."""


class DerivativeContext:
    """A module whose functions are differentiated, and what is known of it."""

    def __init__(self, module: ModuleOp, settings: Settings):
        self.module = module
        self.settings = settings
        self.made: dict[func.FuncOp, DerivativeFunction] = {}
        """If derivatives are wanted for several directions: what in them belongs to one."""
        self.memory = MemoryAccesses(module)
        self.copies = PrimalCopies(module, self.memory)
        self.shadow_globals = ShadowGlobals(module)

    def activity(
        self, function: func.FuncOp, arguments: Activities, results: Activities, *, called: bool
    ) -> ActivityAnalysis:
        return ActivityAnalysis(
            self.memory,
            function,
            arguments,
            results,
            called=called,
            runtime_activity=self.settings.runtime_activity,
        )

    def add_shadows(self, function: func.FuncOp, arguments: Activities, walk: ForwardWalk) -> None:
        add_shadows(
            function,
            arguments,
            walk,
            of_pointers_only=not walk.floats_are_carried,
            may_be_primal=self.settings.runtime_activity,
        )

    def ops_of(self, function: func.FuncOp) -> frozenset[Operation]:
        """The ops of the program in a function that is about to be differentiated, if it is to be told what is added."""
        return frozenset(walk_regions(function)) if self.settings.separate else frozenset()

    def note(
        self,
        function: func.FuncOp,
        walk: ForwardWalk,
        primal_results: int,
        primal: frozenset[Operation] | None = None,
        *,
        differing: Sequence[SSAValue] = (),
        own: int | None = None,
    ) -> Sequence[SSAValue]:
        """
        Keep what in a function belongs to a direction: the shadows among its arguments, and `differing`. `primal` is None for a
        reverse sweep alone. Returns these shadows.
        """
        args = function.body.block.args
        shadows = [one for one in walk.tangents.values() if one in args]
        if self.settings.separate:
            self.made[function] = DerivativeFunction(
                function,
                [*shadows, *differing],
                len(args) if own is None else own,
                primal_results,
                list(walk.tangents.values()) if primal is not None else (),
                (primal or frozenset()) | walk.replacements,
            )
        return shadows

    def callee(self, op: func.CallOp) -> func.FuncOp:
        callee = self.memory.callee(op)
        if callee is not None:
            return callee
        raise DifferentiationError(
            f"cannot differentiate a call of '{op.callee.root_reference.data}'",
            where=op,
            why="a derivative flows through it, and it has neither a body nor a derivative rule",
            hint="register a rule with libm_rule or function_rule of xdsl_enzyme.rules, declare it with inactive_functions if it "
            "has no derivative, or give it a body",
        )
