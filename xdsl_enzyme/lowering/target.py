"""The xDSL target `enzyme-llvm`: `xdsl-opt -t enzyme-llvm f.mlir` prints the module as LLVM IR."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.utils.target import Target

from xdsl_enzyme.lowering.llvm_ir import write_llvm_ir


@dataclass(frozen=True)
class LLVMIRTarget(Target):
    """LLVM IR, written directly from cf form or structured form."""

    name = "enzyme-llvm"

    def emit(self, ctx: Context, module: ModuleOp, output: IO[str]) -> None:
        output.write(write_llvm_ir(module))
