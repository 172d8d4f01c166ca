"""The table of supported ops in the documentation, made from what the tests run::

    python -m tests.ops.table            # writes it into docs/ops.md

An op has a mark in a column if some program with that op is compared with the oracle in that mode. Programs are those of this
directory, and the ones that `tests/unit/rules` makes for each scalar rule.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from tests.ops import batched
from tests.ops.catalogue import MODES, PROGRAMS
from tests.unit.rules.scalar_functions import SCALARS

PAGE = Path(__file__).parents[2] / "docs" / "ops.md"
BETWEEN = re.compile(r"(?<=<!-- ops -->\n).*?(?=<!-- end of ops -->)", re.DOTALL)

COLUMNS = {
    "forward": "forward",
    "width": "forward, width n",
    "reverse": "reverse",
    "wide_reverse": "reverse, width n",
    "batch": "batch",
    "mlir": "lowered by mlir-opt",
}
SCALAR_MODES = ("forward", "width", "reverse")
"""What is tested of each scalar rule."""

PLUMBING = frozenset(("builtin.module", "func.func"))


def tested_modes() -> dict[str, set[str]]:
    """By op, in which modes it is tested."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for program in PROGRAMS.values():
        modes = {mode for mode in MODES if mode not in program.refused}
        if not program.not_by_mlir:
            modes.add("mlir")
        if batched.applies(program.case):
            modes.add("batch")
        for name in {op.name for op in program.module().walk()} - PLUMBING:
            found[name] |= modes
    for key in SCALARS:
        if "." in key:
            found[key].update(SCALAR_MODES)
    return found


def table() -> str:
    """The table, in Markdown."""
    lines = [f"| op | {' | '.join(COLUMNS.values())} |", "| --- |" + " :---: |" * len(COLUMNS)]
    for name, modes in sorted(tested_modes().items()):
        marks = ("✓" if column in modes else "" for column in COLUMNS)
        lines.append(f"| `{name}` | {' | '.join(marks)} |")
    return "\n" + "\n".join(lines) + "\n\n"


def main() -> None:
    PAGE.write_text(BETWEEN.sub(table().replace("\\", r"\\"), PAGE.read_text()))


if __name__ == "__main__":
    main()
