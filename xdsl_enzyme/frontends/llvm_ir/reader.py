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

from collections.abc import Iterator
from dataclasses import dataclass, field

from xdsl.dialects.builtin import ModuleOp, StringAttr
from xdsl.dialects.llvm import GlobalOp
from xdsl.ir import Attribute, Operation

from xdsl_enzyme.errors import ReadError
from xdsl_enzyme.frontends.llvm_ir.attributes import read_attribute_group
from xdsl_enzyme.frontends.llvm_ir.functions import Header, declare, read_function, read_header
from xdsl_enzyme.frontends.llvm_ir.globals import is_alias, read_alias, read_global
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


def read_llvm_ir(text: str) -> ModuleOp:
    """Reads a module of LLVM IR, as llvmlite prints it. Raises `ReadError` for what has no place in cf form."""
    lines = _sort_lines(text)
    module = ModuleState()
    module.types.definitions = lines.types
    module.metadata.nodes = lines.metadata
    for line in lines.attribute_groups:
        _read_attribute_group(module, line)

    headers: list[Header] = []
    for line in [line for line, _ in lines.definitions] + lines.declarations:
        header = read_header(module, line)
        headers.append(header)
        module.signatures[header.name] = header.signature
    for line in filter(is_alias, lines.globals):
        read_alias(module, line)

    variables = [read_global(module, line) for line in lines.globals if not is_alias(line)]
    functions = [
        read_function(module, header, body)
        for header, (_, body) in zip(headers, lines.definitions, strict=False)
    ]
    declarations = [
        declare(header) for header in headers[len(functions) :] if header.name in module.referenced
    ]
    ops: list[Operation] = [op for op in variables if _is_needed(module, op)]
    attributes = lines.target
    if (nodes := module.metadata.used_nodes()).data:
        attributes["llvm.metadata"] = nodes
    return ModuleOp([*ops, *declarations, *functions], attributes)


def _is_needed(module: ModuleState, variable: GlobalOp) -> bool:
    """A global that is only declared is needed where it is used."""
    defined = variable.value is not None or bool(variable.body.blocks)
    return defined or variable.sym_name.data in module.referenced


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
