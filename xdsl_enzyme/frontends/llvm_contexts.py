"""Modules of LLVM in contexts of their own, which outlive them.

In a shared context LLVM renames the structs of the second module, and of the third …; so each program has its own. llvmlite disposes of a context when
Python drops it; Python's garbage collector drops what is in a cycle in any order, and a module that is disposed of after its context ends the process.
So the contexts are kept here until their modules are gone.
"""

from __future__ import annotations

import weakref
from threading import Lock

from llvmlite import binding

_lock = Lock()
_kept: list[tuple[weakref.ref[binding.ModuleRef], binding.ContextRef]] = []
"""Modules, and the contexts that they are in."""
_dropped: list[binding.ContextRef] = []
"""Contexts of modules that were gone when it was looked for last: by now these have been disposed of."""


def parse_apart(llvm_ir: str, beside: binding.ModuleRef | None = None) -> binding.ModuleRef:
    """
    The module of a text, not verified: in the context of another such module, or in one of its own. Raises `RuntimeError` if the text is
    not valid.
    """
    with _lock:
        context = next((one for module, one in _kept if module() is beside), None)
        if beside is None or context is None:
            context = binding.create_context()
    module = binding.parse_assembly(llvm_ir, context)
    with _lock:
        _dropped[:] = [one for other, one in _kept if other() is None]
        _kept[:] = [pair for pair in _kept if pair[0]() is not None]
        _kept.append((weakref.ref(module), context))
    return module
