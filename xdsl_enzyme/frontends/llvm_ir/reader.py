"""LLVM IR text -> module in cf form (docs/ir.md).

The text is expected as LLVM prints it: one instruction per line::

    define double @square(double %x) {
      %r = fmul double %x, %x
      ret double %r
    }
    -->
    func.func @square(%x : f64) -> f64 {
      %r = arith.mulf %x, %x : f64
      func.return %r : f64
    }
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import takewhile

from xdsl.dialects.builtin import ArrayAttr, DictionaryAttr, ModuleOp, StringAttr
from xdsl.ir import Attribute, Operation

from xdsl_enzyme.errors import ReadError
from xdsl_enzyme.frontends.llvm_ir.aliases import Alias, is_alias, kept_definition, read_alias
from xdsl_enzyme.frontends.llvm_ir.attributes import read_attribute_group
from xdsl_enzyme.frontends.llvm_ir.exceptions import RESUME, RESUME_DECLARATION
from xdsl_enzyme.frontends.llvm_ir.functions import (
    Header,
    declare,
    name_of_function,
    read_function,
    read_header,
)
from xdsl_enzyme.frontends.llvm_ir.globals import name_of_global, read_global
from xdsl_enzyme.frontends.llvm_ir.module_state import ModuleState, Signature
from xdsl_enzyme.frontends.llvm_ir.tokens import MALFORMED, Cursor, decode_string, tokenize


@dataclass
class _Lines:
    """The lines of a module by what they are; symbols by their names."""

    headers: dict[str, str] = field(default_factory=dict[str, str])
    """The first line of each function."""
    bodies: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    """Of each function that is defined the lines between the braces."""
    variables: dict[str, str] = field(default_factory=dict[str, str])
    aliases: dict[str, str] = field(default_factory=dict[str, str])
    attribute_groups: list[str] = field(default_factory=list[str])
    types: dict[str, str] = field(default_factory=dict[str, str])
    metadata: dict[str, str] = field(default_factory=dict[str, str])
    assembly: list[str] = field(default_factory=list[str])
    target: dict[str, Attribute] = field(default_factory=dict[str, Attribute])


def read_llvm_ir(text: str, functions: Collection[str] | None = None) -> ModuleOp:
    """Reads a module of LLVM IR, as llvmlite prints it.

    If `functions` are named, only they, what they refer to, and static constructors are read; the rest of the module may then hold what cannot
    be read. Raises `ReadError` for what has no place in cf form.
    """
    try:
        return _read(text, functions)
    except (*MALFORMED, RecursionError) as error:
        raise ReadError(
            "cannot read LLVM IR",
            why=f"the text is not as LLVM prints it ({error.__class__.__name__}: {error})",
            hint="let LLVM print it: opt -S",
        ) from error


def _read(text: str, functions: Collection[str] | None) -> ModuleOp:
    lines = _sort_lines(text)
    module = ModuleState()
    module.types.definitions = lines.types
    module.metadata.nodes = lines.metadata
    for line in lines.attribute_groups:
        _read_attribute_group(module, line)

    @cache
    def header(name: str) -> Header | None:
        line = lines.headers.get(name)
        return None if line is None else read_header(module, line)

    @cache
    def alias(name: str) -> Alias | None:
        line = lines.aliases.get(name)
        return None if line is None else read_alias(line)

    def signature(name: str) -> Signature | None:
        return None if (found := header(name)) is None else found.signature

    @cache
    def has_foreign(convention: str) -> bool:
        word = f" {convention} "
        return any(
            word in line.partition("(")[0]
            for line in lines.headers.values()
            if not line.startswith(("define internal ", "define private "))
        )

    lines.headers.setdefault(RESUME, RESUME_DECLARATION)
    module.signature, module.alias, module.has_foreign = signature, alias, has_foreign
    if functions is None:
        module.referenced.update(lines.bodies, lines.variables)
        for name in lines.aliases:
            module.resolve_alias(name)
        lines.target.update(_kept_whole(lines, alias))
    else:
        module.referenced.update(_resolve(module, lines, functions))
        module.referenced.update(filter(_acts_by_itself, lines.variables))
    read = _read_referenced(module, lines, header)
    ops = [
        read[name]
        for name in [
            *lines.variables,
            *(name for name in lines.headers if name not in lines.bodies),
            *lines.bodies,
        ]
        if name in read
    ]
    attributes = lines.target
    if (nodes := module.metadata.used_nodes()).data:
        attributes["llvm.metadata"] = nodes
    return ModuleOp(ops, attributes)


def _kept_whole(
    lines: _Lines, alias: Callable[[str], Alias | None]
) -> Iterator[tuple[str, Attribute]]:
    """What only modules have that are read as a whole: names that others may use, and assembly."""
    kept: dict[str, Attribute] = {}
    for name in lines.aliases:
        if (found := alias(name)) is not None and (text := kept_definition(name, found)):
            kept[name] = StringAttr(text)
    if kept:
        yield "llvm.aliases", DictionaryAttr(kept)
    if lines.assembly:
        yield "llvm.module_asm", ArrayAttr(map(StringAttr, lines.assembly))


def _resolve(module: ModuleState, lines: _Lines, functions: Collection[str]) -> Iterator[str]:
    """The functions that are meant by the names that were asked for."""
    for name in functions:
        resolved = module.resolve_alias(name)
        if resolved not in lines.bodies:
            known = ", ".join(lines.bodies)
            raise ReadError(f"there is no function '{name}'", hint=f"there are: {known}")
        yield resolved


def _acts_by_itself(variable: str) -> bool:
    """Whether a global says how some function is to be differentiated, or what is to run when the program starts or ends."""
    return "__enzyme_" in variable or variable in (
        "llvm.global.annotations",
        "llvm.global_ctors",
        "llvm.global_dtors",
    )


def _read_referenced(
    module: ModuleState, lines: _Lines, header: Callable[[str], Header | None]
) -> dict[str, Operation]:
    """The functions and globals that are referred to, by the module or by one another."""
    read: dict[str, Operation] = {}
    seen: set[str] = set()
    while pending := module.referenced - seen:
        seen |= pending
        for name in sorted(pending):
            if (line := lines.variables.get(name)) is not None:
                read[name] = read_global(module, line)
            elif (found := header(name)) is not None:
                body = lines.bodies.get(name)
                read[name] = declare(found) if body is None else read_function(module, found, body)
    return read


def _sort_lines(text: str) -> _Lines:
    result = _Lines()
    lines = iter(text.splitlines())
    for line in lines:
        match line[:1]:
            case "" | ";" | "$" | "^":
                continue
            case "!":
                node, _, value = line.partition(" = ")
                result.metadata[node] = value
            case "@":
                symbols = result.aliases if is_alias(line) else result.variables
                symbols[name_of_global(line)] = line
            case "%":
                name, _, definition = line.partition(" = type ")
                result.types[name] = definition
            case _:
                _sort_worded_line(line, lines, result)
    return result


def _sort_worded_line(line: str, following: Iterator[str], result: _Lines) -> None:
    word = line.partition(" ")[0]
    match word:
        case "define":
            name = name_of_function(line)
            result.headers[name] = line
            result.bodies[name] = list(takewhile(lambda inner: inner != "}", following))
        case "declare":
            result.headers[name_of_function(line)] = line
        case "attributes":
            result.attribute_groups.append(line)
        case "target":
            kind, _, value = line.removeprefix("target ").partition(" = ")
            name = {"triple": "llvm.target_triple", "datalayout": "llvm.data_layout"}[kind]
            result.target[name] = StringAttr(decode_string(value).decode())
        case "source_filename" | "uselistorder" | "uselistorder_bb":
            pass
        case "module":
            result.assembly.append(decode_string(line.partition(" asm ")[2]).decode())
        case _:
            raise ReadError("cannot read LLVM IR", where=line, why=f"'{word}' is not known")


def _read_attribute_group(module: ModuleState, line: str) -> None:
    cursor = Cursor(tokenize(line), line)
    cursor.expect("attributes")
    number = cursor.next()
    cursor.expect("=")
    cursor.expect("{")
    module.attribute_groups[number] = read_attribute_group(line, cursor)
