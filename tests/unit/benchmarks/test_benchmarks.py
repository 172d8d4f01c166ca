"""The benchmarks run, on inputs so tiny that their times mean nothing, and what they report is consistent."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from benchmarks import generated, runner
from benchmarks.__main__ import app
from benchmarks.catalogue import GROWING, KERNELS, TINY
from benchmarks.contestant import Contestant
from benchmarks.differentiated import differentiate
from benchmarks.field import (
    BY_HAND,
    DIFFERENCES,
    Effort,
    by_hand,
    compiled_primal,
    missing_compiler,
)
from benchmarks.flags import FLAGS
from benchmarks.kernel import Kernel
from benchmarks.memory import CountingAllocator
from benchmarks.numba_ir import in_c_convention, is_numba_installed
from benchmarks.problem import Array, relative_error
from benchmarks.record import OUR_TOOL, Record, Results
from benchmarks.report import insert, markdown
from benchmarks.runner import run
from benchmarks.summary import summarise
from tests.compilers import need_compiler

STRICT = FLAGS["strict"]


@cache
def measured() -> Results:
    """Two kernels."""
    return run(["lse", "stencil"], TINY, Effort(timing_s=0.01), progress=lambda text: None)


def records() -> dict[tuple[str, str], Record]:
    """The records, by kernel and tool."""
    return {(record.kernel, record.tool): record for record in measured().records}


@cache
def derivatives_by_hand(name: str) -> list[list[Array]]:
    """The derivatives of a tiny problem, by a function that frees what it allocates."""
    kernel = KERNELS[name]
    contestant = by_hand(kernel, kernel.sizes[TINY](), STRICT)
    assert leaked_bytes(contestant) == 0
    return contestant.derivatives()


def leaked_bytes(contestant: Contestant) -> int:
    """What a call does not free."""
    allocator = contestant.count_allocations()
    assert allocator is not None
    return allocator.allocated


def test_every_tool_has_a_record():
    assert set(records()) == {
        ("lse", OUR_TOOL),
        ("lse", BY_HAND),
        ("lse", DIFFERENCES),
        ("stencil", OUR_TOOL),
        ("stencil", BY_HAND),
    }


def test_times_and_their_ratio_fit():
    for record in records().values():
        assert record.primal_s > 0.0
        assert record.ratio == record.gradient_s / record.primal_s


def test_errors_are_those_of_the_methods():
    assert records()["lse", BY_HAND].max_relative_error is None
    assert (records()["lse", OUR_TOOL].max_relative_error or 0.0) < 1e-13
    assert 1e-13 < (records()["lse", DIFFERENCES].max_relative_error or 0.0) < 1e-6


def test_only_what_is_generated_takes_time_to_compile():
    for (_, tool), record in records().items():
        assert (record.compile_s is not None) == (tool == OUR_TOOL)
    for details in measured().details:
        compile_s = records()[details.kernel, OUR_TOOL].compile_s
        assert compile_s == pytest.approx(sum(details.compile_stages_s.values()))


def test_records_have_these_fields():
    assert [field.name for field in fields(Record)] == [
        *("kernel", "size", "tool", "primal_s", "gradient_s", "ratio", "tape_bytes"),
        *("peak_bytes", "compile_s", "cached_compile_s", "max_relative_error"),
    ]


def test_quartiles_are_around_the_median():
    for details in measured().details:
        for tool, (lower, upper) in details.quartiles_s.items():
            assert lower <= records()[details.kernel, tool].gradient_s <= upper


def test_who_is_left_out_is_named():
    lse, stencil = measured().details
    assert DIFFERENCES not in lse.left_out
    assert stencil.left_out[DIFFERENCES] == "the function overwrites its arguments"
    assert f"* {DIFFERENCES}: the function overwrites" in markdown([measured()])


def test_memory_is_counted():
    stencil = records()["stencil", BY_HAND]
    grid = 4 * 4 * 8
    assert stencil.tape_bytes == 3 * grid
    assert stencil.peak_bytes == 3 * grid + 4 * grid
    assert records()["lse", BY_HAND].tape_bytes == 0


@pytest.mark.parametrize(
    "name", [name for name, one in KERNELS.items() if not one.needs_numba or is_numba_installed()]
)
def test_gradients_agree_and_free_what_they_allocate(name: str, request: pytest.FixtureRequest):
    kernel = KERNELS[name]
    need_compiler(kernel.source, request)
    generated = differentiate(kernel, kernel.sizes[TINY](), STRICT)
    assert leaked_bytes(generated) == 0
    tolerance = 1e-5 if name.startswith("net") else 1e-10
    assert (
        relative_error(derivatives_by_hand(same_function(name)), generated.derivatives())
        < tolerance
    )


def same_function(name: str) -> str:
    """The kernel in plain C that computes the same."""
    kernel = KERNELS[name]
    return next(
        other.name
        for other in KERNELS.values()
        if other.is_c and not other.is_restrict and other.by_hand == kernel.by_hand
    )


@pytest.mark.parametrize("name", ["lse_cpp", "lse_fortran", "descent_rust"])
def test_functions_in_other_languages(name: str, request: pytest.FixtureRequest):
    kernel = KERNELS[name]
    need_compiler(kernel.source, request)
    assert missing_compiler(kernel) is None
    values: list[float] = []
    for one in (kernel, KERNELS[same_function(name)]):
        primal, _ = compiled_primal(one, one.sizes[TINY](), STRICT)
        (invocation,) = primal.invocations
        values.append(invocation.bind(primal.code)())
    assert values[0] == pytest.approx(values[1], rel=1e-14)


def test_the_function_itself_in_mlir():
    kernel = KERNELS["lse_mlir"]
    problem = kernel.sizes[TINY]()
    primal, code = compiled_primal(kernel, problem, STRICT)
    assert code is None
    primal.call()
    values = [array for array in primal.arrays if array.ndim == 0]
    assert values == [pytest.approx(np.log(np.sum(np.exp(problem.arguments[1]))))]


def test_what_numba_compiles_is_called_as_c():
    llvm_ir = "define i32 @f(ptr noalias captures(none) %retptr, ptr %excinfo, i32 %n, ptr %x) {\n"
    assert "define double @g(i32 %0, ptr %1) {" in in_c_convention(llvm_ir, "f", "g")


def _no_compiler(kernel: Kernel) -> str:
    return "no compiler"


def test_kernels_without_a_compiler_are_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(runner, "missing_compiler", _no_compiler)
    results = run(["lse_rust"], TINY, progress=lambda text: None)
    assert not results.records
    assert "* kernels left out: lse_rust: no compiler" in markdown([results])


def test_the_value_can_be_left_out():
    kernel = KERNELS["taylor"]
    problem = replace(kernel.sizes[TINY](), wants_value=False)
    alone = differentiate(kernel, problem, STRICT)
    both = differentiate(kernel, kernel.sizes[TINY](), STRICT)
    assert len(both.arrays) == len(alone.arrays) + 1
    assert relative_error(derivatives_by_hand("taylor"), alone.derivatives()) < 1e-12


def test_fast_math_is_off_by_a_little():
    kernel = KERNELS["nbody"]
    fast = differentiate(kernel, kernel.sizes[TINY](), FLAGS["fast"])
    assert relative_error(derivatives_by_hand("nbody"), fast.derivatives()) < 1e-10


def test_restoring_undoes_a_call():
    kernel = KERNELS["stencil"]
    contestant = by_hand(kernel, kernel.sizes[TINY](), STRICT)
    before = [array.copy() for array in contestant.arrays]
    contestant.call()
    assert not all(map(np.array_equal, before, contestant.arrays))
    contestant.restore()
    assert all(map(np.array_equal, before, contestant.arrays))
    assert len(contestant.overwritten()) == 4


def test_an_allocator_that_counts():
    import ctypes

    allocator = CountingAllocator()
    malloc = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_size_t)(allocator.imports["malloc"])
    free = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(allocator.imports["free"])
    first, second = malloc(100), malloc(20)
    free(first)
    third = malloc(50)
    assert allocator.peak == 120
    assert allocator.allocated == 70
    free(second)
    free(third)
    free(None)
    assert allocator.allocated == 0


def test_relative_errors_are_in_proportion_to_the_largest_element():
    assert relative_error([[np.array([1.0, 100.0])]], [[np.array([2.0, 100.0])]]) == 0.01


def test_the_command_line(tmp_path: Path):
    file, plot = tmp_path / "results.json", tmp_path / "plot.svg"
    arguments = ["run", "lse", "--size", TINY, "--seconds", "0.01", "--json", str(file)]
    ran = CliRunner().invoke(app, arguments)
    assert ran.exit_code == 0, ran.output
    results = Results.read(file)
    assert json.loads(file.read_text())["environment"]["CPU"]
    assert {record.tool for record in results.records} == {OUR_TOOL, BY_HAND, DIFFERENCES}
    reported = CliRunner().invoke(app, ["report", str(file), "--plot", str(plot)])
    assert reported.exit_code == 0, reported.output
    assert reported.output.strip() == markdown([results])
    assert reported.output.count("| lse | tiny |") == 5
    assert plot.read_text().startswith("<?xml")


def test_others_are_compared_with_ours():
    def record(kernel: str, tool: str, primal_s: float, gradient_s: float) -> Record:
        return Record(kernel, "s", tool, primal_s, gradient_s, gradient_s / primal_s, *[None] * 5)

    rows = summarise(
        [
            record("f", OUR_TOOL, 1.0, 2.0),
            record("f", "other", 3.0, 4.0),
            record("f", "third", 1.0, 1.0),
            record("g", OUR_TOOL, 1.0, 8.0),
            record("g", "other", 1.0, 4.0),
            record("h", "other", 1.0, 5.0),
        ]
    )
    assert [tuple(row.values()) for row in rows] == [
        ("f", "s", "2.00", "2.00", "0.50"),
        ("g", "s", "8.00", "0.50", ""),
        ("geometric mean", "", "4.00", "1.00", "0.50"),
    ]


def test_inputs_that_grow(tmp_path: Path):
    file, plot = tmp_path / "growth.json", tmp_path / "plot.svg"
    arguments = ["scale", "euler", "--most", "2", "--seconds", "0.01", "--json", str(file)]
    ran = CliRunner().invoke(app, arguments)
    assert ran.exit_code == 0, ran.output
    results = Results.read(file)
    one, two = (record for record in results.records if record.tool == OUR_TOOL)
    assert [one.size, two.size] == [str(size) for size in GROWING["euler"].sizes[:2]]
    assert one.tape_bytes is not None
    assert two.tape_bytes is not None
    assert two.tape_bytes == pytest.approx(2 * one.tape_bytes, rel=0.01)
    reported = CliRunner().invoke(app, ["report", str(file), "--plot", str(plot)])
    assert reported.exit_code == 0, reported.output
    assert f"{two.tape_bytes / 1024:.3f} (2.0)" in reported.output
    assert plot.read_text().startswith("<?xml")


@pytest.mark.parametrize("name", GROWING)
def test_what_grows_is_a_kernel(name: str):
    one = GROWING[name]
    assert list(one.sizes) == sorted(one.sizes)
    small, large = (one.make(size) for size in one.sizes[:2])
    assert len(small.arguments) == len(KERNELS[name].sizes[TINY]().arguments)
    assert small.arguments != large.arguments


def test_a_page_is_updated(tmp_path: Path):
    page = tmp_path / "page.md"
    page.write_text("one\n<!-- results -->\nold\n<!-- end of results -->\ntwo\n")
    results = Results({"CPU": "some"}, measured().records)
    insert([results], page)
    insert([results], page)
    expected = f"one\n<!-- results -->\n\n{markdown([results])}\n\n<!-- end of results -->\ntwo\n"
    assert page.read_text() == expected
    page.write_text("nothing")
    with pytest.raises(ValueError, match="no place for results"):
        insert([results], page)


@pytest.mark.parametrize(
    "arguments", [["run", "nonesuch"], ["run", "lse", "--size", "huge"], ["run", "--flags", "no"]]
)
def test_what_there_is_not_cannot_be_run(arguments: list[str]):
    assert CliRunner().invoke(app, arguments).exit_code == 2


def test_the_tape_of_a_mixture_is_that_of_one_point():
    tapes = [
        memory.tape
        for n in (10, 100)
        if (memory := differentiate(KERNELS["gmm"], generated.gmm(3, 2, n), STRICT).memory())
    ]
    assert len(tapes) == 2
    assert tapes[0] == tapes[1]
