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

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from xdsl.dialects.builtin import ModuleOp, StringAttr
from xdsl.ir import Attribute, Operation

from xdsl_enzyme.errors import ReadError
from xdsl_enzyme.frontends.llvm_ir.attributes import read_attribute_group
from xdsl_enzyme.frontends.llvm_ir.functions import Header, declare, read_function, read_header
from xdsl_enzyme.frontends.llvm_ir.globals import is_alias, name_of_global, read_alias, read_global
from xdsl_enzyme.frontends.llvm_ir.module_state import ModuleState
from xdsl_enzyme.frontends.llvm_ir.tokens import Cursor, decode_string, tokenize


@dataclass
class _Lines:
    """The lines of a module by what they are."""

    definitions: list[tuple[str, list[str]]] = field(default_factory=list[tuple[str, list[str]]])
    """Of each function the first line and those inside."""
    declarations: list[str] = field(default_factory=list[str])
    globals: list[str] = field(default_factory=list[str])
    attribute_groups: list[str] = field(default_factory=list[str])
    types: dict[str, str] = field(default_factory=dict[str, str])
    metadata: dict[str, str] = field(default_factory=dict[str, str])
    target: dict[str, Attribute] = field(default_factory=dict[str, Attribute])


def read_llvm_ir(text: str, functions: Collection[str] | None = None) -> ModuleOp:
    """Reads a module of LLVM IR, as llvmlite prints it.

    If `functions` are named, only they and what they refer to are read; the rest of the module may then hold what cannot
    be read. Raises `ReadError` for what has no place in cf form.
    """
    lines = _sort_lines(text)
    module = ModuleState()
    module.types.definitions = lines.types
    module.metadata.nodes = lines.metadata
    for line in lines.attribute_groups:
        _read_attribute_group(module, line)

    headers = [read_header(module, line) for line, _ in lines.definitions]
    declarations = [read_header(module, line) for line in lines.declarations]
    for header in headers + declarations:
        module.signatures[header.name] = header.signature
    variables = {name_of_global(line): line for line in lines.globals if not is_alias(line)}
    for line in filter(is_alias, lines.globals):
        read_alias(module, line)

    bodies = {
        header.name: (header, body)
        for header, (_, body) in zip(headers, lines.definitions, strict=True)
    }
    if functions is None:
        module.referenced.update(bodies, variables)
    else:
        _require(bodies, functions)
        module.referenced.update(functions, filter(_is_registration, variables))
    read = _read_referenced(module, bodies, variables)

    ops: list[Operation] = [read[name] for name in variables if name in read]
    ops += [declare(header) for header in declarations if header.name in module.referenced]
    ops += [read[name] for name in bodies if name in read]
    attributes = lines.target
    if (nodes := module.metadata.used_nodes()).data:
        attributes["llvm.metadata"] = nodes
    return ModuleOp(ops, attributes)


def _require(bodies: Mapping[str, object], functions: Collection[str]) -> None:
    for name in functions:
        if name not in bodies:
            raise ReadError(
                f"there is no function '{name}'", hint=f"there are {', '.join(bodies) or 'none'}"
            )


def _is_registration(variable: str) -> bool:
    """Whether a global says how some function is to be differentiated."""
    return variable.startswith("__enzyme_")


def _read_referenced(
    module: ModuleState,
    bodies: dict[str, tuple[Header, list[str]]],
    variables: dict[str, str],
) -> dict[str, Operation]:
    """The functions and globals that are referred to, by the module or by one another."""
    read: dict[str, Operation] = {}
    seen: set[str] = set()
    while pending := module.referenced - seen:
        seen |= pending
        for name in sorted(pending):
            if name in bodies:
                read[name] = read_function(module, *bodies[name])
            elif name in variables:
                read[name] = read_global(module, variables[name])
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
                result.globals.append(line)
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
            body: list[str] = []
            for inner in following:
                if inner == "}":
                    break
                body.append(inner)
            result.definitions.append((line, body))
        case "declare":
            result.declarations.append(line)
        case "attributes":
            result.attribute_groups.append(line)
        case "target":
            kind, _, value = line.removeprefix("target ").partition(" = ")
            name = {"triple": "llvm.target_triple", "datalayout": "llvm.data_layout"}[kind]
            result.target[name] = StringAttr(decode_string(value).decode())
        case "source_filename" | "uselistorder" | "uselistorder_bb":
            pass
        case "module":
            raise ReadError(
                "cannot read LLVM IR", where=line, why="inline assembly is not supported"
            )
        case _:
            raise ReadError("cannot read LLVM IR", where=line, why=f"'{word}' is not known")


def _read_attribute_group(module: ModuleState, line: str) -> None:
    cursor = Cursor(tokenize(line), line)
    cursor.expect("attributes")
    number = cursor.next()
    cursor.expect("=")
    cursor.expect("{")
    module.attribute_groups[number] = read_attribute_group(line, cursor)
