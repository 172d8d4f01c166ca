"""The tables of docs/libraries.md, made from the tables of rules.

`python -m tests.library_tables` writes them into the page; a test says so if they are not up to date.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from xdsl_enzyme.analyses.library_names import INACTIVE_FUNCTIONS, INACTIVE_PATTERNS, MATHEMATICS
from xdsl_enzyme.rules.blas.routines import ROUTINES
from xdsl_enzyme.rules.registry import function_rules

PAGE = Path(__file__).parents[1] / "docs" / "libraries.md"
_MARK = re.compile(r"(<!-- table: (\w+) -->\n).*?(\n<!-- end -->)", re.DOTALL)


def _without_variants(names: Iterable[str]) -> list[str]:
    """One name for the variants in other precisions."""
    known = set(names)
    return sorted(
        name
        for name in known
        if not (name[-1] in "fl" and name[:-1] in known)
        and not (re.search(r"[fl]_r$", name) and name[:-3] + "_r" in known)
    )


def _listed(names: Iterable[str]) -> str:
    return " ".join(f"`{name}`" for name in names)


def mathematics() -> str:
    names = _without_variants(MATHEMATICS)
    groups = {
        "C": [one for one in names if not one.startswith("_")],
        "run-time libraries of compilers": [
            one
            for one in {*names, *function_rules()}
            if re.match(r"__(power|powi|mul|div|ext|trunc)", one)
        ],
        "flang's run-time library": [one for one in names if one.startswith("_FortranA")],
    }
    rows = [f"| {library} | {_listed(sorted(found))} |" for library, found in groups.items()]
    return "\n".join(["| | |", "| --- | --- |", *rows])


def inactive() -> str:
    by_use: Mapping[str, list[str]] = defaultdict(list)
    for name, use in INACTIVE_FUNCTIONS.items():
        by_use[use].append(name)
    rows = [
        f"| {f'`{use}`' if use else ''} | {_listed(_without_variants(names))} |"
        for use, names in sorted(by_use.items())
    ]
    return "\n".join(["| memory | functions |", "| --- | --- |", *rows])


def patterns() -> str:
    def escaped(text: str) -> str:
        return text.replace("|", "\\|")

    rows = [f"| `{use}` | `{escaped(one)}` |" for one, use in INACTIVE_PATTERNS.items()]
    return "\n".join(["| memory | beginning of the name |", "| --- | --- |", *rows])


def blas() -> str:
    precisions: dict[str, set[str]] = {}
    arguments: dict[str, str] = {}
    for routine in ROUTINES:
        precisions.setdefault(routine.name, set()).update(routine.precisions)
        arguments[routine.name] = " ".join(routine.arguments)
    rows = [
        f"| `{'i' if name in ('amax', 'amin') else ''}{name}` "
        f"| {' '.join(letter for letter in 'sdcz' if letter in found)} | `{arguments[name]}` |"
        for name, found in precisions.items()
    ]
    return "\n".join(["| routine | precisions | arguments |", "| --- | --- | --- |", *rows])


_TABLES = {"mathematics": mathematics, "inactive": inactive, "patterns": patterns, "blas": blas}


def filled(page: str) -> str:
    """The page with its tables as they should be."""
    return _MARK.sub(lambda found: found[1] + _TABLES[found[2]]() + found[3], page)


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text()))
