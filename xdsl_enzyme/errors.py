"""The one exception tree of xdsl-enzyme.

Every error says what happened, where (file:line of the source when debug info has it, else the op), why, and
what to do about it::

    raise EnzymeError(
        "cannot differentiate a call to 'qsort'",
        where=op,
        why="it has no body and no derivative rule",
        hint="register a rule for it, or mark it inactive",
    )
"""

from __future__ import annotations

from xdsl.dialects.builtin import FileLineColLoc, StringAttr, UnregisteredOp
from xdsl.ir import Operation


def source_location(op: Operation) -> str | None:
    """``file:line:column`` of `op`, or of the nearest enclosing op that has one; None if there is none."""
    current: Operation | None = op
    while current is not None:
        if isinstance(location := current.location, FileLineColLoc):
            return f"{location.filename.data}:{location.line.data}:{location.column.data}"
        current = current.parent_op()
    return None


def op_name(op: Operation) -> str:
    """The name of an op, be it of a dialect that is known or not."""
    return op.op_name.data if isinstance(op, UnregisteredOp) else op.name


def describe_location(op: Operation) -> str:
    """Where `op` is, for a message: its source position if known, else its function; and always the op itself."""
    if (position := source_location(op)) is not None:
        return f"{position} ({op_name(op)})"
    around = op.parent_op()
    while around is not None:
        if isinstance(name := around.properties.get("sym_name"), StringAttr):
            return f"'{op_name(op)}' in '@{name.data}'"
        around = around.parent_op()
    return f"'{op_name(op)}'"


class EnzymeError(Exception):
    """Something that xdsl-enzyme refuses to do. The message is complete and meant for the user."""

    def __init__(
        self,
        what: str,
        *,
        where: Operation | str | None = None,
        why: str | None = None,
        hint: str | None = None,
    ):
        self.what = what
        self.where = describe_location(where) if isinstance(where, Operation) else where
        self.why = why
        self.hint = hint
        super().__init__(self.message)

    @property
    def message(self) -> str:
        lines = [f"{self.where}: {self.what}" if self.where else self.what]
        if self.why:
            lines.append(f"  because {self.why}")
        if self.hint:
            lines.append(f"  hint: {self.hint}")
        return "\n".join(lines)


class ReadError(EnzymeError):
    """Source or LLVM IR that cannot be read."""


class DifferentiationError(EnzymeError):
    """A program that cannot be differentiated as asked."""


class LoweringError(EnzymeError):
    """IR that cannot be written as LLVM IR or compiled."""


class ArgumentsError(EnzymeError):
    """A call from Python with arguments that do not fit the function."""


class ExecutionError(EnzymeError):
    """A program that failed while it ran: it threw an exception and did not catch it, ended itself, or met a fault."""
