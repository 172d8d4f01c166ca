"""What becomes of a module before it is written: ops that the writer does not know as such are lowered in a copy.

::

    prepared(module)        # `module` itself, or a clone without affine ops
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Operation

from xdsl_enzyme.lowering.bufferize import bufferize, uses_tensors
from xdsl_enzyme.preparation.affine import is_affine, lower_affine
from xdsl_enzyme.preparation.enzyme_ops import erase_markers, is_marker
from xdsl_enzyme.preparation.linalg_loops import lower_linalg, uses_linalg
from xdsl_enzyme.preparation.tensor_buffers import copy_clones, is_clone
from xdsl_enzyme.preparation.vector_transfers import is_vector_transfer, lower_vector_transfers

Preparation = tuple[Callable[[Operation], bool], Callable[[ModuleOp], None]]
"""Whether an op needs it, and what it does to the module that has such ops."""

PREPARATIONS: Sequence[Preparation] = (
    (is_marker, erase_markers),
    (is_vector_transfer, lower_vector_transfers),
    (is_clone, copy_clones),
    (uses_tensors, bufferize),
    (uses_linalg, lower_linalg),
    (is_affine, lower_affine),
)
"""In the order in which they run."""


def prepared(module: ModuleOp) -> ModuleOp:
    """A module with the same meaning that the writer takes: `module` if it is one, else a changed copy."""
    result = module
    for needs, prepare in PREPARATIONS:
        if any(map(needs, _operations(result))):
            if result is module:
                result = module.clone()
            prepare(result)
    return result


def _operations(module: ModuleOp) -> Iterator[Operation]:
    """All ops, however deep they are nested."""
    pending: list[Operation] = [module]
    while pending:
        op = pending.pop()
        yield op
        for region in op.regions:
            for block in region.blocks:
                pending += block.ops
