"""The LLVM IR reader: LLVM IR text as llvmlite prints it -> cf form."""

from xdsl_enzyme.frontends.llvm_ir.reader import read_llvm_ir

__all__ = ["read_llvm_ir"]
