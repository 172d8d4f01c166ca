"""Programs as users of Enzyme's C and C++ interface write them, compiled by `xdsl-enzyme cc` and `c++`.

Each program of `enzyme_c` checks its own numbers; `main` returns how many are wrong.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from xdsl_enzyme.tools.compiler.driver import main
from xdsl_enzyme.tools.compiler.toolchain import Driver

HERE = Path(__file__).parent / "enzyme_c"
PROGRAMS = sorted(path.name for path in [*HERE.glob("*.c"), *HERE.glob("*.cpp")])

AT_ALL_LEVELS = ("custom_gradient.c", "higher_order.c", "old_style.c", "scalar.c")


@pytest.mark.parametrize("name", PROGRAMS)
def test_program(name: str, tmp_path: Path):
    driver = Driver.CPP if name.endswith(".cpp") else Driver.C
    for level in range(4) if name in AT_ALL_LEVELS else (0, 2):
        program = tmp_path / f"program{level}"
        arguments = [f"-O{level}", "-w", str(HERE / name), "-o", str(program), "-lm"]
        assert main(driver, arguments) == 0, f"not compiled at -O{level}"
        outcome = subprocess.run([program], capture_output=True, text=True, timeout=60, check=False)
        assert outcome.returncode == 0, f"-O{level}: {outcome.stdout}{outcome.stderr}"
