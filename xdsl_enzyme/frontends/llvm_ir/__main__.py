"""Reads a file of LLVM IR and prints its cf form: ``python -m xdsl_enzyme.frontends.llvm_ir f.ll``."""

import sys
from pathlib import Path

from llvmlite import binding

from xdsl_enzyme.errors import ReadError
from xdsl_enzyme.frontends.llvm_ir import read_llvm_ir

if __name__ == "__main__":
    try:
        text = Path(sys.argv[1]).read_text()
        module = read_llvm_ir(str(binding.parse_assembly(text, binding.create_context())))
    except ReadError as error:
        sys.exit(f"error: {error}")
    module.verify()
    print(module)
