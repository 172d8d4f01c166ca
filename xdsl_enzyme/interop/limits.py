"""How much the reverse mode of a function may keep: checkpoints in its loops, and a hard limit.

Limits.of(checkpoint=10, memory="64MB")    -->    Limits(checkpoint=10, memory=64_000_000)
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from xdsl_enzyme.errors import ArgumentsError

_UNITS = {
    "": 1,
    **{
        f"{prefix}{infix}b": base**power
        for infix, base in (("", 1000), ("i", 1024))
        for power, prefix in enumerate("kmgt", start=1)
    },
    "b": 1,
}


@dataclass(frozen=True)
class Limits:
    """Without any, reverse mode keeps all that is not cheaper to compute again."""

    checkpoint: int | None = None
    """With how many checkpoints the loops are reversed that hand on a state; 0: the logarithm of the number of iterations."""
    memory: int | None = None
    """How many bytes all that is kept may take."""

    @property
    def has_checkpoints(self) -> bool:
        return self.checkpoint is not None or self.memory is not None

    @staticmethod
    def of(checkpoint: int | bool | None, memory: int | str | None) -> Limits:
        """Limits as users give them: `checkpoint=True` leaves their number open, `memory` is in bytes or a text such as "64MB"."""
        number = 0 if checkpoint is True else None if checkpoint is False else checkpoint
        if number is not None and (number < 0 or (number == 0 and checkpoint is not True)):
            raise ArgumentsError(
                f"checkpoint={checkpoint} is not understood",
                hint="the number of checkpoints, 1 or more; or True, for as many as the logarithm of the number of iterations",
            )
        return Limits(number, None if memory is None else _bytes(memory))


UNLIMITED = Limits()


def _bytes(memory: int | str) -> int:
    match = re.fullmatch(r"\s*(\d+(?:\.\d*)?)\s*([a-z]*)\s*", str(memory).lower())
    if match is None or match[2] not in _UNITS or (size := float(match[1]) * _UNITS[match[2]]) < 1:
        raise ArgumentsError(
            f"memory={memory!r} is not understood",
            hint='a number of bytes, or a text such as "64MB" or "2GiB"',
        )
    return int(size)
