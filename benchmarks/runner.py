"""Runs kernels and measures all that a `Record` has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial

from benchmarks import native
from benchmarks.catalogue import GROWING, KERNELS, TINY
from benchmarks.contestant import Tool
from benchmarks.differentiated import Stopwatch, cached_seconds, differentiate
from benchmarks.environment import describe
from benchmarks.field import BY_HAND, Effort, assemble, missing_compiler
from benchmarks.flags import DEFAULT, FLAGS, Flags
from benchmarks.frameworks.tool import FrameworkTool
from benchmarks.kernel import Kernel
from benchmarks.memory import pin_allocator
from benchmarks.problem import Problem, relative_error
from benchmarks.record import OUR_TOOL, Details, Record, Results
from benchmarks.timing import Seconds, measure_seconds

_PRIMAL = "primal"


def run(
    names: Iterable[str] = (),
    size: str | None = None,
    effort: Effort | None = None,
    progress: Callable[[str], None] = print,
    flags: Flags = FLAGS[DEFAULT],
    keep: Callable[[Results], None] = lambda results: None,
) -> Results:
    """
    Measure the named kernels, or all, at one size, or at all but the tiny one. Raises `KeyError` for unknown names; a kernel
    that does not come in that size is left out. After each input `keep` is given what has been measured so far.
    """
    kernels = [
        replace(
            kernel,
            sizes={
                label: make_problem
                for label, make_problem in kernel.sizes.items()
                if label == size or (size is None and label != TINY)
            },
        )
        for kernel in ([KERNELS[name] for name in names] or KERNELS.values())
    ]
    return _measure_all(kernels, effort or Effort(), progress, flags, keep)


def grow(
    names: Iterable[str] = (),
    effort: Effort | None = None,
    progress: Callable[[str], None] = print,
    flags: Flags = FLAGS[DEFAULT],
    most: int | None = None,
) -> Results:
    """
    Measure the named kernels, or all of `GROWING`, at ascending sizes, `most` of them at most. Raises `KeyError` for names that are not there.
    """
    growing = {name: GROWING[name] for name in (list(names) or GROWING)}
    kernels = [
        replace(
            KERNELS[name],
            sizes={str(size): partial(one.make, size) for size in one.sizes[:most]},
        )
        for name, one in growing.items()
    ]
    alone = replace(effort or Effort(), frameworks=False)
    results = _measure_all(kernels, alone, progress, flags)
    return replace(results, growing={name: one.quantity for name, one in growing.items()})


def _measure_all(
    kernels: Iterable[Kernel],
    effort: Effort,
    progress: Callable[[str], None],
    flags: Flags,
    keep: Callable[[Results], None] = lambda results: None,
) -> Results:
    compiler = native.compiler_version(KERNELS["lse"].source)
    environment = {
        **describe(compiler, pin_allocator(), flags),
        "asked of xdsl-enzyme": "value and gradient" if effort.value else "gradient",
    }
    _warm_up(flags)
    records: list[Record] = []
    details: list[Details] = []
    left_out: list[str] = []
    for kernel in kernels:
        if missing := missing_compiler(kernel):
            left_out.append(f"{kernel.name}: {missing}")
            progress(f"{kernel.name} is left out: {missing}")
            continue
        for label, make_problem in kernel.sizes.items():
            progress(f"{kernel.name} {label}")
            measured = measure(
                kernel, label, replace(make_problem(), wants_value=effort.value), effort, flags
            )
            records += measured[0]
            details.append(measured[1])
            keep(Results(environment, records, details))
    if left_out:
        environment["kernels left out"] = "; ".join(left_out)
    return Results(environment, records, details)


def _warm_up(flags: Flags) -> None:
    """Import and initialise all that the first derivative of a process needs."""
    kernel = KERNELS["lse"]
    differentiate(kernel, kernel.sizes[TINY](), flags)


def measure(
    kernel: Kernel, size: str, problem: Problem, effort: Effort, flags: Flags
) -> tuple[list[Record], Details]:
    """One record per tool, and what else there is to say."""
    watch = Stopwatch()
    field = assemble(kernel, problem, effort, flags, watch)
    cached_s = cached_seconds(kernel, problem, flags)
    timed: dict[str, Tool] = {_PRIMAL: field.primal, **field.tools}
    timed |= {_own_primal(tool): own for tool, own in field.primals.items()}
    seconds = measure_seconds(timed, effort.timing_s)
    derivatives = {tool: contestant.derivatives() for tool, contestant in field.tools.items()}
    if problem.reference is not None:
        reference, origin = problem.reference, "ADBench"
    else:
        reference, origin = derivatives[BY_HAND], BY_HAND
    records = [
        _record(
            (kernel.name, size, tool),
            contestant,
            (seconds.get(_own_primal(tool), seconds[_PRIMAL]).median, seconds[tool].median),
            (watch.total, cached_s) if tool == OUR_TOOL else (compile_seconds(contestant), None),
            None if tool == origin else relative_error(reference, derivatives[tool]),
        )
        for tool, contestant in field.tools.items()
    ]
    quartiles = _quartiles({tool: seconds[tool] for tool in field.tools})
    return records, Details(kernel.name, size, origin, watch.stages, quartiles, field.left_out)


def compile_seconds(tool: Tool) -> float | None:
    """How long a framework took to compile, if it does."""
    return tool.compile_s if isinstance(tool, FrameworkTool) else None


def _own_primal(tool: str) -> str:
    return f"{_PRIMAL} of {tool}"


def _quartiles(seconds: Mapping[str, Seconds]) -> dict[str, tuple[float, float]]:
    return {tool: (one.lower_quartile, one.upper_quartile) for tool, one in seconds.items()}


def _record(
    key: tuple[str, str, str],
    contestant: Tool,
    seconds: tuple[float, float],
    compilation: tuple[float | None, float | None],
    error: float | None,
) -> Record:
    kernel, size, tool = key
    primal_s, gradient_s = seconds
    compile_s, cached_compile_s = compilation
    memory = contestant.memory()
    return Record(
        kernel=kernel,
        size=size,
        tool=tool,
        primal_s=primal_s,
        gradient_s=gradient_s,
        ratio=gradient_s / primal_s,
        tape_bytes=memory.tape if memory else None,
        peak_bytes=memory.peak if memory else None,
        compile_s=compile_s,
        cached_compile_s=cached_compile_s,
        max_relative_error=error,
    )
