"""How everything is compiled: two sets of flags, since one-step builds with fast-math turn some orderings around."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Flags:
    """What C compilers are told, for functions and gradients alike."""

    description: str
    for_compiler: tuple[str, ...]
    """Behind the optimisation level."""
    native: bool
    """Whether code is for the CPU at hand, or for any of its architecture."""


FLAGS = {
    "strict": Flags("-O3 -fno-math-errno", (), native=False),
    "fast": Flags("-O3 -march=native -ffast-math", ("-ffast-math",), native=True),
}
DEFAULT = "strict"
