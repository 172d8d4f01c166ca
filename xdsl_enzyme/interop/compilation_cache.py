"""Results of compilations on the disk, found again by what they were made from.

::

    cache = CompilationCache.of_user()
    cache.put(key_of("derivative", program, request), {"symbols": ["f_reverse"]}, object_code)
    cache.get(key_of("derivative", program, request))     -->  Entry({"symbols": ["f_reverse"]}, object_code)

One file per entry: a checksum, a line of JSON, then bytes. A file appears under its name once it is complete, so processes can
share a directory, and one that is damaged is as good as none. What was not used for longest goes when the directory is full.

The directory is that of the user, the one in the environment variable ``XDSL_ENZYME_CACHE``, or none at all if that is ``off``.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any

from llvmlite import binding
from platformdirs import user_cache_path

import xdsl_enzyme

_CAPACITY = 512 * 2**20
"""How many bytes the directory may hold."""


@dataclass(frozen=True)
class Entry:
    """What was put under a key: a table of JSON values, and bytes."""

    facts: Mapping[str, Any]
    content: bytes


class CompilationCache:
    """Entries in one directory."""

    def __init__(self, directory: Path, capacity: int = _CAPACITY):
        self.directory = directory
        self.capacity = capacity

    @staticmethod
    def of_user() -> CompilationCache | None:
        """The one that is to be used; None if none is."""
        chosen = os.environ.get("XDSL_ENZYME_CACHE")
        if chosen == "off":
            return None
        return CompilationCache(
            Path(chosen) if chosen else user_cache_path("xdsl-enzyme") / "compiled"
        )

    def get(self, key: str) -> Entry | None:
        """What is there under `key`; None if nothing whole is."""
        path = self._path(key)
        try:
            checksum, _, rest = path.read_bytes().partition(b"\n")
            if checksum != digest(rest).encode():
                return None
            os.utime(path)
        except OSError:
            return None
        facts, _, content = rest.partition(b"\n")
        return Entry(json.loads(facts), content)

    def put(self, key: str, facts: Mapping[str, Any], content: bytes = b"") -> None:
        """Keep an entry. If the directory can't be written, nothing is kept."""
        rest = json.dumps(facts).encode() + b"\n" + content
        try:
            self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.directory, delete=False) as file:
                file.write(digest(rest).encode() + b"\n" + rest)
            Path(file.name).replace(self._path(key))
            self._make_room()
        except OSError:
            return

    def _path(self, key: str) -> Path:
        return self.directory / f"{key}{_SUFFIX}"

    def _make_room(self) -> None:
        """Drop what was used longest ago, to three quarters of the capacity, so that it isn't done at each entry."""
        entries = [(path, path.stat()) for path in self.directory.glob(f"*{_SUFFIX}")]
        size = sum(stat.st_size for _, stat in entries)
        if size <= self.capacity:
            return
        for path, stat in sorted(entries, key=lambda entry: entry[1].st_mtime_ns):
            if size <= self.capacity * 3 // 4:
                return
            path.unlink(missing_ok=True)
            size -= stat.st_size


_SUFFIX = ".entry"


def key_of(*parts: object) -> str:
    """A key for what is made from `parts`, whose `repr` says all that they are, by this version of us on this machine."""
    return digest("\n".join(map(repr, (_maker(), *parts))))


def digest(content: bytes | str) -> str:
    """What stands for `content` in keys."""
    data = content.encode() if isinstance(content, str) else content
    return blake2b(data, digest_size=20).hexdigest()


def digest_of_file(path: Path) -> str | None:
    """A digest of what is in a file; None if it can't be read."""
    try:
        return digest(path.read_bytes())
    except OSError:
        return None


@cache
def _maker() -> tuple[object, ...]:
    """What else a result depends on: our own code, the libraries under it, and the machine."""
    package = Path(xdsl_enzyme.__file__).parent
    stats = [
        (str(path.relative_to(package)), stat.st_size, stat.st_mtime_ns)
        for path in sorted(package.rglob("*"))
        if path.suffix in _SOURCES and (stat := path.stat())
    ]
    return (
        digest(repr(stats)),
        (version("xdsl"), version("llvmlite")),
        (
            binding.get_process_triple(),
            binding.get_host_cpu_name(),
            binding.get_host_cpu_features().flatten(),
        ),
    )


_SOURCES = frozenset({".py", ".ll", ".h", ".f90", ".c"})
"""The suffixes of the files that we consist of."""
