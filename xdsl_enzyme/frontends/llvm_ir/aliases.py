"""Other names of functions and globals, which are replaced by what they stand for.

::

    @name = alias i32, ptr @g                                       @g, where @name is used
    @end = alias i32, getelementptr (i8, ptr @g, i64 8)             llvm.getelementptr of @g
    @chosen = ifunc double (double), ptr @resolver                  func.call @resolver() : () -> !llvm.ptr

If the module is read as a whole, others may use the names. It keeps them then: ``llvm.aliases = {name = "alias i32, ptr @g", …}``.
"""

from __future__ import annotations

from dataclasses import dataclass

from xdsl_enzyme.errors import ReadError
from xdsl_enzyme.frontends.llvm_ir.tokens import Cursor, tokenize, unquote

_WORDS = frozenset(["alias", "ifunc"])


@dataclass(frozen=True)
class Alias:
    """What another name stands for."""

    target: str
    """The name of a function or global; empty if it is an expression."""
    expression: str
    """``ptr @g`` or ``getelementptr (…)``"""
    is_resolver: bool
    """Whether the target is a function that says what the name stands for."""
    definition: str
    """What stands behind ``@name =``, if others may use the name."""


def is_alias(line: str) -> bool:
    """Whether the line of a global defines another name for one."""
    return not _WORDS.isdisjoint(tokenize(line)[:12])


def read_alias(line: str) -> Alias:
    """Reads ``@name = [linkage] alias T, ptr @target``."""
    cursor = Cursor(tokenize(line), line)
    cursor.next()
    cursor.expect("=")
    is_internal = False
    while (word := cursor.next()) not in _WORDS:
        is_internal |= word in ("internal", "private")
    depth = 0
    while depth or cursor.peek() != ",":  # the type
        token = cursor.next()
        depth += (token in "([{<") - (token in ")]}>")
    cursor.expect(",")
    rest = cursor.tokens[cursor.position : -1]
    target = unquote(rest[1]) if len(rest) > 1 and rest[0] == "ptr" and rest[1][0] == "@" else ""
    definition = "" if is_internal else line.partition(" = ")[2].strip()
    return Alias(target, " ".join(rest), word == "ifunc", definition)


def kept_definition(name: str, alias: Alias) -> str:
    """What the module keeps of an alias that others may use."""
    if "%" in alias.definition:
        raise ReadError(
            "cannot read LLVM IR",
            where=f"@{name} = {alias.definition}",
            why="an alias with named types in it, which others may use, is not supported",
            hint="name the function that you want, so that the rest of the module is not read",
        )
    return alias.definition
