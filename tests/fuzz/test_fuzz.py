"""Random programs, and tests of the fuzzer itself: it must find and reduce what is wrong."""

import os
import signal
import subprocess
import sys
import tempfile
from itertools import islice

import pytest

from tests.fuzz import runner
from tests.fuzz.generator import generate
from tests.fuzz.printer import PRELUDE, to_c
from tests.fuzz.reducer import reduce, smaller
from tests.fuzz.runner import LEVELS, MODES, Failure, case_of, failure_of, fuzz, isolated
from tests.integration import differentiated
from tests.integration.native import compiler

PROGRAMS = 200
PER_TEST = 5


def pytest_generate_tests(metafunc: pytest.Metafunc):
    if "first" in metafunc.fixturenames:
        count = PROGRAMS if metafunc.config.getoption("--all") else PROGRAMS // 4
        metafunc.parametrize("first", range(0, count, PER_TEST))


def test_random_programs(first: int):
    """Every program in every mode at one level; the levels take turns. One in five may be refused, none may be wrong."""
    failures: list[Failure] = []
    for seed in range(first, first + PER_TEST):
        level = LEVELS[seed % len(LEVELS)]
        with case_of(generate(seed), seed) as case:
            found = [failure_of(case, seed, level, mode) for mode in MODES]
        failures += [failure for failure in found if failure is not None]
    wrong = [str(failure) for failure in failures if not is_refusal(failure)]
    assert not wrong, "\n".join(wrong)
    refused = {failure.seed for failure in failures}
    assert len(refused) <= 1, "\n".join(map(str, failures))


def is_refusal(failure: Failure) -> bool:
    """Whether type analysis could not tell what memory holds, and said so."""
    return failure.kind == "DifferentiationError" and "can't decide where" in failure.message


def compile_c(text: str) -> None:
    """Nothing but whether it compiles; to a file, since the compiler of ziglang can't only check."""
    with tempfile.TemporaryDirectory() as directory:
        command = [*compiler(), "-x", "c", "-w", "-c", "-", "-o", f"{directory}/program.o"]
        subprocess.run(command, input=text.encode(), check=True)


def test_programs_are_reproducible_and_compile():
    sources = [to_c(generate(seed)) for seed in range(5)]
    assert sources == [to_c(generate(seed)) for seed in range(5)]
    assert len(set(sources)) == len(sources)
    for source in sources:
        compile_c(source)


def test_everything_smaller_than_a_program_compiles():
    source = next(program for program in map(generate, range(100)) if not program.helpers)
    functions = [
        to_c(candidate).removeprefix(PRELUDE).replace(" f(", f" f{number}(")
        for number, candidate in enumerate(islice(smaller(source), 300))
    ]
    compile_c("\n".join([PRELUDE, *functions]))


def test_reduction_keeps_what_matters():
    source = generate(3)
    reduced = reduce(source, lambda candidate: "atan2" in to_c(candidate), attempts=2000)
    assert "atan2" in to_c(reduced)
    before, after = (len(to_c(one).removeprefix(PRELUDE)) for one in (source, reduced))
    assert after < before / 4


def test_a_wrong_derivative_is_found_and_reduced(monkeypatch: pytest.MonkeyPatch):
    def wrong(case: differentiated.Case, level: int) -> differentiated.Numbers:
        """The right derivatives, but for programs that call tanh."""
        right = case.expected_reverse
        return [0.0, *right[1:]] if "tanh" in case.path.read_text() else right

    expected, _ = differentiated.MODES["reverse"]
    monkeypatch.setitem(differentiated.MODES, "reverse", (expected, wrong))
    seed = next(seed for seed in range(100) if fuzz([seed], [0], ["reverse"], with_reduction=False))
    seen: list[Failure] = []
    (failure,) = fuzz([seed], [0], ["reverse"], on_failure=seen.append)
    assert seen == [failure]
    assert failure.kind == "Mismatch"
    assert f"seed {seed}, O0, reverse mode" in str(failure)
    assert "expected" in failure.message
    assert "tanh" in failure.c_code
    assert len(failure.c_code) < len(to_c(generate(seed)))


def test_crashes_and_endless_programs_are_outcomes():
    def crash() -> int:
        os.kill(os.getpid(), signal.SIGKILL)
        return 0

    def hang() -> int:
        while True:
            pass

    assert isolated(lambda: 42, 10) == 42
    assert isolated(crash, 10) == "SIGKILL"
    assert isolated(hang, 1) == "SIGALRM"


@pytest.mark.parametrize(("modes", "status"), [("structured", 0), ("nonsense", 2)])
def test_command_line(modes: str, status: int):
    command = [sys.executable, "-m", "tests.fuzz", "--n", "1", "--levels", "1", "--modes", modes]
    assert subprocess.run(command, capture_output=True).returncode == status


def test_every_mode_is_tested():
    assert set(MODES) == {"structured", *differentiated.MODES}
    assert runner.LEVELS == (0, 1, 2, 3)
