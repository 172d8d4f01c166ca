"""The command line: tests the programs of `n` seeds, and exits with 0 only if none fails.

::

    python -m tests.fuzz --n 100 --seed 0 --levels 0,2 --modes forward,reverse --save misses
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.fuzz.runner import LEVELS, MODES, Failure, fuzz


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--n", type=int, default=100, help="how many programs")
    parser.add_argument("--seed", type=int, default=0, help="the seed of the first program")
    parser.add_argument("--levels", default=",".join(map(str, LEVELS)), help="optimisation levels")
    parser.add_argument("--modes", default=",".join(MODES), help=f"of {', '.join(MODES)}")
    parser.add_argument("--save", type=Path, help="a directory for the C files of what fails")
    parser.add_argument("--no-reduce", action="store_true", help="print what fails as it is")
    options = parser.parse_args()
    levels = [int(level) for level in options.levels.split(",")]
    modes = options.modes.split(",")
    if unknown := set(modes) - set(MODES):
        parser.error(f"unknown modes: {', '.join(unknown)}")

    def report(failure: Failure) -> None:
        print(f"\n{failure}", flush=True)
        if options.save is not None:
            options.save.mkdir(parents=True, exist_ok=True)
            name = f"seed_{failure.seed}_O{failure.level}_{failure.mode}.c"
            comment = "\n".join(f"// {line}" for line in str(failure).splitlines()[:20])
            (options.save / name).write_text(f"{comment}\n{failure.c_code}")

    def progress(seed: int) -> None:
        print(f"\r{seed - options.seed + 1} of {options.n} programs", end="", file=sys.stderr)

    seeds = range(options.seed, options.seed + options.n)
    failures = fuzz(seeds, levels, modes, not options.no_reduce, report, progress)
    print(f"\n{options.n} programs, {len(failures)} failures", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
