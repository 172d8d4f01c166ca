"""Derivatives that leave as MLIR and go on through `mlir-opt` and `mlir-translate`, instead of our own writer."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from llvmlite import binding
from xdsl.dialects.builtin import ModuleOp
from xdsl.passes import ModulePass
from xdsl.printer import Printer

from tests.integration.differentiated import MODES, Case
from tests.ops import wide, wide_reverse
from xdsl_enzyme.interop import derivative
from xdsl_enzyme.lowering import jit
from xdsl_enzyme.passes.lower_cache import LowerCachePass
from xdsl_enzyme.passes.pipelines import DIFFERENTIATE

PIPELINE = (
    *(LowerCachePass(to="memref") if one == LowerCachePass.name else one for one in DIFFERENTIATE),
    "enzyme-to-mlir",
)
WITH_POINTERS = (*DIFFERENTIATE, "enzyme-simplify")

LOWERINGS = (
    "--one-shot-bufferize=bufferize-function-boundaries allow-return-allocs-from-loops",
    "--convert-linalg-to-loops",
    "--lower-affine",
    "--convert-vector-to-scf",
    "--convert-scf-to-cf",
    "--expand-strided-metadata",
    "--lower-affine",
    "--convert-vector-to-llvm",
    "--convert-complex-to-standard",
    "--convert-complex-to-llvm",
    "--convert-math-to-llvm",
    "--convert-math-to-libm",
    "--memref-expand",
    # Before memrefs: a declared malloc is then the one that they use.
    "--convert-func-to-llvm",
    "--finalize-memref-to-llvm",
    "--convert-arith-to-llvm",
    "--convert-index-to-llvm",
    "--convert-cf-to-llvm",
    "--convert-ub-to-llvm",
    "--reconcile-unrealized-casts",
)


@cache
def tool(name: str) -> str | None:
    """The tool of that name, with or without LLVM's version."""
    return shutil.which(f"{name}-22") or shutil.which(name)


def run(name: str, *options: str, text: str) -> str:
    path = tool(name)
    assert path is not None
    process = subprocess.run([path, *options], input=text, capture_output=True, text=True)
    assert process.returncode == 0, f"{name}: {process.stderr[:3000]}\n{text}"
    return process.stdout


def lowers(text: str) -> bool:
    """Whether MLIR's lowerings take a module."""
    path = tool("mlir-opt")
    assert path is not None
    return (
        subprocess.run([path, *LOWERINGS], input=text, capture_output=True, text=True).returncode
        == 0
    )


def to_llvm_ir(module: ModuleOp) -> str:
    """LLVM IR by MLIR's own lowerings. In generic form: xDSL prints some ops, such as scf.reduce, in its own way."""
    stream = StringIO()
    Printer(stream, print_generic_format=True).print_op(module)
    lowered = run("mlir-opt", *LOWERINGS, text=stream.getvalue())
    return run("mlir-translate", "--mlir-to-llvmir", text=lowered)


@cache
def load_runtime() -> None:
    """What MLIR's lowering of some ops (`memref.copy` of views) calls."""
    path = tool("mlir-opt")
    assert path is not None
    for library in Path(path).resolve().parent.parent.glob("lib/libmlir_c_runner_utils.so*"):
        binding.load_library_permanently(str(library))


WIDE_MODES = {"width": wide.computed, "wide_reverse": wide_reverse.computed}


def computed(
    case: Case,
    mode: str,
    monkeypatch: pytest.MonkeyPatch,
    pipeline: Sequence[str | ModulePass] = PIPELINE,
) -> list[object]:
    """What the derivative computes that MLIR's tools have compiled."""
    for user in (derivative, wide):
        monkeypatch.setattr(user, "DIFFERENTIATE", pipeline)
    for user in (derivative, jit):
        monkeypatch.setattr(user, "write_llvm_ir", to_llvm_ir)
    case.functions.clear()
    load_runtime()
    if mode in WIDE_MODES:
        return WIDE_MODES[mode](case)
    try:
        return MODES[mode][1](case, 2)
    finally:
        case.functions.clear()
