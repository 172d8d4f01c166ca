"""All programs under the sanitizers, one by one: ``python -m tests.integration.sanitizers [-O LEVEL] [PREFIX ...]``."""

from __future__ import annotations

import argparse
import subprocess

from tests.integration.adversarial.catalogue import PROGRAMS as ADVERSARIAL
from tests.integration.corpus_programs import programs
from tests.integration.programs.catalogue import PROGRAMS
from tests.integration.sanitizers.instrumented import Subject, check, run
from xdsl_enzyme.errors import EnzymeError


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-O", dest="level", type=int, default=2)
    parser.add_argument("prefixes", nargs="*", default=[""])
    arguments = parser.parse_args()
    corpus = [
        one
        for one in programs().values()
        if is_linkable(one.name) and arguments.level not in one.refused_levels
    ]
    for program in (*PROGRAMS.values(), *ADVERSARIAL.values(), *corpus):
        if not program.name.startswith(tuple(arguments.prefixes)):
            continue
        subject = Subject.of(program)
        try:
            (measured,) = run([subject], arguments.level)
            check(subject, measured)
        except (AssertionError, EnzymeError, subprocess.CalledProcessError) as error:
            print(f"{subject.name}: {error}", flush=True)
        else:
            print(f"{subject.name}: clean", flush=True)


def is_linkable(name: str) -> bool:
    """Whether clang++ links what the program needs: the libraries of Fortran and Rust are not among that."""
    return name.startswith(("c/", "cpp/"))


if __name__ == "__main__":
    main()
