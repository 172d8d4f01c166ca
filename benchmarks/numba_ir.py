"""Kernels that are written for numba, as LLVM IR: ``python -m benchmarks.numba_ir kernels/lse_numba.py lse_objective`` prints it.

Numba's own process makes it; what it does to LLVM is no business of ours.
"""

from __future__ import annotations

import atexit
import os
import re
import runpy
import subprocess
import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

SUFFIX = ".py"


def is_numba_installed() -> bool:
    """Whether there is a numba for this Python."""
    return find_spec("numba") is not None


@cache
def emitted(source: Path, function: str) -> Path:
    """A file of LLVM IR with the function of that name in it; it stays until the process ends."""
    directory = TemporaryDirectory()
    atexit.register(directory.cleanup)
    file = Path(directory.name) / f"{function}.ll"
    command = [sys.executable, "-m", __name__, str(source), function]
    unoptimised = {**os.environ, "NUMBA_OPT": "0"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=unoptimised)
    if done.returncode:
        raise RuntimeError(f"numba does not take {source}:\n{done.stderr}")
    file.write_text(done.stdout)
    return file


def _print_llvm_ir(source: str, function: str) -> None:
    numba: Any = import_module("numba")
    names = runpy.run_path(source)
    dispatcher = numba.njit(names["SIGNATURE"])(names[function])
    (compiled,) = dispatcher.overloads.values()
    (llvm_ir,) = dispatcher.inspect_llvm().values()
    print(llvm_ir)
    print(in_c_convention(llvm_ir, compiled.fndesc.mangled_name, function))


def in_c_convention(llvm_ir: str, symbol: str, function: str) -> str:
    """A function that calls what numba has compiled, which returns through a pointer, and a status that is always "done" here."""
    define = rf'^define [^@\n]*@"?{re.escape(symbol)}"?\((.*)\)[^)\n]*{{$'
    found = re.search(define, llvm_ir, re.MULTILINE)
    assert found is not None
    types = [parameter.split()[0] for parameter in found[1].split(", ")[2:]]
    arguments = ", ".join(f"{type} %{number}" for number, type in enumerate(types))
    return f"""
define double @{function}({arguments}) {{
  %result = alloca double
  %exception = alloca ptr
  %status = call i32 @"{symbol}"(ptr %result, ptr %exception, {arguments})
  %number = load double, ptr %result
  ret double %number
}}
"""


if __name__ == "__main__":
    _print_llvm_ir(*sys.argv[1:])
