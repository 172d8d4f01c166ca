"""Times of several contestants, taken in turns so that whatever disturbs the machine disturbs all of them.

What counts is the processor time of the process, which on an idle machine is the time that passes: everything here is one thread at a
time, and other programs that want the processor should not show.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import quantiles
from time import perf_counter, process_time_ns
from typing import Protocol

FEWEST_ROUNDS, MOST_ROUNDS = 7, 1001


class Repeatable(Protocol):
    """What can be timed."""

    def call(self) -> None:
        """Do the job once."""
        ...

    def restore(self) -> None:
        """Undo what the job has overwritten."""
        ...


@dataclass(frozen=True)
class Seconds:
    """How long a call takes: half of all calls were between the quartiles."""

    lower_quartile: float
    median: float
    upper_quartile: float


def measure_seconds(contestants: Mapping[str, Repeatable], budget_s: float) -> dict[str, Seconds]:
    """
    The time of one call of each contestant, over as many rounds as fit into the budget. Restoring what a call has
    overwritten is not timed.
    """
    times: dict[str, list[int]] = {name: [] for name in contestants}
    for contestant in contestants.values():
        contestant.restore()
        contestant.call()
    gc.collect()
    gc.disable()
    try:
        end = perf_counter() + budget_s
        for number in range(MOST_ROUNDS):
            if number >= FEWEST_ROUNDS and perf_counter() > end:
                break
            for name, contestant in contestants.items():
                contestant.restore()
                start = process_time_ns()
                contestant.call()
                times[name].append(process_time_ns() - start)
    finally:
        gc.enable()
    return {
        name: Seconds(*(value / 1e9 for value in quantiles(taken, n=4)))
        for name, taken in times.items()
    }
