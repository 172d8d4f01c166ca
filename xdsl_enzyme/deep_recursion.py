"""Room for recursion: over regions nested in regions, and over functions that call functions.

A program may nest more deeply than Python's recursion limit and the stack of its main thread allow. What is marked
with `deeply_recursive` runs in a thread of its own, with a large stack and a high limit; what it calls stays there::

    @deeply_recursive
    def run_pipeline(module, passes): ...
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from contextvars import copy_context
from functools import wraps
from typing import ParamSpec, TypeVar

from xdsl_enzyme.collection import rare_collection
from xdsl_enzyme.errors import EnzymeError

STACK_SIZE = 1 << 29
"""In bytes, of which only those that are used take memory."""
RECURSION_LIMIT = 150_000
"""Frames. One takes at most about 2 kB of the stack."""

P = ParamSpec("P")
T = TypeVar("T")

_here = threading.local()


class _Limit:
    """The recursion limit of the process, raised while there are threads that need it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._users = 0
        self._before = 0

    def raise_it(self) -> None:
        if self._users == 0:
            self._before = sys.getrecursionlimit()
            sys.setrecursionlimit(max(self._before, RECURSION_LIMIT))
        self._users += 1

    def give_back(self) -> None:
        with self.lock:
            self._users -= 1
            if self._users == 0:
                sys.setrecursionlimit(self._before)


_limit = _Limit()


def deeply_recursive(function: Callable[P, T]) -> Callable[P, T]:
    """Let a function recurse deeply. Raises `EnzymeError` if that is not enough either."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        if getattr(_here, "is_deep", False):
            return function(*args, **kwargs)
        outcome: list[T] = []
        failure: list[BaseException] = []

        def work() -> None:
            _here.is_deep = True
            try:
                outcome.append(function(*args, **kwargs))
            except RecursionError:
                failure.append(
                    EnzymeError(
                        "the program is nested too deeply",
                        why="loops and branches in one another, or calls of functions by functions, are followed by recursion",
                        hint="split the function",
                    )
                )
            except BaseException as error:
                failure.append(error)

        context = copy_context()
        with _limit.lock:
            _limit.raise_it()
            before = threading.stack_size(STACK_SIZE)
            thread = threading.Thread(target=context.run, args=(work,), daemon=True)
            thread.start()
            threading.stack_size(before)
        try:
            with rare_collection():
                thread.join()
        finally:
            _limit.give_back()
        if failure:
            raise failure[0]
        return outcome[0]

    return run
