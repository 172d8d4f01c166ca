"""Bitcode in the files that compilers make: bitcode itself, object files that carry some, and archives of these.

::

    libkernels.a: vector.o matrix.o     -->   [("libkernels.a(vector.o)", b"BC…"), ("libkernels.a(matrix.o)", b"BC…")]

Object files carry bitcode if they were compiled with ``-flto`` (they are bitcode then), ``-ffat-lto-objects`` or ``-fembed-bitcode``.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from xdsl_enzyme.errors import ReadError

ARCHIVE_SUFFIXES = (".a",)
OBJECT_SUFFIXES = (".bc", ".o")

_ARCHIVE, _THIN_ARCHIVE = b"!<arch>\n", b"!<thin>\n"
_BITCODE, _WRAPPED_BITCODE = b"BC\xc0\xde", b"\xde\xc0\x17\x0b"
_ELF64 = b"\x7fELF\x02\x01"
_SECTIONS = (b".llvm.lto", b".llvmbc")


def read_object(path: Path) -> bytes:
    """The bitcode in a bitcode file or object file. Raises `ReadError` if there is none."""
    return bitcode_of(path.read_bytes(), str(path))


def read_archive(path: Path) -> Iterator[tuple[str, bytes]]:
    """The name and the bitcode of every member of an archive. Raises `ReadError` if one of them has no bitcode."""
    data = path.read_bytes()
    if data.startswith(_THIN_ARCHIVE):
        raise ReadError(
            f"cannot read '{path}'",
            why="it is a thin archive, which only refers to other files",
            hint="give these files, or make it without 'T'",
        )
    if not data.startswith(_ARCHIVE):
        raise ReadError(f"'{path}' is not an archive")
    members = list(archive_members(data, path))
    if not members:
        raise ReadError(f"the archive '{path}' is empty")
    for name, member in members:
        origin = f"{path}({name})"
        yield origin, bitcode_of(member, origin)


def archive_members(data: bytes, path: Path) -> Iterator[tuple[str, bytes]]:
    """The members of an archive as System V has it: a header of 60 characters before each, long names in a member of their own."""
    long_names, position = b"", len(_ARCHIVE)
    while position + 60 <= len(data):
        header = data[position : position + 60]
        name, length = header[:16].rstrip(), header[48:58].strip()
        if header[58:] != b"`\n" or not length.isdigit():
            raise ReadError(f"the archive '{path}' is damaged", why=f"at byte {position}")
        content = data[position + 60 : position + 60 + int(length)]
        # Members begin at even bytes.
        position += 60 + int(length) + int(length) % 2
        if name == b"//":
            long_names = content
        elif name not in (b"/", b"/SYM64/"):
            yield _member_name(name, long_names), content


def _member_name(name: bytes, long_names: bytes) -> str:
    if name[:1] == b"/" and name[1:].isdigit():
        name = long_names[int(name[1:]) :].split(b"\n", 1)[0]
    return name.removesuffix(b"/").decode(errors="replace")


def bitcode_of(data: bytes, origin: str) -> bytes:
    if data.startswith((_BITCODE, _WRAPPED_BITCODE)):
        return data
    if data.startswith(_ELF64):
        try:
            sections = _elf_sections(data)
        except (struct.error, IndexError, OverflowError):
            raise ReadError(f"the object file '{origin}' is damaged") from None
        for name in _SECTIONS:
            if sections.get(name, b"").startswith((_BITCODE, _WRAPPED_BITCODE)):
                return sections[name]
        raise ReadError(
            f"there is no bitcode in '{origin}'",
            why="it is machine code only",
            hint="compile it with -flto or -fembed-bitcode, or give the source",
        )
    raise ReadError(
        f"'{origin}' is not valid LLVM bitcode", why="it does not begin as bitcode does"
    )


def _elf_sections(data: bytes) -> dict[bytes, bytes]:
    """The sections of a 64-bit ELF file by name."""
    (table,) = struct.unpack_from("<Q", data, 40)
    size, count, names_index = struct.unpack_from("<HHH", data, 58)
    # Name, type, flags, address, offset, size …
    headers = [struct.unpack_from("<IIQQQQ", data, table + size * i) for i in range(count)]
    names_offset = headers[names_index][4]
    return {
        data[names_offset + name :].split(b"\0", 1)[0]: data[offset : offset + length]
        for name, _, _, _, offset, length in headers
    }
