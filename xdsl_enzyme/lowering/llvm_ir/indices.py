"""Arithmetic on indices that folds what is known.

Operands are the texts of `i64` values: literals are computed here, so that static shapes leave no instructions::

    multiply("%i", "1") = "%i"     multiply("4", "8") = "32"     add("%i", "0") = "%i"
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xdsl_enzyme.lowering.llvm_ir.writer import FunctionWriter


def known(text: str) -> int | None:
    """The value of a literal."""
    return int(text) if text.lstrip("-").isdigit() else None


def multiply(writer: FunctionWriter, lhs: str, rhs: str) -> str:
    """The product, which does not overflow."""
    left, right = known(lhs), known(rhs)
    if left is not None and right is not None:
        return str(left * right)
    if left == 1 or right == 0:
        return rhs
    if right == 1 or left == 0:
        return lhs
    return writer.compute(f"mul nsw i64 {lhs}, {rhs}")


def add(writer: FunctionWriter, lhs: str, rhs: str) -> str:
    """The sum, which does not overflow."""
    left, right = known(lhs), known(rhs)
    if left is not None and right is not None:
        return str(left + right)
    if left == 0:
        return rhs
    if right == 0:
        return lhs
    return writer.compute(f"add nsw i64 {lhs}, {rhs}")


def product(writer: FunctionWriter, factors: Iterable[str]) -> str:
    result = "1"
    for factor in factors:
        result = multiply(writer, result, factor)
    return result


def linear(
    writer: FunctionWriter, offset: str, indices: Sequence[str], strides: Sequence[str]
) -> str:
    """`offset + Σ index · stride`."""
    for index, stride in zip(indices, strides, strict=True):
        offset = add(writer, offset, multiply(writer, index, stride))
    return offset


def row_major(writer: FunctionWriter, sizes: Sequence[str]) -> tuple[str, ...]:
    """The strides of a contiguous array of these sizes."""
    strides: list[str] = []
    stride = "1"
    for position, size in enumerate(reversed(sizes)):
        strides.append(stride)
        if position + 1 < len(sizes):
            stride = multiply(writer, stride, size)
    return tuple(reversed(strides))
