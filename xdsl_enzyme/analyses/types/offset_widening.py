"""Joins of offsets that become more and more: exact as long as there are a few, and finite.

16 and 24                     -->  16 or 24
0, 8, 16, 24, 32, …           -->  0 mod 8, from 0 on
"""

from __future__ import annotations

from xdsl_enzyme.analyses.memory_objects import Offset

FEW = 4
"""Members of which one is chosen, up to which it is known which ones these are."""

MANY = 64


def widened(known: Offset, other: Offset) -> Offset:
    """
    Both, for one that becomes more and more: a bound that moves on is given up, unless there are only a few between the two, as where one
    of some members is chosen.
    """
    joined = known.hull(other)
    if joined == known or not known.modulus or (joined.length or MANY) <= FEW:
        return joined
    return Offset.of(
        joined.residue,
        joined.modulus,
        joined.low if joined.low == known.low else None,
        joined.high if joined.high == known.high else None,
    )
