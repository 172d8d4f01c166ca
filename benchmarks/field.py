"""Who takes part in the measurement of one input: the function itself, its derivatives by hand and by all tools, and why some don't."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.util import find_spec
from time import process_time

from benchmarks import differentiated, enzyme, native
from benchmarks.contestant import Code, Contestant, Tool
from benchmarks.differences import FiniteDifferences, can_be_differenced
from benchmarks.differentiated import Stopwatch, differentiate
from benchmarks.flags import DEFAULT, FLAGS, Flags
from benchmarks.frameworks import FRAMEWORKS
from benchmarks.frameworks.programs import PROGRAMS
from benchmarks.frameworks.tool import InexpressibleError, Make
from benchmarks.kernel import Kernel
from benchmarks.numba_ir import is_numba_installed
from benchmarks.problem import Problem
from benchmarks.record import OUR_TOOL
from benchmarks.shared_library import COMMANDS
from benchmarks.timing import measure_seconds
from xdsl_enzyme.errors import EnzymeError

BY_HAND = "by hand"
DIFFERENCES = "finite differences"
ENZYME = "Enzyme"


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


@dataclass
class Field:
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


def assemble(
    kernel: Kernel, problem: Problem, effort: Effort, flags: Flags, watch: Stopwatch
) -> Field:
    """Make all that can be made; what can't is named. `watch` is for our own derivative."""
    primal, code = compiled_primal(kernel, problem, flags)
    taking_part = Field(primal)
    taking_part.tools[OUR_TOOL] = differentiate(kernel, problem, flags, watch)
    taking_part.tools[BY_HAND] = by_hand(kernel, problem, flags)
    _add_differences(taking_part, code, kernel, problem, effort)
    if kernel.is_c:
        _add_enzyme(taking_part, kernel, problem, flags)
    if kernel.is_c and not kernel.is_restrict and effort.frameworks:
        for name, (package, make) in FRAMEWORKS.items():
            reason = _add_framework(taking_part, name, package, make, kernel, problem, effort)
            if reason is not None:
                taking_part.left_out[name] = reason
    return taking_part


def _add_differences(
    taking_part: Field, code: Code | None, kernel: Kernel, problem: Problem, effort: Effort
) -> None:
    primal = taking_part.primal
    if code is None:
        taking_part.left_out[DIFFERENCES] = "not tried on this language"
    elif not can_be_differenced(problem):
        taking_part.left_out[DIFFERENCES] = (
            "the derivative asked for takes more than calls of the function"
        )
    elif problem.returns_number and primal.overwritten():
        taking_part.left_out[DIFFERENCES] = "the function overwrites its arguments"
    else:
        pair_s = 2.0 * measure_seconds({"": primal}, 0.0)[""].median
        if pair_s * problem.unknowns < effort.differences_s:
            taking_part.tools[DIFFERENCES] = FiniteDifferences(code, kernel.function, problem)
        else:
            taking_part.left_out[DIFFERENCES] = f"more than {effort.differences_s} s"


def _add_enzyme(taking_part: Field, kernel: Kernel, problem: Problem, flags: Flags) -> None:
    if reason := enzyme.missing_enzyme(problem):
        taking_part.left_out[ENZYME] = reason
        return
    written = written_arguments(taking_part.primal)
    compile = enzyme.compile_with_enzyme(kernel, flags)
    try:
        taking_part.tools[ENZYME] = enzyme.make(kernel, problem, written, compile)
    except RuntimeError as error:
        taking_part.left_out[ENZYME] = f"it does not take it: {str(error).splitlines()[-1]}"


def written_arguments(primal: Contestant) -> list[int]:
    """Which arguments the function changes."""
    (invocation,) = primal.invocations
    changed = {id(array) for array in primal.overwritten()}
    return [index for index, value in enumerate(invocation.arguments) if id(value) in changed]


def _add_framework(
    taking_part: Field,
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
    taking_part.tools[name] = tool
    taking_part.primals[name] = own_primal
    return None


def by_hand(kernel: Kernel, problem: Problem, flags: Flags) -> Contestant:
    """The derivative by hand."""
    code = native.compile_native(kernel.source_by_hand, flags)
    return native.by_hand(code, kernel.by_hand, problem, kernel.by_hand_takes_cotangents)


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
