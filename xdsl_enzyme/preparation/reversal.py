"""What a function with tensors and linalg becomes before it is reversed.

On structured form; the function computes what it did before::

    linalg.generic that accumulates products       ->  loops (see `rules.linalg_outputs`)
    bufferization.to_tensor of memory that changes ->  with a copy, since the reverse sweep wants what was read
"""

from __future__ import annotations

from xdsl.ir import Operation

from xdsl_enzyme.preparation.linalg_loops import lower_irreversible_linalg
from xdsl_enzyme.preparation.tensor_reads import protect_tensors


def prepare_reversal(function: Operation) -> None:
    """Rewrite what has no adjoint as it stands."""
    lower_irreversible_linalg(function)
    protect_tensors(function, to_the_end=True)
