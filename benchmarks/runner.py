"""Runs kernels and measures all that a `Record` has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.util import find_spec
from time import process_time

from benchmarks import differentiated, enzyme, native
from benchmarks.catalogue import GROWING, KERNELS, TINY
from benchmarks.contestant import Code, Contestant, Tool
from benchmarks.differences import FiniteDifferences, can_be_differenced
from benchmarks.differentiated import Stopwatch, cached_seconds, differentiate
from benchmarks.environment import describe
from benchmarks.flags import DEFAULT, FLAGS, Flags
from benchmarks.frameworks import FRAMEWORKS
from benchmarks.frameworks.programs import PROGRAMS
from benchmarks.frameworks.tool import FrameworkTool, InexpressibleError, Make
from benchmarks.kernel import Kernel
from benchmarks.memory import pin_allocator
from benchmarks.numba_ir import is_numba_installed
from benchmarks.problem import Problem, relative_error
from benchmarks.record import OUR_TOOL, Details, Record, Results
from benchmarks.shared_library import COMMANDS
from benchmarks.timing import Seconds, measure_seconds
from xdsl_enzyme.errors import EnzymeError

TOOL = OUR_TOOL
BY_HAND = "by hand"
ENZYME = "Enzyme"
DIFFERENCES = "finite differences"
_PRIMAL = "primal"


@dataclass(frozen=True)
class Effort:
    """How much time measuring may take."""

    timing_s: float = 2.0
    """For the rounds of one kernel at one size."""
    differences_s: float = 0.1
    """For one gradient by finite differences; they are left out where it takes longer."""
    framework_s: float = 5.0
    """For one gradient of a framework; likewise."""
    frameworks: bool = True
    """Whether they take part at all."""
    value: bool = True
    """Whether the value is asked for beside the gradient."""


def run(
    names: Iterable[str] = (),
    size: str | None = None,
    effort: Effort | None = None,
    progress: Callable[[str], None] = print,
    flags: Flags = FLAGS[DEFAULT],
) -> Results:
    """
    Measure the named kernels, or all, at one size, or at all but the tiny one. Raises `KeyError` for unknown names; a kernel
    that does not come in that size is left out.
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
    return _measure_all(kernels, effort or Effort(), progress, flags)


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
    kernels: Iterable[Kernel], effort: Effort, progress: Callable[[str], None], flags: Flags
) -> Results:
    compiler = native.compiler_version(KERNELS["lse"].source)
    environment = {
        **describe(compiler, pin_allocator(), flags),
        "asked of xdsl-enzyme": "value and gradient" if effort.value else "gradient",
    }
    _warm_up(flags)
    records: list[Record] = []
    details: list[Details] = []
    for kernel in kernels:
        if missing := missing_compiler(kernel):
            progress(f"{kernel.name} is left out: {missing}")
            continue
        for label, make_problem in kernel.sizes.items():
            progress(f"{kernel.name} {label}")
            measured = measure(
                kernel, label, replace(make_problem(), wants_value=effort.value), effort, flags
            )
            records += measured[0]
            details.append(measured[1])
    return Results(environment, records, details)


def missing_compiler(kernel: Kernel) -> str | None:
    """Why the kernel can't be compiled here."""
    if kernel.needs_numba and not is_numba_installed():
        return "numba is not installed"
    try:
        if command := COMMANDS.get(kernel.source.suffix):
            command(kernel.source, FLAGS[DEFAULT])
    except EnzymeError as error:
        return str(error)
    return None


def _warm_up(flags: Flags) -> None:
    """Import and initialise all that the first derivative of a process needs."""
    kernel = KERNELS["lse"]
    differentiate(kernel, kernel.sizes[TINY](), flags)


@dataclass
class _Field:
    """All that take part for one input."""

    primal: Contestant
    tools: dict[str, Tool] = field(default_factory=dict[str, Tool])
    primals: dict[str, Tool] = field(default_factory=dict[str, Tool])
    """The function as some tools compute it themselves."""
    left_out: dict[str, str] = field(default_factory=dict[str, str])


def compiled_primal(
    kernel: Kernel, problem: Problem, flags: Flags
) -> tuple[Contestant, Code | None]:
    """The function itself, and its code if that can be called in the way of C."""
    if not kernel.is_compiled_from_source:
        return differentiated.primal(kernel, problem, flags), None
    code = native.compile_native(kernel.source, flags, kernel.defines)
    return native.primal(code, kernel.function, problem), code


def _assemble(
    kernel: Kernel, problem: Problem, effort: Effort, flags: Flags, watch: Stopwatch
) -> _Field:
    primal, code = compiled_primal(kernel, problem, flags)
    field = _Field(primal)
    field.tools[TOOL] = differentiate(kernel, problem, flags, watch)
    field.tools[BY_HAND] = by_hand(kernel, problem, flags)
    _add_differences(field, code, kernel, problem, effort)
    if kernel.is_c:
        _add_enzyme(field, kernel, problem, flags)
    if kernel.is_c and not kernel.is_restrict and effort.frameworks:
        for name, (package, make) in FRAMEWORKS.items():
            reason = _add_framework(field, name, package, make, kernel, problem, effort)
            if reason is not None:
                field.left_out[name] = reason
    return field


def _add_differences(
    field: _Field, code: Code | None, kernel: Kernel, problem: Problem, effort: Effort
) -> None:
    primal = field.primal
    if code is None:
        field.left_out[DIFFERENCES] = "not tried on this language"
    elif not can_be_differenced(problem):
        field.left_out[DIFFERENCES] = (
            "the derivative asked for takes more than calls of the function"
        )
    elif problem.returns_number and primal.overwritten():
        field.left_out[DIFFERENCES] = "the function overwrites its arguments"
    else:
        pair_s = 2.0 * measure_seconds({_PRIMAL: primal}, 0.0)[_PRIMAL].median
        if pair_s * problem.unknowns < effort.differences_s:
            field.tools[DIFFERENCES] = FiniteDifferences(code, kernel.function, problem)
        else:
            field.left_out[DIFFERENCES] = f"more than {effort.differences_s} s"


def _add_enzyme(field: _Field, kernel: Kernel, problem: Problem, flags: Flags) -> None:
    if reason := enzyme.missing_enzyme(problem):
        field.left_out[ENZYME] = reason
        return
    written = written_arguments(field.primal)
    compile = enzyme.compile_with_enzyme(kernel, flags)
    try:
        field.tools[ENZYME] = enzyme.make(kernel, problem, written, compile)
    except RuntimeError as error:
        field.left_out[ENZYME] = f"it does not take it: {str(error).splitlines()[-1]}"


def written_arguments(primal: Contestant) -> list[int]:
    """Which arguments the function changes."""
    (invocation,) = primal.invocations
    changed = {id(array) for array in primal.overwritten()}
    return [index for index, value in enumerate(invocation.arguments) if id(value) in changed]


def _add_framework(
    field: _Field,
    name: str,
    package: str,
    make: Make,
    kernel: Kernel,
    problem: Problem,
    effort: Effort,
) -> str | None:
    """Or say why not."""
    if find_spec(package) is None:
        return "it is not installed"
    program = PROGRAMS.get(kernel.function)
    if program is None:
        return "the kernel is not written as an array program"
    try:
        tool, own_primal = make(program, problem)
    except InexpressibleError as error:
        return str(error)
    start = process_time()
    tool.call()
    if process_time() - start > effort.framework_s:
        return f"more than {effort.framework_s} s"
    field.tools[name] = tool
    field.primals[name] = own_primal
    return None


def by_hand(kernel: Kernel, problem: Problem, flags: Flags) -> Contestant:
    """The derivative by hand."""
    code = native.compile_native(kernel.source_by_hand, flags)
    return native.by_hand(code, kernel.by_hand, problem, kernel.by_hand_takes_cotangents)


def measure(
    kernel: Kernel, size: str, problem: Problem, effort: Effort, flags: Flags
) -> tuple[list[Record], Details]:
    """One record per tool, and what else there is to say."""
    watch = Stopwatch()
    field = _assemble(kernel, problem, effort, flags, watch)
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
            (watch.total, cached_s) if tool == TOOL else (compile_seconds(contestant), None),
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
