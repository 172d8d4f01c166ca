"""Small programs for Enzyme's interface, one idea each, after what Enzyme's own tests are about.

`enzyme_ideas/NAME.c` has a function `check_NAME`, which checks its own numbers. A default run compiles those that say most, as one program per
language and at one level; ``pytest --all`` each by itself, at all levels.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from xdsl_enzyme.tools.compiler.driver import main
from xdsl_enzyme.tools.compiler.toolchain import Driver

HERE = Path(__file__).parent / "enzyme_ideas"
PROGRAMS = sorted(path.name for path in [*HERE.glob("*.c"), *HERE.glob("*.cpp")])

TOGETHER = {
    ("c", 2): (
        "fast_inverse_root",
        "header_condition",
        "jump_table",
        "mixed_structure",
        "newton_by_derivative",
        "strided_shadows",
        "tape_in_memory",
        "vector_extension",
    ),
    ("c", 0): (
        "bit_fields",
        "insertion_min",
        "packed_by_value",
        "pointer_result",
        "structure_copy",
        "table_of_functions",
    ),
    ("cpp", 2): ("batched", "error_paths", "lambdas", "structure_by_value"),
}
"""By the end of the name and the level."""


def run(kind: str, names: Sequence[str], level: int, folder: Path) -> None:
    """Compile some programs as one, and let them check their numbers."""
    source, program = folder / f"all.{kind}", folder / f"program{level}"
    lines = ['#include "prelude.h"', *(f'#include "{name}.{kind}"' for name in names)]
    calls = " ".join(f"check_{name}();" for name in names)
    source.write_text("\n".join([*lines, f"int main(void) {{ {calls} return failures; }}", ""]))
    driver = Driver.CPP if kind == "cpp" else Driver.C
    arguments = [f"-O{level}", "-w", f"-I{HERE}", str(source), "-o", str(program), "-lm"]
    assert main(driver, arguments) == 0, f"not compiled at -O{level}"
    outcome = subprocess.run([program], capture_output=True, text=True, timeout=60, check=False)
    assert outcome.returncode == 0, f"-O{level}: {outcome.stdout}{outcome.stderr}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    cases = [(kind, names, level) for (kind, level), names in TOGETHER.items()]
    if metafunc.config.getoption("--all"):
        cases = [
            (kind, (stem,), level)
            for stem, kind in (name.split(".") for name in PROGRAMS)
            for level in range(4)
        ]
    names = [f"{'-'.join(names)}.{kind}-O{level}" for kind, names, level in cases]
    metafunc.parametrize(("kind", "names", "level"), cases, ids=names)


def test_ideas(kind: str, names: Sequence[str], level: int, tmp_path: Path):
    run(kind, names, level, tmp_path)
