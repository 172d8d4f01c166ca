"""Brings functions to structured form where they stand, with all that they call: the begin of differentiation.

On any IR; the functions compute what they did before::

    affine.for, affine.load, …              ->  scf.for, memref.load, …
    vector.transfer_read, …                 ->  vector.load, vector.maskedload, …
    linalg.matmul, arith on tensors, …      ->  linalg.generic
    blocks joined by cf.br and cf.cond_br   ->  scf.if, scf.while; counted loops become scf.for
"""

from __future__ import annotations

from xdsl.dialects import func
from xdsl.dialects.builtin import ModuleOp

from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.passes.lift_cf_to_scf import is_structured, lift_function
from xdsl_enzyme.passes.raise_while_to_for import raise_while_to_for
from xdsl_enzyme.passes.rotate_while import rotate_while
from xdsl_enzyme.preparation.affine import lower_affine
from xdsl_enzyme.preparation.linalg import generalise_linalg
from xdsl_enzyme.preparation.tensor_buffers import allocate_buffers
from xdsl_enzyme.preparation.vector_transfers import lower_vector_transfers


class StructuredFunctions:
    """The functions of a module that are in structured form, brought there when they are asked for."""

    def __init__(self, module: ModuleOp):
        self.module = module
        self._done: set[str] = set()

    def require(self, function: func.FuncOp) -> None:
        """Make `function`, and every function that it calls, directly or not, structured."""
        pending = [function]
        while pending:
            one = pending.pop()
            if one.sym_name.data in self._done or not one.body.blocks:
                continue
            self._done.add(one.sym_name.data)
            _structure(one)
            for op in walk_regions(one):
                if isinstance(op, func.CallOp):
                    callee = lookup(self.module, op.callee)
                    if isinstance(callee, func.FuncOp):
                        pending.append(callee)


def _structure(function: func.FuncOp) -> None:
    lower_affine(function)
    lower_vector_transfers(function)
    generalise_linalg(function)
    allocate_buffers(function)
    if not is_structured(function):
        lift_function(function)
        rotate_while(function)
        raise_while_to_for(function)
