"""A program that ends itself must not end the interpreter: LLVM IR text -> LLVM IR text.

What ends the process (`abort`, `exit`, a failed assertion, Fortran's `stop`, a panic of Rust) is replaced by a function that writes down why,
and leaves the derivative::

    declare void @abort()
    define void @f_reverse(ptr %x)
    -->
    define internal void @abort()                               goes to the guard
    define i32 @f_reverse.ending(ptr %x, ptr %message)          0, or 3 if the program has ended itself; why is at %message then

So are the places where it turns out while a derivative runs that it would be wrong (`rules.end_program`). Only for modules that have one of
these. Outside of a guard, in constructors of global variables say, the process is ended by the signal of `abort`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from xdsl_enzyme.lowering.guards import MESSAGE_SIZE, guarded, with_declarations

ENDED = 3
"""What the guard returns if the program has ended itself."""
REFUSED = 4
"""What it returns if the derivative has ended it, with a whole message."""


def guard_end(llvm_ir: str, name: str, guard: str | None) -> tuple[str, str | None]:
    """
    The module with a guard for the function `name`, and the name of that; as it was if it cannot end the program. `guard` is one that
    it has already, which takes a place for a message, too.
    """
    inner = guarded(llvm_ir, name, guard)
    replaced = _DECLARATION.sub(_leave_instead, _TRAP.sub("@enzyme.trap(", llvm_ir))
    replaced = _REFUSAL.sub(_REFUSE, replaced)
    if inner is None or replaced == llvm_ir:
        return llvm_ir, guard
    ending = f"{name}.ending"
    text = _GUARD.format(ending=ending, takes=inner.takes, run=inner.call, outcome=inner.outcome)
    return "\n".join((with_declarations(replaced, *_DECLARATIONS), _LEAVE, text)), ending


_DECLARATION = re.compile(
    r'^declare [^@\n]*?(?P<type>\w+) @"?(?P<name>[\w.$]+)"?\((?P<parameters>[^\n]*?)\)(?P<attributes>(?: [^()\n]*)?)$',
    re.MULTILINE,
)
_TRAP = re.compile(r"@llvm\.(?:ubsan)?trap\(")
_REFUSAL = re.compile(r'^define [^\n]*@"?enzyme\.end_program"?\(.*?^\}$', re.MULTILINE | re.DOTALL)


def _leave_instead(declaration: re.Match[str]) -> str:
    """The definition of a function that ends the program, if this is the declaration of one."""
    name = declaration["name"]
    types = [one.split(" ", 1)[0] for one in _split(declaration["parameters"])]
    say = _SAYS.get(name)
    if say is None and _RUST.match(name) and "noreturn" in declaration["attributes"]:
        say = _panicked
    if say is None:
        return declaration[0]
    text, *arguments = say(types)
    parameters = ", ".join(
        one if one == "..." else f"{one} %{index}" for index, one in enumerate(types)
    )
    label = f"enzyme.says.{name}"
    content = text.encode() + b"\0"
    passed = "".join(f", {one}" for one in arguments if not one.startswith("%v"))
    computed = "".join(f"  {one}\n" for one in arguments if one.startswith("%v"))
    written = "".join(f"\\{byte:02X}" for byte in content)
    return (
        f'@"{label}" = internal constant [{len(content)} x i8] c"{written}"\n'
        f'define internal {declaration["type"]} @"{name}"({parameters}) noinline cold noreturn {{\n'
        f"{computed}"
        "  %message = call ptr @enzyme.place_for_message()\n"
        f'  %written = call i32 (ptr, i64, ptr, ...) @snprintf(ptr %message, i64 {MESSAGE_SIZE}, ptr @"{label}"{passed})\n'
        f"  call void @enzyme.leave(i32 {ENDED})\n"
        "  unreachable\n}"
    )


def _split(parameters: str) -> Iterator[str]:
    """The parameters of a declaration."""
    depth, start = 0, 0
    for position, character in enumerate(parameters):
        depth += {"(": 1, "{": 1, "[": 1, "<": 1}.get(character, 0)
        depth -= {")": 1, "}": 1, "]": 1, ">": 1}.get(character, 0)
        if character == "," and not depth:
            yield parameters[start:position].strip()
            start = position + 1
    if parameters.strip():
        yield parameters[start:].strip()


# What they say: a format for `snprintf` and its arguments, in which %0, %1 … are those of the function. What begins with %v is computed first.

_Says = Callable[[Sequence[str]], tuple[str, ...]]


def _says(text: str, types: str, *arguments: str) -> _Says:
    """A text with arguments, if the function has parameters of the types that are known; else only its beginning."""
    plain = text.split("%", 1)[0].rstrip(" (:'")

    def say(found: Sequence[str]) -> tuple[str, ...]:
        return (text, *arguments) if " ".join(found) == types else (plain,)

    return say


_EXITED = _says("it called exit(%d)", "i32", "i32 %0")

_SAYS: Mapping[str, _Says] = {
    "abort": _says("it called abort, or there was no memory left", ""),
    **dict.fromkeys(("exit", "_exit", "_Exit", "quick_exit", "_FortranAExit"), _EXITED),
    "__assert_fail": _says(
        "the assertion '%s' failed at %s:%d in %s",
        "ptr ptr i32 ptr",
        "ptr %0",
        "ptr %1",
        "i32 %2",
        "ptr %3",
    ),
    "_ZSt21__glibcxx_assert_failPKciS0_S0_": _says(
        "an assertion of the C++ library failed: '%s' in %s", "ptr i32 ptr ptr", "ptr %3", "ptr %2"
    ),
    "__chk_fail": _says("it wrote beyond the end of an array", ""),
    "__stack_chk_fail": _says("it wrote beyond the end of an array", ""),
    "_ZSt9terminatev": _says("it called std::terminate", ""),
    "_ZSt10unexpectedv": _says("it called std::unexpected", ""),
    "__cxa_pure_virtual": _says("it called a pure virtual function", ""),
    "_FortranAAbort": _says("it called abort", ""),
    "_FortranAFailImageStatement": _says("it said 'fail image'", ""),
    "_FortranAStopStatement": _says("it stopped with code %d", "i32 i1 i1", "i32 %0"),
    "_FortranAStopStatementText": _says(
        "it stopped: %.*s", "ptr i64 i1 i1", "i32 %v0", "ptr %0", "%v0 = trunc i64 %1 to i32"
    ),
    "_FortranAReportFatalUserError": _says(
        "it stopped: %s (%s:%d)", "ptr ptr i32", "ptr %0", "ptr %1", "i32 %2"
    ),
    "enzyme.trap": _says("it ran into a trap", ""),
}

_RUST = re.compile(r"_(?:R|ZN)\w*(?:3std|4core|5alloc)")


def _panicked(types: Sequence[str]) -> tuple[str, ...]:
    """A panic of Rust: the last parameter of the functions that begin one is a `Location`; a text may come before it."""
    if not types or types[-1] != "ptr":
        return ("it panicked",)
    last = f"%{len(types) - 1}"
    computed = (
        f"%vfile = load ptr, ptr {last}",
        f"%vaddress = getelementptr i8, ptr {last}, i64 8",
        "%vlength = load i32, ptr %vaddress",
        f"%vplace = getelementptr i8, ptr {last}, i64 16",
        "%vline = load i32, ptr %vplace",
    )
    place = ("i32 %vlength", "ptr %vfile", "i32 %vline")
    match list(types):
        case ["ptr", "i64", "ptr"]:
            text = ("i32 %vsize", "ptr %0")
            return (
                "it panicked at %.*s:%d: %.*s",
                *place,
                *text,
                "%vsize = trunc i64 %1 to i32",
                *computed,
            )
        case ["i64", "i64", "ptr"]:
            return ("it panicked at %.*s:%d (%lld, %lld)", *place, "i64 %0", "i64 %1", *computed)
        case _:
            return ("it panicked at %.*s:%d", *place, *computed)


_DECLARATIONS = (
    "declare i32 @_setjmp(ptr) returns_twice",
    "declare void @longjmp(ptr, i32) noreturn",
    "declare i32 @raise(i32)",
    "declare i64 @write(i32, ptr, i64)",
    "declare i64 @strlen(ptr)",
    "declare i32 @snprintf(ptr, i64, ptr, ...)",
    "declare ptr @memcpy(ptr, ptr, i64)",
    "declare ptr @llvm.threadlocal.address.p0(ptr)",
)

_REFUSE = f"""\
define internal void @"enzyme.end_program"(ptr %text, i64 %length) noinline cold noreturn {{
  %message = call ptr @enzyme.place_for_message()
  %fits = icmp ult i64 %length, {MESSAGE_SIZE}
  %size = select i1 %fits, i64 %length, i64 {MESSAGE_SIZE - 1}
  %same = call ptr @memcpy(ptr %message, ptr %text, i64 %size)
  %end = getelementptr i8, ptr %message, i64 %size
  store i8 0, ptr %end
  call void @enzyme.leave(i32 {REFUSED})
  unreachable
}}"""

# By thread: where to go, and the place for a message; the place that there is where nobody waits for one.
_LEAVE = f"""
@enzyme.ending = internal thread_local global {{ ptr, ptr }} zeroinitializer
@enzyme.last.words = internal global [{MESSAGE_SIZE} x i8] zeroinitializer

define internal ptr @enzyme.place_for_message() noinline cold {{
  %ending = call ptr @llvm.threadlocal.address.p0(ptr @enzyme.ending)
  %field = getelementptr i8, ptr %ending, i64 8
  %message = load ptr, ptr %field
  %none = icmp eq ptr %message, null
  %place = select i1 %none, ptr @enzyme.last.words, ptr %message
  ret ptr %place
}}

define internal void @enzyme.leave(i32 %outcome) noinline cold noreturn {{
  %ending = call ptr @llvm.threadlocal.address.p0(ptr @enzyme.ending)
  %out = load ptr, ptr %ending
  %none = icmp eq ptr %out, null
  br i1 %none, label %end, label %leave
leave:
  call void @longjmp(ptr %out, i32 %outcome)
  unreachable
end:
  %length = call i64 @strlen(ptr @enzyme.last.words)
  %written = call i64 @write(i32 2, ptr @enzyme.last.words, i64 %length)
  %raised = call i32 @raise(i32 6)
  br label %end
}}
"""

_GUARD = """
define i32 @"{ending}"({takes}) noinline {{
  %ending = call ptr @llvm.threadlocal.address.p0(ptr @enzyme.ending)
  %field = getelementptr i8, ptr %ending, i64 8
  %buffer = alloca [512 x i8], align 16
  %outer = load volatile ptr, ptr %ending
  %outer.message = load volatile ptr, ptr %field
  store ptr %buffer, ptr %ending
  store ptr %xdsl_enzyme.message, ptr %field
  %outcome = call i32 @_setjmp(ptr %buffer) returns_twice
  %is.first = icmp eq i32 %outcome, 0
  br i1 %is.first, label %run, label %left
run:
{run}
  store ptr %outer, ptr %ending
  store ptr %outer.message, ptr %field
  ret i32 {outcome}
left:
  store ptr %outer, ptr %ending
  store ptr %outer.message, ptr %field
  ret i32 %outcome
}}
"""
