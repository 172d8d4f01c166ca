"""Programs of the corpus under the sanitizers, one by one: ``python -m tests.integration.sanitizers [-O LEVEL] [PREFIX ...]``."""

from __future__ import annotations

import argparse

from tests.integration.corpus_programs import programs
from tests.integration.sanitizers.instrumented import check, run
from xdsl_enzyme.errors import EnzymeError


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-O", dest="level", type=int, default=2)
    parser.add_argument("prefixes", nargs="*", default=["c/", "cpp/"])
    arguments = parser.parse_args()
    for name, program in programs().items():
        if not name.startswith(tuple(arguments.prefixes)) or program.refused is not None:
            continue
        try:
            (measured,) = run([program], arguments.level)
            check(program, measured)
        except (AssertionError, EnzymeError) as error:
            print(f"{name}: {error}", flush=True)
        else:
            print(f"{name}: clean", flush=True)


if __name__ == "__main__":
    main()
