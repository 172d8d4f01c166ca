"""Common blocks are taken apart into variables that share no memory."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.compilers import need_compiler
from xdsl_enzyme.frontends.common_blocks import split_common_blocks
from xdsl_enzyme.frontends.flang import compile_fortran
from xdsl_enzyme.frontends.optimise import parse

SOURCE = """
      SUBROUTINE ONE(I, X)
      INTEGER I, K
      DOUBLE PRECISION X, A(4), B(%s), E(6)
      COMMON /MIXED/ A, B, K
      %s
      A(I) = X
      B(I) = K
      END
      SUBROUTINE TWO(I, X)
      INTEGER I, K
      DOUBLE PRECISION X, A(%s)
      COMMON /MIXED/ A, K
      A(I) = X + K
      END
"""


@pytest.mark.parametrize(
    ("length", "equivalence", "other", "parts"),
    [
        (3, "", 7, [(0, 56), (56, 4)]),
        (3, "", 4, [(0, 32), (32, 24), (56, 4)]),
        (3, "EQUIVALENCE (A(1), E(1))", 4, [(0, 56), (56, 4)]),
        (1, "", 4, []),
    ],
)
def test_parts(
    length: int,
    equivalence: str,
    other: int,
    parts: list[tuple[int, int]],
    tmp_path: Path,
    request: pytest.FixtureRequest,
):
    source = tmp_path / "mixed.f"
    source.write_text(SOURCE % (length, equivalence, other))
    need_compiler(source, request)
    llvm_ir = compile_fortran(source, modules=str(tmp_path))
    split = split_common_blocks(llvm_ir)
    parse(split).verify()
    found = re.findall(r"^@mixed_\.(\d+) = internal global \[(\d+) x i8\]", split, re.M)
    assert [(int(start), int(size)) for start, size in found] == parts
    assert (split is llvm_ir) == (not parts)
