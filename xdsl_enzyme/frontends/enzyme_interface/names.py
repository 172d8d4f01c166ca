"""The names of Enzyme's C interface, which are all that it is recognised by.

kind_of("_Z17__enzyme_autodiffIdJdEET_PvDpT0_")  -->  Kind.AUTODIFF
marker_of("enzyme_dup")                          -->  "enzyme_dup"
"""

from __future__ import annotations

import re
from enum import StrEnum


class Kind(StrEnum):
    """What a function of the interface does, by what its name contains."""

    AUTODIFF = "__enzyme_autodiff"
    FORWARD = "__enzyme_fwddiff"
    AUGMENT = "__enzyme_augmentfwd"
    TAPE_SIZE = "__enzyme_augmentsize"
    REVERSE = "__enzyme_reverse"
    FORWARD_SPLIT = "__enzyme_fwdsplit"
    VIRTUAL_REVERSE = "__enzyme_virtualreverse"
    BATCH = "__enzyme_batch"
    CALL_INACTIVE = "__enzyme_call_inactive"


def kind_of(symbol: str) -> Kind | None:
    """What a function of this name does; None if it is not of the interface."""
    if "__enzyme_" not in symbol:
        return None
    return next((kind for kind in Kind if kind in symbol), None)


_FUNCTION = re.compile(r"__enzyme_[a-z_]+")


def unknown_function(symbol: str) -> str | None:
    """The name of a function of Enzyme's interface that is not known here; None if it is known, or no such function."""
    found = _FUNCTION.search(symbol)
    return None if found is None or kind_of(symbol) is not None else found[0].rstrip("_")


UNKNOWN_MARKERS = frozenset(
    [
        "enzyme_active_rand_var",
        "enzyme_duplikelihood",
        "enzyme_duptrace",
        "enzyme_interface",
        "enzyme_likelihood",
        "enzyme_observations",
        "enzyme_trace",
    ]
)
"""Markers of Enzyme that are not known here: those of probabilistic programs."""

MARKERS = UNKNOWN_MARKERS | frozenset(
    [
        "enzyme_active_return",
        "enzyme_allocated",
        "enzyme_buffer",
        "enzyme_byref",
        "enzyme_const",
        "enzyme_const_return",
        "enzyme_dup",
        "enzyme_dup_return",
        "enzyme_dupnoneed",
        "enzyme_dupnoneedv",
        "enzyme_dupv",
        "enzyme_interleave",
        "enzyme_nofree",
        "enzyme_noret",
        "enzyme_not_overwritten",
        "enzyme_out",
        "enzyme_primal_return",
        "enzyme_runtime_activity",
        "enzyme_scalar",
        "enzyme_strong_zero",
        "enzyme_tape",
        "enzyme_vector",
        "enzyme_width",
    ]
)
"""Global variables whose values don't matter: passed to a call of the interface, they say something about the next argument."""

MARKER_PATTERN = rf"(?:_ZL\d+)?(?:{'|'.join(sorted(MARKERS, reverse=True))})_?"
"""The symbols of markers: static ones of C++ have a prefix, those of Fortran an underscore at the end."""

_MARKER = re.compile(rf"(?:_ZL\d+)?({'|'.join(sorted(MARKERS, reverse=True))})_?")


def marker_of(symbol: str) -> str | None:
    """The marker that a global variable stands for, if it is one."""
    match = _MARKER.fullmatch(symbol)
    return None if match is None else match[1]


def is_registration(variable: str) -> bool:
    """Whether a global variable says how functions are to be differentiated."""
    return variable == ANNOTATIONS or any(name in variable for name in _REGISTRATIONS)


ANNOTATIONS = "llvm.global.annotations"
"""The variable that holds what `__attribute__((annotate("…")))` says."""

INACTIVE_ANNOTATION = "enzyme_inactive"
LIKE_ANNOTATION = "enzyme_function_like="
TYPE_ANNOTATION = "enzyme_type="
SHADOW_ANNOTATION = "enzyme_shadow"

_TYPE_REGISTRATION = "__enzyme_type"


def is_type_registration(variable: str) -> bool:
    """Whether a global variable says what memory or values hold."""
    return _TYPE_REGISTRATION in variable


_REGISTRATIONS = (
    "__enzyme_register_",
    "__enzyme_inactivefn",
    "__enzyme_inactive_global",
    "__enzyme_function_like",
    "__enzyme_allocation_like",
    "__enzyme_shouldrecompute",
    "__enzyme_nofree",
    _TYPE_REGISTRATION,
)


def uses_interface(llvm_ir: str) -> bool:
    """Whether a module calls the interface, or registers something. What it only declares is left out of LLVM IR."""
    return "__enzyme_" in llvm_ir
