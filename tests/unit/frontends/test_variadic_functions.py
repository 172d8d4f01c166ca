"""Variadic functions get their arguments through a pointer, and find each where the ABI says that it is."""

from __future__ import annotations

import ctypes
import subprocess
from pathlib import Path

import pytest

from tests.integration.native import compiler
from xdsl_enzyme.frontends.optimise import parse
from xdsl_enzyme.frontends.variadic_functions import (
    expand_variadic_functions,
    mentions_variadic_functions,
)

SOURCE = Path(__file__).parent / "variadic_arguments.c"


def value(source: Path, directory: Path) -> float:
    library = directory / f"{source.stem}.so"
    command = [*compiler(), "-O1", "-shared", "-fPIC", "-w", str(source), "-o", str(library)]
    subprocess.run(command, check=True)
    function = ctypes.CDLL(str(library))["objective"]
    function.restype = ctypes.c_double
    return function((ctypes.c_double * 4)(0.5, 1.25, -0.75, 2.0))


@pytest.mark.parametrize("debug", ["-g0", "-g"])
def test_arguments_are_found(debug: str, tmp_path: Path):
    module = tmp_path / "module.ll"
    command = [*compiler(), "-O0", debug, "-S", "-emit-llvm", "-w", "-fPIC", str(SOURCE)]
    subprocess.run([*command, "-o", str(module)], check=True)
    llvm_ir = str(parse(module.read_text()))
    if not mentions_variadic_functions(llvm_ir):
        assert "x86_64" not in llvm_ir, "there are variadic functions on this machine"
        return
    expanded = expand_variadic_functions(llvm_ir, is_whole=False)
    assert "call void @llvm.va_" not in expanded
    again = tmp_path / "expanded.ll"
    again.write_text(str(parse(expanded)))
    assert value(again, tmp_path) == value(SOURCE, tmp_path)


PROGRAM = """
target triple = "x86_64-pc-linux-gnu"
declare void @llvm.va_start.p0(ptr)
define LINKAGE double @f(i32 %0, ...) ATTRIBUTES {
  %2 = alloca [24 x i8], align 16
  call void @llvm.va_start.p0(ptr %2)
  ret double 0.0
}
define double @g(double %x) {
  %r = call double (i32, ...) @f(i32 1, double %x)
  ret double %r
}
attributes #0 = { memory(none) }
"""


@pytest.mark.parametrize(
    ("linkage", "attributes", "more", "is_expanded"),
    [
        ("internal", "", "", True),
        ("", "", "", False),
        ("internal", "#0", "", False),
        ("internal", "", "@p = global ptr @f", False),
    ],
)
def test_what_is_known_to_be_called_only_is_expanded(
    linkage: str, attributes: str, more: str, is_expanded: bool
):
    text = PROGRAM.replace("LINKAGE", linkage).replace("ATTRIBUTES", attributes) + more
    expanded = str(parse(expand_variadic_functions(str(parse(text)), is_whole=False)))
    assert ("call double @f(i32 1, ptr %variadic.arguments.1)" in expanded) == is_expanded
