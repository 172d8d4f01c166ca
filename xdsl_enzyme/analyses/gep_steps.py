"""By how many bytes a `getelementptr` moves its pointer: a number of its own, and some for each of its variable indices.

%q = llvm.getelementptr %p[%i, 2, %j] … !llvm.array<4 x f64>-in-structs     -->     constant bytes, (%i, bytes of one step), (%j, …)
"""

from __future__ import annotations

from typing import NamedTuple, cast

from xdsl.dialects import llvm
from xdsl.dialects.builtin import VectorType
from xdsl.ir import Attribute, SSAValue

from xdsl_enzyme.analyses.layout import field_offset, size_of


class GepSteps(NamedTuple):
    """``constant`` bytes, and for each (index, scale) of ``variable`` so many times the index."""

    constant: int
    variable: tuple[tuple[SSAValue, int], ...]


def gep_steps(op: llvm.GEPOp) -> GepSteps:
    """How far `op` moves its pointer."""
    constant = 0
    variable: list[tuple[SSAValue, int]] = []
    indices = iter(op.ssa_indices)
    current: Attribute = op.elem_type
    for position, index in enumerate(op.rawConstantIndices.iter_values()):
        if position > 0 and isinstance(current, llvm.LLVMStructType):
            constant += field_offset(current, index)
            current = current.types.data[index]
            continue
        if position > 0:
            current = _element(current)
        if index == llvm.GEP_USE_SSA_VAL:
            variable.append((next(indices), size_of(current)))
        else:
            constant += index * size_of(current)
    return GepSteps(constant, tuple(variable))


def _element(type: Attribute) -> Attribute:
    if isinstance(type, VectorType):
        return cast("VectorType[Attribute]", type).element_type
    assert isinstance(type, llvm.LLVMArrayType)
    return type.type
