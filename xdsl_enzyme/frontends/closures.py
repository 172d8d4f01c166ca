"""Pointers to internal procedures that are handed to what can't be inlined: LLVM IR of flang -> LLVM IR.

What `trampolines` leaves. A host that can't be active twice at a time writes down where its variables are, and the pointer leads to a function that
looks there::

    call void @llvm.init.trampoline(ptr %t, ptr @wave, ptr %host)        store ptr %host, ptr @wave.host
    %f = call ptr @llvm.adjust.trampoline(ptr %t)                -->     %f = getelementptr i8, ptr @wave.closure, i64 0
    call double @search(ptr %f, …)                                       call double @search(ptr %f, …)

    define double @wave.closure(ptr %x) { %host = load ptr, ptr @wave.host  …  call double @wave(ptr %x, ptr nest %host) }

A host that may call itself, directly or not, keeps its trampolines, and is refused where it is differentiated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set

from llvmlite import binding

from xdsl_enzyme.frontends.optimise import parse

_NAME = r'"[^"]*"|[-\w$.]+'
_INITIALISED = re.compile(
    r"^  (?:tail )?call void @llvm\.init\.trampoline\(ptr [^%]*(?P<trampoline>%\S+), "
    rf"ptr (?:\w+ )*@(?P<procedure>{_NAME}), ptr (?:\w+ )*(?P<host>%[^,\s)]+)\)(?P<location>, !dbg !\d+)?.*$",
    re.MULTILINE,
)
_ADJUSTED = re.compile(
    r"^  (?P<pointer>%\S+) = (?:tail )?call ptr @llvm\.adjust\.trampoline\(ptr [^%]*(?P<trampoline>%[^,\s)]+)\)"
    r"(?P<location>, !dbg !\d+)?.*$",
    re.MULTILINE,
)
_FUNCTION = re.compile(
    rf"^define (?P<result>[^@\n]*)@(?P<name>{_NAME})\((?P<rest>.*?^\}})$", re.MULTILINE | re.DOTALL
)
_LINKAGE = re.compile(r"\b(?:internal|private|linkonce_odr|weak_odr|weak|dso_local|hidden)\s+")
_OUTSIDE = "outside"
"""All functions that are only declared, in the graph of calls."""


def with_closures(llvm_ir: str) -> str:
    """The program without trampolines, but for those of hosts that may be active twice; the same text if there are none."""
    if "@llvm.init.trampoline" not in llvm_ir:
        return llvm_ir
    hosts: dict[str, set[str]] = {}
    for function in _FUNCTION.finditer(llvm_ir):
        for found in _INITIALISED.finditer(function["rest"]):
            hosts.setdefault(found["procedure"], set()).add(function["name"])
    calls = _calls(parse(llvm_ir))
    closed = {one for one, by in hosts.items() if not _may_be_active_twice(calls, by)}
    definitions: list[str] = []

    def rewrite(function: re.Match[str]) -> str:
        if function["name"] in closed:
            definitions.append(_closure(function))
        return _without_trampolines(function[0], closed)

    rewritten = _FUNCTION.sub(rewrite, llvm_ir)
    return "\n".join([rewritten, *definitions])


def _calls(module: binding.ModuleRef) -> dict[str, set[str]]:
    """Which function may call which; by a pointer, any whose address somebody has."""
    calls: dict[str, set[str]] = {}
    defined = {one.name for one in module.functions if not one.is_declaration}
    with_address: set[str] = set()
    for variable in module.global_variables:
        with_address |= {name for name in defined if f"@{name}" in str(variable)}
    unknown: set[str] = {_OUTSIDE}
    for function in module.functions:
        for instruction in (one for block in function.blocks for one in block.instructions):
            operands = [operand.name for operand in instruction.operands]
            callee = operands.pop() if instruction.opcode in ("call", "invoke") else None
            with_address |= defined.intersection(operands)
            if callee in defined:
                calls.setdefault(function.name, set()).add(callee)
            elif callee is not None and not callee.startswith(("llvm.", "_FortranA")):
                unknown.add(function.name)
    for caller in unknown:
        calls.setdefault(caller, set()).update(with_address)
    return calls


def _may_be_active_twice(calls: Mapping[str, Set[str]], hosts: Set[str]) -> bool:
    """Whether a host may be called while one of the same procedure is active."""
    pending = list(hosts)
    reached: set[str] = set()
    while pending:
        new = calls.get(pending.pop(), set[str]()) - reached
        reached |= new
        pending += new
    return not reached.isdisjoint(hosts)


def _without_trampolines(function: str, closed: set[str]) -> str:
    procedures: dict[str, set[str]] = {}
    for found in _INITIALISED.finditer(function):
        procedures.setdefault(found["trampoline"], set()).add(found["procedure"])
    known = {one: next(iter(of)) for one, of in procedures.items() if len(of) == 1 and of <= closed}

    def write_down(found: re.Match[str]) -> str:
        if found["trampoline"] not in known:
            return found[0]
        place = _suffixed(found["procedure"], "host")
        return f"  store ptr {found['host']}, ptr {place}, align 8{found['location'] or ''}"

    def lead(found: re.Match[str]) -> str:
        if found["trampoline"] not in known:
            return found[0]
        closure = _suffixed(known[found["trampoline"]], "closure")
        return f"  {found['pointer']} = getelementptr i8, ptr {closure}, i64 0{found['location'] or ''}"

    return _ADJUSTED.sub(lead, _INITIALISED.sub(write_down, function))


def _closure(procedure: re.Match[str]) -> str:
    """The function that calls a procedure with the host that has been written down, and the place where that is."""
    parameters = list(_parameters(procedure["rest"]))
    result = _LINKAGE.sub("", procedure["result"]).strip()
    place, closure = (_suffixed(procedure["name"], one) for one in ("host", "closure"))
    given: list[str] = []
    handed_on: list[str] = []
    for position, parameter in enumerate(parameters):
        type = parameter.rpartition("%")[0].strip()
        if " nest" in type:
            handed_on.append(f"{type} %host")
        else:
            given.append(f"{type} %argument.{position}")
            handed_on.append(given[-1])
    value = "" if result.endswith("void") else "%result = "
    returned = "void" if not value else f"{_without_attributes(result)} %result"
    return "\n".join(
        (
            f"{place} = internal thread_local global ptr null, align 8",
            f"define internal {result} {closure}({', '.join(given)}) {{",
            f"  %host = load ptr, ptr {place}, align 8",
            f"  {value}call {result} @{procedure['name']}({', '.join(handed_on)})",
            f"  ret {returned}",
            "}",
        )
    )


def _parameters(text: str) -> Iterator[str]:
    """The parameters at the begin of a text, behind the parenthesis that opens their list."""
    depth, start = 0, 0
    for position, character in enumerate(text):
        if character in "([{<":
            depth += 1
        elif character in ")]}>" and depth:
            depth -= 1
        elif not depth and character in ",)":
            if text[start:position].strip():
                yield text[start:position].strip()
            start = position + 1
            if character == ")":
                return


def _without_attributes(result: str) -> str:
    """The type that a result has: the last word, or what stands in brackets at the end."""
    found = re.search(r"(?:\{.*\}|\[.*\]|<.*>|\S+)$", result)
    assert found is not None
    return found[0]


def _suffixed(name: str, suffix: str) -> str:
    return f'@"{name[1:-1]}.{suffix}"' if name.startswith('"') else f"@{name}.{suffix}"
