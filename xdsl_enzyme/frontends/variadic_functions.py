"""Variadic functions with a body get their arguments through a pointer: LLVM IR -> LLVM IR, for the System V ABI of x86-64.

::

    %r = call double (i32, ...) @sum(i32 2, double %x, ptr %p)            define double @sum(i32 %count, ...) {
                                                                            call void @llvm.va_start.p0(ptr %list)
    -->
    %area = alloca { double, [0 x i64], ptr, [0 x i64] }                  define internal double @sum.expanded(i32 %count, ptr %area) {
    %1 = getelementptr …, ptr %area, i32 0, i32 0                           store { i32, i32, ptr, ptr } { i32 48, i32 176, … }, ptr %list
    store double %x, ptr %1
    %2 = getelementptr …, ptr %area, i32 0, i32 2
    store ptr %p, ptr %2
    %r = call double @sum.expanded(i32 2, ptr %area)

The caller lays the arguments out as they are on the stack when all registers are taken, and the list says that they are: code that `va_arg`
was made into, and functions like `vsnprintf`, work as before. (LLVM's pass `expand-variadics` does the same for targets whose ABI can be
changed.) Functions are left as they are if something other than a direct call refers to them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from xdsl_enzyme.frontends.llvm_ir.attributes import PARAMETER_ATTRIBUTES
from xdsl_enzyme.frontends.llvm_ir.tokens import BLOCK_HEADER, tokenize

_TRIPLE = re.compile(r'^target triple = "x86_64-(?![^"]*windows)', re.MULTILINE)
_DEFINITION = re.compile(
    r'^define (?P<before>[^@\n]*)(?P<name>@(?:"[^"]*"|[-\w$.]+))\((?P<fixed>[^\n]*?)(?:, )?\.\.\.\)'
    r"(?P<after>[^\n]*)\{\n(?P<body>.*?)^\}$",
    re.MULTILINE | re.DOTALL,
)
_LINKAGE = re.compile(
    r"^(?:(?:private|internal|external|available_externally|weak|weak_odr|linkonce|linkonce_odr"
    r"|dso_local|hidden|protected|default) )+"
)
_INTERNAL = re.compile(r"(?:internal|private) ")
_COMDAT = re.compile(r" comdat(?:\(\$[^)]*\))?")
_START = re.compile(r"^ *(?:tail |notail )?call void @llvm\.va_start\S*\(ptr (?:\w+ )*(%\S+)\)")
_COPY = re.compile(
    r"^( *)(?:tail )?call void @llvm\.va_copy\S*\(ptr (?:\w+ )*(%\S+), ptr (?:\w+ )*(%\S+)\)"
)
_END = re.compile(r"^ *(?:tail )?call void @llvm\.va_end\b")
_DEBUG_LOCATION = re.compile(r", !dbg ![0-9]+")

_LIST = "{ i32, i32, ptr, ptr }"
"""The C type `va_list`: the next general and floating-point register, the next argument on the stack, the registers."""
_NO_REGISTERS = (48, 176)
"""The first two members when all registers are taken."""
_AREA = "%variadic.arguments"


def mentions_variadic_functions(llvm_ir: str) -> bool:
    """Whether there may be something to do."""
    return "@llvm.va_start" in llvm_ir and _TRIPLE.search(llvm_ir) is not None


def expand_variadic_functions(llvm_ir: str, *, is_whole: bool) -> str:
    """
    The module with variadic functions expanded, where that is possible; `llvm_ir` is as LLVM prints it. If the module is the whole program,
    nothing from outside calls them.
    """
    functions = {match["name"]: match for match in _DEFINITION.finditer(llvm_ir)}
    expanded = {
        name
        for name, match in functions.items()
        if (is_whole or _INTERNAL.match(match["before"])) and _is_expandable(llvm_ir, match)
    }
    if not expanded:
        return llvm_ir

    def with_pointer(match: re.Match[str]) -> str:
        return _expanded(match) if match["name"] in expanded else match[0]

    lines = _DEFINITION.sub(with_pointer, llvm_ir).split("\n")
    return "\n".join(_with_calls_expanded(lines, expanded))


def _is_expandable(llvm_ir: str, function: re.Match[str]) -> bool:
    """Whether all that refers to a function calls it, and nothing is known of it that would no longer be true."""
    for group in re.findall(r"#[0-9]+", function["after"]):
        if re.search(rf"^attributes {group} = [^\n]*\bmemory\(", llvm_ir, re.MULTILINE):
            return False
    name = re.escape(function["name"])
    references = len(re.findall(rf"{name}(?![-\w$.])", llvm_ir))
    calls = len(
        re.findall(rf"^[^\n]*\b(?:call|invoke) [^\n]*\.\.\.\) {name}\(", llvm_ir, re.MULTILINE)
    )
    return references == calls + 1 and "musttail" not in function["body"]


def _expanded(function: re.Match[str]) -> str:
    before = _LINKAGE.sub("", function["before"])
    fixed = f"{function['fixed']}, " if function["fixed"] else ""
    after = _COMDAT.sub("", function["after"])
    lines = [
        line
        for number, text in enumerate(function["body"].split("\n"))
        for line in _without_start(text, number)
    ]
    header = f"define internal {before}{function['name']}({fixed}ptr {_AREA}){after}{{"
    return "\n".join([header, *lines]) + "}"


def _without_start(line: str, number: int) -> list[str]:
    if (match := _START.match(line)) is None:
        return [line]
    general, floating = _NO_REGISTERS
    members = [f"i32 {general}", f"i32 {floating}", f"ptr {_AREA}", "ptr null"]
    pointers = [f"%variadic.list.{number}.{index}" for index in range(len(members))]
    return [
        text
        for index, (member, pointer) in enumerate(zip(members, pointers, strict=True))
        for text in (
            f"  {pointer} = getelementptr inbounds {_LIST}, ptr {match[1]}, i32 0, i32 {index}",
            f"  store {member}, ptr {pointer}, align {8 if index > 1 else 4}",
        )
    ]


@dataclass
class _Argument:
    """An argument of a call: ``double noundef %x``; with `byval` also the type of the memory."""

    type: str
    value: str
    memory: str | None = None
    alignment: int = 0

    @staticmethod
    def of(tokens: Sequence[str]) -> _Argument:
        end = _closing(tokens, 0) + 1 if tokens[0] in _BRACKETS else 1
        argument = _Argument(" ".join(tokens[:end]), "")
        while tokens[end] in PARAMETER_ATTRIBUTES or tokens[end].startswith('"'):
            name, start = tokens[end], end + 1
            if start < len(tokens) and tokens[start] == "(":
                end = _closing(tokens, start) + 1
                inside = " ".join(tokens[start + 1 : end - 1])
            elif name == "align" or tokens[start] == "=":
                end = start + 1 + (name != "align")
                inside = tokens[start]
            else:
                end, inside = start, ""
            if name == "byval":
                argument.memory = inside
            elif name == "align":
                argument.alignment = int(inside)
        argument.value = " ".join(tokens[end:])
        return argument


_BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}


def _closing(tokens: Sequence[str], opening: int) -> int:
    depth = 0
    for position in range(opening, len(tokens)):
        depth += (tokens[position] in _BRACKETS) - (tokens[position] in _BRACKETS.values())
        if depth == 0:
            return position
    raise ValueError("a bracket is not closed")


def _split(tokens: Sequence[str]) -> list[list[str]]:
    """Arguments, separated by commas."""
    parts: list[list[str]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token in _BRACKETS) - (token in _BRACKETS.values())
        if token == "," and not depth:
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


@dataclass
class _Function:
    """The lines of a function, while calls in it are expanded."""

    lines: list[str] = field(default_factory=list[str])
    areas: list[str] = field(default_factory=list[str])


def _with_calls_expanded(lines: Sequence[str], expanded: set[str]) -> list[str]:
    result: list[str] = []
    function: _Function | None = None
    calls = 0
    for line in lines:
        if line.startswith("define "):
            function = _Function()
            result.append(line)
        elif function is None:
            result.append(line)
        elif line == "}":
            result += [*_with_areas(function), line]
            function = None
        elif _END.match(line):
            continue  # there is nothing to do
        elif (copy := _COPY.match(line)) is not None:
            function.lines += _copied(copy, calls := calls + 1)
        elif "...) @" in line and (name := _called(line)) in expanded:
            function.lines += _expanded_call(function, line, name, calls := calls + 1)
        else:
            function.lines.append(line)
    return result


def _with_areas(function: _Function) -> list[str]:
    """The lines of a function, with its areas at the beginning of the first block."""
    start = 0
    while not function.lines[start].strip() or BLOCK_HEADER.match(function.lines[start]):
        start += 1
    return function.lines[:start] + function.areas + function.lines[start:]


def _called(line: str) -> str:
    match = re.search(r'\.\.\.\) (@(?:"[^"]*"|[-\w$.]+))\(', line)
    return match[1] if match is not None else ""


def _copied(copy: re.Match[str], number: int) -> list[str]:
    """What `va_copy` does."""
    indent, to, origin = copy.groups()
    value = f"%variadic.copy.{number}"
    return [
        f"{indent}{value} = load {_LIST}, ptr {origin}, align 8",
        f"{indent}store {_LIST} {value}, ptr {to}, align 8",
    ]


def _expanded_call(function: _Function, line: str, name: str, number: int) -> list[str]:
    tokens = tokenize(line)
    callee = tokens.index(name)
    types = _opening(tokens, callee - 1)
    end = _closing(tokens, callee + 1)
    fixed_count = len(_split(tokens[types + 1 : callee - 1])) - 1
    arguments = _split(tokens[callee + 2 : end])
    area = f"{_AREA}.{number}"
    location = found[0] if (found := _DEBUG_LOCATION.search(line)) is not None else ""
    members: list[str] = []
    stores: list[str] = []
    for position, argument in enumerate(map(_Argument.of, arguments[fixed_count:])):
        member = argument.memory or argument.type
        if argument.memory is not None and argument.alignment > _SLOT:
            members.append(f"[0 x <{argument.alignment} x i8>]")
        pointer, index = f"{area}.{position}", len(members)
        members += [member, _NEXT_SLOT]
        value = argument.value
        if argument.memory is not None:
            value = f"{pointer}.value"
            stores.append(f"  {value} = load {member}, ptr {argument.value}{location}")
        stores += [
            f"  {pointer} = getelementptr inbounds AREA, ptr {area}, i32 0, i32 {index}",
            f"  store {member} {value}, ptr {pointer}{location}",
        ]
    type = f"{{ {', '.join(members)} }}"
    if members:
        function.areas.append(f"  {area} = alloca {type}")
    last = f"ptr {area if members else 'null'}"
    given = ", ".join([*(" ".join(each) for each in arguments[:fixed_count]), last])
    call = " ".join(
        [
            *(token for token in tokens[:types] if token not in ("tail", "notail")),
            f"{name}({given})",
            *tokens[end + 1 :],
        ]
    )
    return [*(text.replace("AREA", type, 1) for text in stores), f"  {call}"]


_SLOT, _NEXT_SLOT = 8, "[0 x i64]"
"""What arguments on the stack are multiples of, in bytes, and a member of a struct that makes the one behind it begin at a multiple."""


def _opening(tokens: Sequence[str], closing: int) -> int:
    """Where the parenthesis opens that closes there."""
    depth = 0
    for position in range(closing, -1, -1):
        depth += (tokens[position] in _BRACKETS.values()) - (tokens[position] in _BRACKETS)
        if depth == 0:
            return position
    raise ValueError("a parenthesis is not opened")
