"""Writes static libraries."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from xdsl_enzyme.errors import EnzymeError


def write_archive(path: Path, contents: Sequence[tuple[str, bytes]]) -> None:
    """Write an archive with an index, by the system's `ar`."""
    command = next((found for name in ("llvm-ar", "ar") if (found := shutil.which(name))), None)
    if command is None:
        raise EnzymeError("a static library has to be rewritten, and there is no 'ar'")
    directory = path.with_suffix("")
    directory.mkdir()
    files: list[str] = []
    for number, (name, data) in enumerate(contents):
        file = directory / f"{number}.{Path(name).name}"
        file.write_bytes(data)
        files.append(str(file))
    process = subprocess.run(
        [command, "rcs", str(path), *files], capture_output=True, text=True, check=False
    )
    if process.returncode != 0:
        raise EnzymeError("a static library cannot be rewritten", why=process.stderr.strip())
