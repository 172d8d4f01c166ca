"""The heap memory that compiled code takes, and an allocator that does the same thing every time.

By default glibc gives large blocks back to the system as soon as they are freed, and gets them page by page when they are
allocated again; where "large" begins changes as a process runs. `pin_allocator` stops that, for all contestants alike.
"""

from __future__ import annotations

import ctypes
from typing import Any

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_MMAP_MAX = -1, -3, -4
_LARGEST_THRESHOLD = 32 << 20


def pin_allocator() -> str:
    """Keep freed memory in the process. Says what has been done."""
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "mallopt"):
        return "the allocator's default"
    trims = libc.mallopt(_M_TRIM_THRESHOLD, (1 << 31) - 1)
    maps = libc.mallopt(_M_MMAP_THRESHOLD, _LARGEST_THRESHOLD)
    # The threshold can't be larger, and tapes can.
    never = libc.mallopt(_M_MMAP_MAX, 0)
    if not (trims and maps and never):
        return "the allocator's default; mallopt refused"
    return "M_MMAP_THRESHOLD 32 MiB, M_MMAP_MAX 0, M_TRIM_THRESHOLD 2 GiB"


class CountingAllocator:
    """``malloc`` and its kin of the C library, which keep account."""

    def __init__(self) -> None:
        libc = ctypes.CDLL(None)
        pointer, size = ctypes.c_void_p, ctypes.c_size_t
        signatures: dict[str, tuple[Any, ...]] = {
            "malloc": (pointer, size),
            "calloc": (pointer, size, size),
            "realloc": (pointer, pointer, size),
            "free": (None, pointer),
        }
        self._libc: dict[str, Any] = {}
        self._callbacks: dict[str, Any] = {}
        for name, (result, *parameters) in signatures.items():
            self._libc[name] = libc[name]
            self._libc[name].restype, self._libc[name].argtypes = result, parameters
            self._callbacks[name] = ctypes.CFUNCTYPE(result, *parameters)(getattr(self, f"_{name}"))
        self._sizes: dict[int, int] = {}
        self.allocated = 0
        """The bytes that are allocated now."""
        self.peak = 0
        """The most that ever were at a time."""

    @property
    def imports(self) -> dict[str, int]:
        """The addresses of the functions, by name."""
        return {
            name: ctypes.cast(callback, ctypes.c_void_p).value or 0
            for name, callback in self._callbacks.items()
        }

    def _record(self, address: int | None, size: int) -> int | None:
        if address is not None:
            self._sizes[address] = size
            self.allocated += size
            self.peak = max(self.peak, self.allocated)
        return address

    def _forget(self, address: int | None) -> None:
        self.allocated -= self._sizes.pop(address, 0) if address is not None else 0

    def _malloc(self, size: int) -> int | None:
        return self._record(self._libc["malloc"](size), size)

    def _calloc(self, count: int, size: int) -> int | None:
        return self._record(self._libc["calloc"](count, size), count * size)

    def _realloc(self, address: int | None, size: int) -> int | None:
        moved = self._libc["realloc"](address, size)
        self._forget(address)
        return self._record(moved, size)

    def _free(self, address: int | None) -> None:
        self._forget(address)
        self._libc["free"](address)
