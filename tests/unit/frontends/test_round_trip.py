"""Programs that are read and written again behave as before, at every level of optimisation."""

from __future__ import annotations

import ctypes
from pathlib import Path

import pytest

from xdsl_enzyme.frontends.clang import compile_to_llvm_ir
from xdsl_enzyme.frontends.llvm_ir import read_llvm_ir
from xdsl_enzyme.frontends.load import load_module
from xdsl_enzyme.frontends.optimise import optimise_for_differentiation
from xdsl_enzyme.lowering.jit import compile_module
from xdsl_enzyme.lowering.llvm_ir import write_llvm_ir

PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.c"))
FLAGS = ["-ffp-contract=off"]


def run(llvm_ir: str) -> list[float]:
    """What the function `run` of the program writes into its array."""
    code = compile_module(llvm_ir)
    output = (ctypes.c_double * 1000)()
    count = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(code.address("run"))(output)
    return output[:count]


@pytest.mark.parametrize("level", range(4))
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_program(program: Path, level: int):
    llvm_ir = optimise_for_differentiation(compile_to_llvm_ir(program, FLAGS, level), level)
    module = read_llvm_ir(llvm_ir)
    module.verify()
    values = run(write_llvm_ir(module))
    assert len(values) > 20
    assert values == run(llvm_ir)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_printed_form_can_be_parsed(program: Path, tmp_path: Path):
    path = tmp_path / "module.mlir"
    path.write_text(str(load_module(program)))
    assert str(load_module(path)) == path.read_text()
