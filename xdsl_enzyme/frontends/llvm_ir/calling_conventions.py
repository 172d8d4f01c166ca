"""Calling conventions.

Those that a compiler gives to functions which nobody outside can call become C's: ``define internal fastcc double @f`` is
read as a function like any other. Others are kept, as the discardable attribute `llvm.calling_convention` of the function,
and of calls through pointers.
"""

from __future__ import annotations

from xdsl_enzyme.frontends.llvm_ir.module_state import ModuleState
from xdsl_enzyme.frontends.llvm_ir.tokens import Cursor

CALLING_CONVENTION = "llvm.calling_convention"
"""Attribute with the name of a convention that is not C's."""

_INTERNAL = frozenset(["fastcc", "coldcc", "tailcc"])
"""Those that LLVM's optimiser and front ends choose for internal functions."""


def read_calling_convention(cursor: Cursor) -> str:
    """Reads a calling convention if there is one other than C's, else empty."""
    token = cursor.peek()
    if token == "cc":
        cursor.next()
        return f"cc {cursor.integer()}"
    if token.endswith("cc") or token.startswith(_GPU_KERNELS):
        cursor.next()
        return "" if token == "ccc" else token
    return ""


_GPU_KERNELS = ("amdgpu_", "ptx_", "spir_")


def convention_of_function(convention: str, internal: bool) -> str:
    """The convention that a function is given here."""
    return "" if internal and convention in _INTERNAL else convention


def internal_convention(module: ModuleState, cursor: Cursor, convention: str) -> str:
    """The convention of a call through a pointer."""
    if convention not in _INTERNAL:
        return convention
    if module.has_foreign(convention):
        raise cursor.error(
            f"functions inside and outside of the module have the calling convention {convention}"
        )
    return ""
