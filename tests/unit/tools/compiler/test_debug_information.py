"""Debug information that nobody has asked for is left out again; what was asked for stays."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from llvmlite import binding

from tests.integration.native import compiler
from xdsl_enzyme.tools.compiler.command_line import parse
from xdsl_enzyme.tools.compiler.debug_information import marked_as_ours, without_ours

SOURCE = """
static int counter;
const char *text = ", !dbg !7";
double sum(const double *x, int n) {
  double total = 0;
  for (int i = 0; i < n; i++) total += x[i];
  counter += n;
  return total;
}
"""


@pytest.fixture(scope="module", params=["-O0", "-O2"])
def llvm_ir(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    directory: Path = tmp_path_factory.mktemp("debug")
    source, module = directory / "sum.c", directory / "sum.ll"
    source.write_text(SOURCE)
    command = [*compiler(), request.param, "-g", "-S", "-emit-llvm", str(source), "-o", str(module)]
    subprocess.run(command, check=True)
    return module.read_text()


def test_ours_is_left_out(llvm_ir: str):
    text = without_ours(marked_as_ours(llvm_ir))
    assert ", !dbg !7" in text
    module = binding.parse_assembly(text)
    module.verify()
    assert "DILocation" not in str(module)
    assert "DISubprogram" not in str(module)
    assert ("llvm.loop" in llvm_ir) == ("llvm.loop" in str(module))


def test_other_stays(llvm_ir: str):
    assert without_ours(llvm_ir) == llvm_ir


@pytest.mark.parametrize(
    ("options", "keeps"),
    [
        ([], False),
        (["-g"], True),
        (["-ggdb3"], True),
        (["-gdwarf-4"], True),
        (["-gline-tables-only"], True),
        (["-g", "-g0"], False),
        (["-g0", "-g"], True),
        (["-gcc-toolchain", "x"], False),
        (["-gno-column-info"], False),
    ],
)
def test_what_is_asked_for(options: list[str], keeps: bool):
    assert parse([*options, "-c", "a.c"]).keeps_debug is keeps
