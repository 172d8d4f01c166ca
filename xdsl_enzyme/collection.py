"""Fewer runs of Python's garbage collector while a program is compiled.

IR is a graph of small objects that are in use, nearly all of them, until the end. To look for garbage in it after every few hundred new ones takes a third of the
time.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Generator
from contextlib import contextmanager

_THRESHOLDS = (50_000, 20, 50)
"""See `gc.set_threshold`; by default 700 (or 2000) new objects are enough for a run."""

_lock = threading.Lock()
_users: list[tuple[int, int, int]] = []
"""Per user the thresholds that were there before."""


@contextmanager
def rare_collection() -> Generator[None]:
    """Collect rarely in what is inside. If collection is off or rarer still, it stays so."""
    with _lock:
        before = gc.get_threshold()
        _users.append(before)
        if 0 < before[0] < _THRESHOLDS[0]:
            gc.set_threshold(*_THRESHOLDS)
    try:
        yield
    finally:
        with _lock:
            before = _users.pop()
            if not _users and gc.get_threshold() == _THRESHOLDS:
                gc.set_threshold(*before)
