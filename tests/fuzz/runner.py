"""Runs random programs through the engine and compares them with the oracle.

A program is tested in these modes:

* `structured`: the oracle on the structured form at an optimisation level, against the oracle on unoptimised cf form. This
  one tests the reader, LLVM's passes and the lift, and no derivative rule.
* `forward`, `reverse`: the engine's compiled derivative against the oracle.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TypeVar

import numpy as np

from tests.fuzz.generator import NAME, SIZE, generate
from tests.fuzz.printer import to_c
from tests.fuzz.reducer import reduce
from tests.fuzz.syntax import Source
from tests.integration import differentiated
from tests.integration.comparison import compare
from tests.integration.differentiated import Case
from tests.integration.programs.catalogue import Input
from tests.oracle import Oracle
from xdsl_enzyme.frontends.load import load_module
from xdsl_enzyme.passes.pipelines import STRUCTURE, run_pipeline

LEVELS = (0, 1, 2, 3)
MODES = ("structured", "forward", "reverse")
TOLERANCE = 1e-8
TIMEOUT = 120
"""Seconds for one program at one level in one mode."""

T = TypeVar("T")


@dataclass(frozen=True)
class Failure:
    """A program on which the engine and the oracle disagree, or on which something broke."""

    seed: int
    level: int
    mode: str
    kind: str
    """The class of the exception; `Mismatch` for a wrong number."""
    message: str
    c_code: str

    def __str__(self) -> str:
        head = f"seed {self.seed}, O{self.level}, {self.mode} mode: {self.kind}"
        return f"{head}\n{self.message}\n{self.c_code}"


def inputs_for(seed: int) -> list[Input]:
    """The arguments of the program of a seed."""
    random = Random(seed)
    n = random.randrange(3, SIZE + 1)
    x, y = (np.array([random.uniform(-1.5, 1.5) for _ in range(n)]) for _ in range(2))
    k = np.array([random.randrange(n) for _ in range(n)], dtype=np.int32)
    return [random.uniform(-1.5, 1.5), random.uniform(-1.5, 1.5), x, y, k, n]


@contextlib.contextmanager
def case_of(source: Source, seed: int) -> Iterator[Case]:
    """The program in a temporary file, with its inputs."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as directory:
        path = Path(directory) / f"seed_{seed}.c"
        path.write_text(to_c(source))
        yield Case(path, NAME, inputs_for(seed), [0, 1, 2, 3], True, TOLERANCE)


def check(case: Case, level: int, mode: str) -> None:
    """Raises if the engine and the oracle disagree."""
    if mode == "structured":
        check_structured(case, level)
    else:
        differentiated.check(case, level, mode)


def check_structured(case: Case, level: int) -> None:
    module = load_module(case.path, optimisation_level=level)
    run_pipeline(module, STRUCTURE)
    module.verify()
    optimised = Case(case.path, case.name, case.inputs, case.wrt, True, case.tolerance)
    optimised.__dict__["oracle"] = Oracle(module)
    what = f"structured form at O{level}"
    compare(what, case.expected_forward, optimised.expected_forward, case.tolerance)
    compare(what, case.expected_reverse, optimised.expected_reverse, case.tolerance)


def failure_of(case: Case, seed: int, level: int, mode: str) -> Failure | None:
    """What goes wrong with a program at a level in a mode, if anything does."""
    try:
        check(case, level, mode)
    except Exception as error:  # Whatever breaks is what the fuzzer is looking for.
        kind = type(error).__name__
        message = str(error) if kind == "Mismatch" else traceback.format_exc(limit=-4)
        return Failure(seed, level, mode, kind, message, case.path.read_text())
    return None


def isolated(run: Callable[[], T], timeout: int) -> T | str:
    """`run()` in a child process; if that crashes or takes too long, a word for how."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(timeout)
        with os.fdopen(write, "wb") as pipe:
            pickle.dump(run(), pipe)
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        data = pipe.read()
    _, status = os.waitpid(child, 0)
    if status == 0 and data:
        return pickle.loads(data)
    number = os.waitstatus_to_exitcode(status)
    return signal.Signals(-number).name if number < 0 else f"Exit{number}"


def isolated_failures(
    case: Case, seed: int, levels: Sequence[int], modes: Sequence[str]
) -> list[Failure]:
    """All of `failure_of`, in a child process, so that crashes and endless loops are failures like others."""

    def in_child() -> list[Failure]:
        checks = [failure_of(case, seed, level, mode) for level in levels for mode in modes]
        return [failure for failure in checks if failure is not None]

    outcome = isolated(in_child, TIMEOUT * len(levels) * len(modes))
    if not isinstance(outcome, str):
        return outcome
    if len(levels) == len(modes) == 1:
        c_code = case.path.read_text()
        return [Failure(seed, levels[0], modes[0], outcome, "the process died", c_code)]
    # One of the checks is to blame: each gets a process of its own.
    return [
        failure
        for level in levels
        for mode in modes
        for failure in isolated_failures(case, seed, [level], [mode])
    ]


def reduced(source: Source, failure: Failure) -> Failure:
    """The same failure of a smaller program: of the same kind, at the same level, in the same mode."""
    smallest = failure

    def still_fails(candidate: Source) -> bool:
        nonlocal smallest
        with case_of(candidate, failure.seed) as case:
            found = isolated_failures(case, failure.seed, [failure.level], [failure.mode])
        if not found or found[0].kind != failure.kind:
            return False
        (smallest,) = found
        return True

    reduce(source, still_fails)
    return smallest


def fuzz(
    seeds: Sequence[int],
    levels: Sequence[int] = LEVELS,
    modes: Sequence[str] = MODES,
    with_reduction: bool = True,
    on_failure: Callable[[Failure], None] | None = None,
    on_program: Callable[[int], None] | None = None,
) -> list[Failure]:
    """All failures of the programs of these seeds, at all levels and in all modes."""
    failures: list[Failure] = []
    for seed in seeds:
        source = generate(seed)
        with case_of(source, seed) as case:
            found = isolated_failures(case, seed, levels, modes)
        for failure in found:
            failures.append(reduced(source, failure) if with_reduction else failure)
            if on_failure is not None:
                on_failure(failures[-1])
        if on_program is not None:
            on_program(seed)
    return failures
