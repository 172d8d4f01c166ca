"""The files that a program is made of, headers included: as C compilers list them for `make`.

::

    inputs.d:   f.o: f.c /usr/include/math.h \\       -->   {f.c, /usr/include/math.h, my header.h}
                  my\\ header.h
"""

from __future__ import annotations

import re
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Inputs:
    """The files that compilers read."""

    files: set[Path]
    are_known: bool = True
    """Whether these are all. Not every compiler tells."""

    @contextmanager
    def listing(self, directory: str) -> Generator[Path]:
        """A file for a compiler to list there what it reads."""
        path = Path(directory) / "inputs.d"
        yield path
        if path.is_file():
            self.files.update(listed_files(path.read_text()))
            path.unlink()
        else:
            self.are_known = False


def listed_files(rule: str) -> set[Path]:
    """The files after the colon of a rule of make."""
    _, _, prerequisites = rule.replace("\\\n", " ").partition(": ")
    names = (_ESCAPED.sub(r"\1", name) for name in _PREREQUISITE.findall(prerequisites))
    return {Path(name.replace("$$", "$")) for name in names}


_PREREQUISITE = re.compile(r"(?:\\[ #]|\S)+")
_ESCAPED = re.compile(r"\\([ #])")
