"""Frameworks that differentiate array programs: the kernels once more, in operations on whole arrays."""

from __future__ import annotations

from benchmarks.frameworks import autograd, casadi, jax, pytorch
from benchmarks.frameworks.tool import Make

FRAMEWORKS: dict[str, tuple[str, Make]] = {
    "JAX": ("jax", jax.make),
    "PyTorch": ("torch", pytorch.make),
    "autograd": ("autograd", autograd.make),
    "CasADi": ("casadi", casadi.make),
}
"""By name, the package that has to be installed, and how to make a tool of it."""
