"""Tries programs that wait: ``python -m tests.integration.waiting cpp/std_function -O 0 2`` (all programs and levels by default)."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from tests.integration.corpus_programs import CorpusProgram
from tests.integration.test_corpus import LEVELS, check

DIRECTORY = Path(__file__).parent / "corpus_waiting"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("-O", dest="levels", type=int, nargs="*", default=LEVELS)
    arguments = parser.parse_args()
    for path in sorted(DIRECTORY.glob("*/*")):
        program = CorpusProgram.read(path)
        if arguments.names and program.name not in arguments.names:
            continue
        for level in arguments.levels:
            start = time.perf_counter()
            try:
                check(program, level)
                outcome = "right"
            # Whatever goes wrong is what there is to report.
            except Exception as error:
                outcome = f"{type(error).__name__}: {str(error).splitlines()[0]}"
            print(
                f"{program.name} O{level} {time.perf_counter() - start:.1f} s: {outcome}",
                flush=True,
            )


if __name__ == "__main__":
    main()
