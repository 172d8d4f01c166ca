"""`enzyme-bufferize`: tensors become memrefs.

On structured form. Each tensor gets a buffer of its own, or takes over the one of its destination where nobody needs that any
more (see `buffers`)::

    %0 = linalg.generic ins(%a) outs(%b) -> tensor<4xf64>    ->    linalg.generic ins(%a) outs(%b)    // memrefs

Arguments of functions are buffers of the caller that are only read. Results are buffers that the caller owns from then on: it
frees them. In the same way the blocks of `scf` ops own the buffers that they are given as arguments, and hand over those that
they yield, so that every buffer is freed exactly once.
"""

from __future__ import annotations

from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects import func
from xdsl.dialects.builtin import ModuleOp
from xdsl.passes import ModulePass

from xdsl_enzyme.lowering.bufferize import control_flow as _control_flow
from xdsl_enzyme.lowering.bufferize import structured as _structured
from xdsl_enzyme.lowering.bufferize import tensors as _tensors
from xdsl_enzyme.lowering.bufferize.state import Bufferisation, uses_tensors
from xdsl_enzyme.preparation.linalg import generalise_linalg
from xdsl_enzyme.preparation.tensor_reads import protect_tensors

__all__ = ["BufferizePass", "bufferize", "uses_tensors"]

# Imported for the handlers that they register.
_HANDLER_MODULES = (_control_flow, _structured, _tensors)


@dataclass(frozen=True)
class BufferizePass(ModulePass):
    """Replace tensors by memrefs."""

    name = "enzyme-bufferize"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        bufferize(op)


def bufferize(module: ModuleOp) -> None:
    """Replace the tensors of all functions of a module by memrefs, in place."""
    for function in list(module.body.block.ops):
        if isinstance(function, func.FuncOp) and any(map(uses_tensors, function.walk())):
            protect_tensors(function, to_the_end=False)
            generalise_linalg(function)
            Bufferisation(module, function).run()
