"""C programs at every optimisation level do the same after they went through structured form, compiled."""

from __future__ import annotations

import ctypes
import re
from pathlib import Path
from random import Random

import pytest
from llvmlite import binding
from xdsl.dialects.builtin import ModuleOp
from xdsl.dialects.scf import ForOp, WhileOp

from xdsl_enzyme.analyses.dominance import verify_dominance
from xdsl_enzyme.frontends.clang import compile_to_llvm_ir
from xdsl_enzyme.frontends.llvm_ir import read_llvm_ir
from xdsl_enzyme.frontends.optimise import optimise_for_differentiation
from xdsl_enzyme.lowering.jit import CompiledModule, compile_module
from xdsl_enzyme.lowering.optimise import target_machine
from xdsl_enzyme.passes.lift_cf_to_scf import lift_module
from xdsl_enzyme.passes.raise_while_to_for import raise_while_to_for

SOURCE = Path(__file__).parent / "programs" / "control_flow.c"
NAMES = re.findall(r"^double (\w+)\(", SOURCE.read_text(), re.MULTILINE)
FUNCTION = ctypes.CFUNCTYPE(
    ctypes.c_double, ctypes.POINTER(ctypes.c_double), ctypes.c_long, ctypes.c_int
)


def structured(llvm_ir: str) -> ModuleOp:
    module = read_llvm_ir(llvm_ir)
    verify_dominance(module)
    for transform in (lift_module, raise_while_to_for):
        transform(module)
        module.verify()
        verify_dominance(module)
    return module


def run(code: CompiledModule, name: str, seed: int, n: int, m: int) -> list[float]:
    random = Random(seed)
    x = (ctypes.c_double * 32)(*(random.random() for _ in range(32)))
    result = FUNCTION(code.address(name))(x, n, m)
    return [result, *x]


def promoted() -> str:
    """Loops as C has them, tested at the beginning, with variables in registers."""
    flags = ("-Xclang", "-disable-llvm-passes")
    module = binding.parse_assembly(compile_to_llvm_ir(SOURCE, flags, 1))
    builder = binding.create_pass_builder(target_machine(), binding.PipelineTuningOptions(0))
    passes = binding.create_new_module_pass_manager()
    passes.add_sroa_pass()
    passes.add_simplify_cfg_pass()
    passes.run(module, builder)
    return str(module)


def llvm_ir_of(level: str) -> str:
    if level == "promoted":
        return promoted()
    return optimise_for_differentiation(compile_to_llvm_ir(SOURCE, (), int(level)), int(level))


@pytest.mark.parametrize("level", ["0", "promoted", "1", "2", "3"])
def test_programs(level: str):
    llvm_ir = llvm_ir_of(level)
    module = structured(llvm_ir)
    # Without fast-math flags and contraction, the results agree to the last bit.
    original, lifted = compile_module(llvm_ir, 1), compile_module(module, 1)
    for name in NAMES:
        for seed, (n, m) in enumerate(
            [(0, 0), (1, 1), (2, -3), (3, 10), (7, 4), (12, 5), (20, 20), (31, 13), (-2, 33)]
        ):
            expected = run(original, name, seed, n, m)
            assert run(lifted, name, seed, n, m) == expected, f"{name}({n}, {m})"


def loops(module: ModuleOp, name: str) -> list[type]:
    (function,) = [op for op in module.ops if op.properties.get("sym_name").data == name]
    return [type(op) for op in function.walk() if isinstance(op, ForOp | WhileOp)]


@pytest.mark.parametrize("level", ["promoted", "1", "2"])
def test_which_loops_are_counted(level: str):
    module = structured(llvm_ir_of(level))
    for name, expected in {
        "sum": [ForOp],
        "matrix": [ForOp, ForOp],
        "downwards": [ForOp, ForOp],
        "last_value": [ForOp],
        "with_continue": [ForOp],
        "with_break": [WhileOp],
        "checked": [ForOp],
        "newton": [WhileOp],
        "pointers": [ForOp, ForOp],
    }.items():
        assert loops(module, name) == expected, name
