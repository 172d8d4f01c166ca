"""Times of several contestants, taken in turns so that whatever disturbs the machine disturbs all of them.

What counts is the processor time of the thread, which on an idle machine is the time that passes: everything here is one
thread, and other programs that want the processor should not show.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping
from statistics import median
from time import perf_counter, thread_time_ns

from benchmarks.contestant import Contestant

FEWEST_ROUNDS, MOST_ROUNDS = 7, 1001


def median_seconds(contestants: Mapping[str, Contestant], budget_s: float) -> dict[str, float]:
    """
    The median time of one call of each contestant, over as many rounds as fit into the budget. Restoring what a call has
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
                start = thread_time_ns()
                contestant.call()
                times[name].append(thread_time_ns() - start)
    finally:
        gc.enable()
    return {name: median(taken) / 1e9 for name, taken in times.items()}
