"""C programs in which derivatives get lost easily: how to call them, and which of them are refused.

As `tests.integration.programs.catalogue`, for the files of this directory.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.integration.programs.catalogue import SINGLE, Argument, Program, array, integer, output

HERE = Path(__file__).parent


@dataclass(frozen=True)
class AdversarialProgram(Program):
    """A function in a C file of the same name, here."""

    @property
    def path(self) -> Path:
        return HERE / f"{self.name}.c"


def program(name: str, *arguments: Argument, tolerance: float = 1e-8) -> AdversarialProgram:
    return AdversarialProgram(name, arguments or (array(6, seed=5), integer(6)), tolerance)


def _indices(*values: int) -> Argument:
    return Argument(np.array(values, dtype=np.int32))


def _constant(*shape: int) -> Argument:
    return Argument(np.random.default_rng(8).uniform(0.5, 1.5, shape))


PROGRAMS: dict[str, AdversarialProgram] = {
    p.name: p
    for p in (
        program("callee_allocates"),
        program("clear_one"),
        program("const_input", array(6), _constant(6), _indices(2, 0, 1, 5, 5, 3), integer(6)),
        program("const_struct_pointer"),
        program("exponent_read", tolerance=SINGLE),
        program("float_double", tolerance=SINGLE),
        program("global_pointer"),
        program("header_copy"),
        program("inner_overwrite", array(6, low=0.1, high=0.4), integer(6)),
        program("input_output"),
        program("int_float_array"),
        program("integer_result"),
        program("integers_in_memory"),
        program("linked_list"),
        program("loop_carried_struct"),
        program("math_pointers"),
        program("matrix_pointer", array(9), integer(9)),
        program("mixed_struct", tolerance=SINGLE),
        program("negative_stride"),
        program("nested_return"),
        program("overlapping_move"),
        program("pair_in_register", tolerance=SINGLE),
        program("pointer_array"),
        program("pointer_to_pointer"),
        program("power_of_two_bits"),
        program("recursion_array"),
        program("returned_pointer"),
        program("same_array_twice"),
        program("select_pointer", array(6), array(6, seed=2), integer(6)),
        program("sign_bit"),
        program("span_returned"),
        program("static_local"),
        program("struct_in_register", tolerance=SINGLE),
        program("swap_rows"),
        program("swapped_records", tolerance=SINGLE),
        program("switch_state"),
        program("triangular_break"),
        program("two_pointers"),
        program("uninitialised_path"),
        program("union_pun"),
        program("vla"),
        program("work_array", array(6), output(6), integer(6)),
        program("writes_globals"),
        program("zero_iterations"),
    )
}
"""By name: programs whose derivatives are right at every level."""


@dataclass(frozen=True)
class Refusal:
    """A program of which some mode is refused at some levels."""

    program: AdversarialProgram
    levels: tuple[int, ...]
    modes: tuple[str, ...]
    message: str
    """What the message says at the first of the levels."""


_ALL, _BOTH = (0, 1, 2, 3), ("forward", "reverse")
_BITS = "flows through the bits of a float"

REFUSALS: dict[str, Refusal] = {
    name: Refusal(program(name), levels, modes, message)
    for name, levels, modes, message in (
        ("bits_returned", _ALL, _BOTH, _BITS),
        ("byte_copy", (0,), _BOTH, "can't decide where the floats are"),
        ("exponent_added", _ALL, _BOTH, _BITS),
        ("exponent_bits", _ALL, _BOTH, _BITS),
        ("fast_inverse", _ALL, _BOTH, _BITS),
        ("mantissa_bits", _ALL, _BOTH, _BITS),
        ("unknown_reader", _ALL, _BOTH, "cannot differentiate a call of 'energy'"),
    )
}
"""By name. Optimised, the others are refused as well or come out right; either is checked."""
