"""What the array programs are written in: the names of NumPy, and loops.

NumPy itself is one of these, so that the programs can be compared with the kernels without any framework::

    lse(Arrays(numpy), n, x)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Body = Callable[[Any], Any]


class Arrays:
    """A module with NumPy's functions, unrolled loops beside them."""

    def __init__(self, module: Any):
        self.module = module

    def __getattr__(self, name: str) -> Any:
        return getattr(self.module, name)

    def largest(self, x: Any, axis: int) -> Any:
        """Along an axis, which stays, with length 1."""
        return self.module.max(x, axis=axis, keepdims=True)

    def smallest(self, x: Any, axis: int) -> Any:
        """Along an axis, which stays, with length 1."""
        return -self.largest(-x, axis)

    def rectified(self, x: Any) -> Any:
        """Zero where it is negative."""
        return self.module.maximum(x, 0.0)

    def power_spectrum(self, x: Any) -> Any:
        """The squares of the magnitudes of the spectrum of complex numbers (n, 2)."""
        spectrum = self.module.fft.fft(x[:, 0] + 1j * x[:, 1])
        return self.module.real(spectrum) ** 2 + self.module.imag(spectrum) ** 2

    def repeat(self, count: int, body: Body, state: Any) -> Any:
        """Apply `body` to the state again and again."""
        for _ in range(count):
            state = body(state)
        return state

    def fold(self, body: Callable[[Any, Any], Any], state: Any, inputs: Any) -> Any:
        """Apply `body` to the state and to each row of several arrays, one after the other."""
        for row in zip(*inputs, strict=True):
            state = body(state, row)
        return state
