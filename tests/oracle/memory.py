"""Memory: objects of bytes, each with the tangents of the floats in it.

An address is `number of the object << 32 | offset`, so one that leaves its object never meets another one, and every
access is checked. ::

    memory = Memory()
    p = memory.allocate(16, "x")
    memory.write_float(p + 8, F64, Dual(2.0, 1.0))
    memory.read_float(p + 8, F64)                   # Dual(2.0, 1.0)
"""

from __future__ import annotations

import struct
from typing import Final

from tests.oracle.dual import Dual, scale
from tests.oracle.errors import OracleError
from tests.oracle.values import POISON, Cell, Poison, cells_of, integer

OBJECT_SHIFT: Final = 32
OFFSET_MASK: Final = (1 << OBJECT_SHIFT) - 1
LARGEST_FLOAT: Final = 8


class MemoryObject:
    """An allocation. `undefined` has a 1 for each byte that nobody has written yet."""

    __slots__ = ("alive", "data", "name", "tangents", "undefined")

    def __init__(self, size: int, name: str):
        self.name = name
        self.data = bytearray(size)
        self.undefined = bytearray(b"\x01") * size
        self.tangents: dict[int, Cell] = {}
        self.alive = True

    def overwrite(self, offset: int, data: bytes | bytearray) -> None:
        """Stores plain bytes: what floats were there have no tangent any more."""
        end = offset + len(data)
        self.data[offset:end] = data
        self.undefined[offset:end] = bytes(len(data))
        self.forget(offset, len(data))

    def forget(self, offset: int, size: int) -> None:
        """Drops the tangents of the floats of which a byte lies in the range."""
        if not self.tangents:
            return
        if size > 64:
            self.tangents = {
                o: cell
                for o, cell in self.tangents.items()
                if o + cell.size <= offset or o >= offset + size
            }
            return
        for start in range(offset - LARGEST_FLOAT + 1, offset + size):
            if (cell := self.tangents.get(start)) and start + cell.size > offset:
                del self.tangents[start]

    def cells(self, offset: int, size: int) -> dict[int, Cell]:
        """The floats with tangents in the range, by offset from its start. None may lie across its ends."""
        found: dict[int, Cell] = {}
        if not self.tangents:
            return found
        for start in range(offset - LARGEST_FLOAT + 1, offset + size):
            if (cell := self.tangents.get(start)) is None or start + cell.size <= offset:
                continue
            end = min(start + cell.size, offset + size)
            if cell.is_spoiled:
                cell = Cell(end - max(start, offset), None, is_spoiled=True)
                start = max(start, offset)
            elif start < offset or start + cell.size > offset + size:
                raise OracleError(
                    f"reads only a part of the active float at '{self.name}' + {start}"
                )
            found[start - offset] = cell
        return found


class Memory:
    """All the objects of one run."""

    def __init__(self) -> None:
        self.objects: list[MemoryObject] = []

    def allocate(self, size: int, name: str) -> int:
        """The address of a new, undefined object of `size` bytes."""
        self.objects.append(MemoryObject(size, name))
        return len(self.objects) << OBJECT_SHIFT

    def free(self, address: int) -> None:
        if address == 0:
            return
        found, offset = self.locate(address, 0)
        if offset:
            raise OracleError(f"frees '{found.name}' + {offset}, which is not its start")
        found.alive = False

    def locate(self, address: int, size: int) -> tuple[MemoryObject, int]:
        """The object and offset of `size` bytes at `address`, all of which must exist."""
        if POISON in (address, size):
            raise OracleError(
                "accesses memory through a poison pointer, or a poison number of bytes"
            )
        number, offset = address >> OBJECT_SHIFT, address & OFFSET_MASK
        if not 1 <= number <= len(self.objects):
            what = "a null pointer" if address == 0 else f"the wild pointer {address:#x}"
            raise OracleError(f"accesses {size} bytes at {what}")
        found = self.objects[number - 1]
        if not found.alive:
            raise OracleError(f"accesses '{found.name}' after it was freed")
        if offset + size > len(found.data):
            raise OracleError(
                f"accesses {size} bytes at '{found.name}' + {offset}, which has {len(found.data)}"
            )
        return found, offset

    def write_bytes(self, address: int, data: bytes) -> None:
        found, offset = self.locate(address, len(data))
        found.overwrite(offset, data)

    def write_undefined(self, address: int, size: int) -> None:
        found, offset = self.locate(address, size)
        found.overwrite(offset, bytes(size))
        found.undefined[offset : offset + size] = b"\x01" * size

    def read_bytes(self, address: int, size: int) -> bytes:
        found, offset = self.locate(address, size)
        return bytes(found.data[offset : offset + size])

    def write_float(self, address: int, layout: struct.Struct, value: Dual) -> None:
        found, offset = self.locate(address, layout.size)
        found.overwrite(offset, layout.pack(value.value))
        if value.tangent is not None:
            found.tangents[offset] = Cell(layout.size, value.tangent)

    def read_float(self, address: int, layout: struct.Struct) -> Dual | Poison:
        found, offset = self.locate(address, layout.size)
        if found.undefined.find(1, offset, offset + layout.size) >= 0:
            return POISON
        (value,) = layout.unpack_from(found.data, offset)
        cells = found.cells(offset, layout.size)
        if not cells:
            return Dual(value)
        if any(cell.is_spoiled for cell in cells.values()):
            raise OracleError(
                f"reads a float at '{found.name}' + {offset} that is made of the bits of an active one"
            )
        if (cell := cells.get(0)) is None or cell.size != layout.size:
            raise OracleError(
                f"reads the active float at '{found.name}' + {offset} with another width"
            )
        return Dual(value, scale(2.0**cell.power, cell.tangent))

    def write_integer(self, address: int, size: int, value: int) -> None:
        found, offset = self.locate(address, size)
        found.overwrite(offset, value.to_bytes(size, "little"))
        for start, cell in cells_of(value).items():
            found.tangents[offset + start] = cell

    def read_integer(self, address: int, size: int) -> int | Poison:
        """The integer at `address`. One that is undefined in part is a copy of padding: those bytes read as zero."""
        found, offset = self.locate(address, size)
        if found.undefined.count(1, offset, offset + size) == size:
            return POISON
        value = int.from_bytes(found.data[offset : offset + size], "little")
        return integer(value, found.cells(offset, size))

    def copy(self, destination: int, source: int, size: int) -> None:
        """`memmove`: bytes, what is undefined about them, and tangents."""
        if size == 0:
            return
        origin, start = self.locate(source, size)
        target, offset = self.locate(destination, size)
        data, undefined = origin.data[start : start + size], origin.undefined[start : start + size]
        cells = origin.cells(start, size)
        target.overwrite(offset, data)
        target.undefined[offset : offset + size] = undefined
        target.tangents |= {offset + relative: cell for relative, cell in cells.items()}

    def fill(self, destination: int, byte: int, size: int) -> None:
        """`memset`."""
        if size:
            self.write_bytes(destination, bytes([byte]) * size)
