"""C and C++ libraries to read and write: what the source distributions of Python packages bring along.

They are downloaded by pip, in fixed versions, into a cache that stays; `drivers/` has a small program for each.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

DRIVERS = Path(__file__).parent / "drivers"


@dataclass(frozen=True)
class Library:
    """Where a library is, and what it consists of."""

    name: str
    version: str
    archive: str
    sha256: str
    sources: tuple[str, ...]
    """Patterns, in the directory of the unpacked archive."""
    include: str
    driver: str

    @property
    def requirement(self) -> str:
        return f"{self.name}=={self.version}"


LIBRARIES = {
    library.name: library
    for library in (
        Library(
            "xxhash",
            "3.5.0",
            "xxhash-3.5.0.tar.gz",
            "84f2caddf951c9cbf8dc2e22a89d4ccf5d86391ac6418fe81e3c67d0cf60b45f",
            ("deps/xxhash/xxhash.c",),
            "deps/xxhash",
            "xxhash.c",
        ),
        Library(
            "ujson",
            "5.10.0",
            "ujson-5.10.0.tar.gz",
            "b3cd8f3c5d8c7738257f1018880444f7b7d9b66232c64649f562d7ba86ad4bc1",
            ("deps/double-conversion/double-conversion/*.cc",),
            "deps/double-conversion/double-conversion",
            "double_conversion.cpp",
        ),
        Library(
            "brotli",
            "1.1.0",
            "Brotli-1.1.0.tar.gz",
            "81de08ac11bcb85841e440c13611c00b67d3bf82698314928d0b676362546724",
            ("c/common/*.c", "c/enc/*.c", "c/dec/*.c"),
            "c/include",
            "brotli.c",
        ),
        Library(
            "lz4",
            "4.4.4",
            "lz4-4.4.4.tar.gz",
            "070fd0627ec4393011251a094e08ed9fdcc78cb4e7ab28f507638eee4e39abda",
            ("lz4libs/*.c",),
            "lz4libs",
            "lz4.c",
        ),
        Library(
            "zstandard",
            "0.23.0",
            "zstandard-0.23.0.tar.gz",
            "b2d8c62d08e7255f68f7a740bae85b3c9b8e5466baa9cbf7f57f1cde0ac6bc09",
            ("zstd/zstd.c",),
            "zstd",
            "zstd.c",
        ),
    )
}


def _cache() -> Path:
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    directory = Path(root) / "xdsl-enzyme" / "sources"
    directory.mkdir(parents=True, exist_ok=True)
    return directory


def unpacked(library: Library, directory: Path) -> Path:
    """The directory of the library's sources, unpacked into `directory`."""
    archive = _cache() / library.archive
    if not archive.is_file():
        _download(library)
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    assert digest == library.sha256, f"{archive} is not what it was: its SHA-256 is {digest}"
    with tarfile.open(archive) as opened:
        opened.extractall(directory, filter="data")
    return directory / library.archive.removesuffix(".tar.gz")


def _download(library: Library) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--no-binary", ":all:", "--dest", str(_cache()), library.requirement]
    process = subprocess.run(command, capture_output=True, text=True, check=False)
    assert process.returncode == 0, (
        f"pip cannot download {library.requirement}; this test needs a package registry\n{process.stderr}"
    )
