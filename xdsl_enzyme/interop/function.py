"""Functions of compiled programs, called from Python.

::

    f = xe.load("scale.c", "scale")     # void scale(long n, double a, const double *x, double *y)
    y = f(x.size, 2.0, x, y)            # y is written: a fresh copy is filled and returned

What the function writes is an output. The caller's arrays stay as they were.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xdsl.dialects.builtin import ModuleOp

from xdsl_enzyme.dialects.enzyme import Activity
from xdsl_enzyme.frontends.load import Sources
from xdsl_enzyme.interop import forward_mode, reverse_mode
from xdsl_enzyme.interop.convention import RETURN, Convention, OutputKey
from xdsl_enzyme.interop.derivative import Derivatives
from xdsl_enzyme.interop.invocation import Invocation
from xdsl_enzyme.interop.limits import UNLIMITED, Limits
from xdsl_enzyme.interop.program import Program
from xdsl_enzyme.interop.signature import Signature, infer_signature
from xdsl_enzyme.interop.stored_programs import load_program
from xdsl_enzyme.interop.wrapper import Mode, Request, Role


def load(
    sources: Sources,
    function: str | None = None,
    *,
    flags: Sequence[str] = (),
    optimisation_level: int = 2,
    outputs: Sequence[OutputKey] | OutputKey | None = None,
) -> Function:
    """
    The function named `function` of a C, C++, Fortran, Rust, LLVM IR, bitcode or MLIR file, or of several files that make a program (object
    files and archives among them, if they have bitcode). The name may be omitted if exactly one external function is defined.
    `flags` go to the compiler; `optimisation_level` (0 to 3) is how much LLVM optimises
    before differentiation. `outputs` names or numbers the arguments that are results, and ``"return"`` for the return
    value; by default these are the return value and every array that the function writes.
    """
    program, signature = load_program(sources, function, flags, optimisation_level)
    return Function(program, signature, outputs=outputs)


class Function:
    """A compiled function that can be called and differentiated."""

    def __init__(
        self,
        program: Program,
        signature: Signature | None = None,
        *,
        outputs: Sequence[OutputKey] | OutputKey | None = None,
        limits: Limits = UNLIMITED,
    ):
        """`limits` are those of reverse mode."""
        self.program = program
        if signature is None:
            signature = infer_signature(program.module, program.function)
        self.convention = Convention(signature, outputs)
        """How arguments are checked and outputs returned."""
        self.derivatives = Derivatives(program, signature.argument_names, limits)
        """The compiled forms: the function itself, and its derivatives."""
        self._limited: dict[Limits, Function] = {}
        self._primal_request = Request(
            Mode.PRIMAL,
            (Activity.CONST,) * len(signature.arguments),
            (Activity.CONST,) * (signature.result is not None),
            distinct=True,
        )

    @property
    def name(self) -> str:
        """The symbol of the function."""
        return self.program.name

    @property
    def argument_names(self) -> tuple[str, ...]:
        """The names of the arguments, as the source has them where that is known."""
        return self.convention.signature.argument_names

    @property
    def signature(self) -> str:
        """The C prototype."""
        return str(self.convention.signature)

    @property
    def module(self) -> ModuleOp:
        """The function and all that it calls, in structured form."""
        return self.program.module

    def limited(
        self, *, checkpoint: int | bool | None = None, memory: int | str | None = None
    ) -> Function:
        """The same function, with limits for what its reverse mode keeps: see `xdsl_enzyme.grad`."""
        limits = Limits.of(checkpoint, memory)
        if not limits.has_checkpoints:
            return self
        if limits not in self._limited:
            limited = Function(self.program, self.convention.signature, limits=limits)
            limited.convention = self.convention
            self._limited[limits] = limited
        return self._limited[limits]

    def __repr__(self) -> str:
        return f"<xdsl_enzyme.Function {self.signature}>"

    def __call__(self, *args: Any) -> Any:
        """Call the function. Returns its outputs: one as it is, several as a tuple, None if there are none."""
        values = self.convention.bind(args)
        call = Invocation(self.derivatives.get(self._primal_request), values).run()
        return self.convention.pack(
            [
                call.result(Role.VALUE) if output == RETURN else values[output]
                for output in self.convention.outputs
            ]
        )

    def jvp(self, primals: Sequence[Any], tangents: Sequence[Any]) -> tuple[Any, Any]:
        """Outputs, and their directional derivative: see `xdsl_enzyme.jvp`."""
        return forward_mode.jvp(self.convention, self.derivatives, primals, tangents)

    def columns(self, primals: Sequence[Any], position: int, first: int, width: int) -> Any:
        """Columns of the Jacobian: see `forward_mode.columns`."""
        return forward_mode.columns(
            self.convention, self.derivatives, primals, position, first, width
        )

    def vjp(self, *primals: Any) -> tuple[Any, reverse_mode.Pullback]:
        """Outputs, and a function from cotangents to derivatives: see `xdsl_enzyme.vjp`."""
        out = self(*primals)
        return out, reverse_mode.Pullback(self.convention, self.derivatives, primals, out)
