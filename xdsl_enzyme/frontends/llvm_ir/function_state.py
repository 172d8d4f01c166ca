"""What the handlers of instructions work with: the values, the place for new ops, and the module around.

Ops go to the block that is being read. Constants go to the top of the function, one per type and value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from xdsl.dialects import ub
from xdsl.dialects.arith import FastMathFlagsAttr
from xdsl.dialects.builtin import FileLineColLoc
from xdsl.dialects.utils import FastMathFlag
from xdsl.ir import Attribute, Block, Operation, SSAValue

from xdsl_enzyme.errors import ReadError
from xdsl_enzyme.frontends.llvm_ir.module_state import ModuleState
from xdsl_enzyme.frontends.llvm_ir.tokens import Cursor

_FLAGS: dict[str, frozenset[FastMathFlag]] = {
    flag.value: frozenset([flag]) for flag in FastMathFlag
} | {"fast": frozenset(FastMathFlag)}
_NUMBERED = re.compile(r"(?:_\d+)+$")
NO_FLAGS = FastMathFlagsAttr("none")


class FunctionState:
    """One function (or one initialiser of a global) while it is read."""

    def __init__(
        self,
        module: ModuleState,
        read_constant: Callable[[FunctionState, Cursor, Attribute], SSAValue],
    ):
        self.module = module
        self.function = ""
        """The name of the function; empty for an initialiser."""
        self.types = module.types
        self.values: dict[str, SSAValue] = {}
        """By name with sigil, ``%x``."""
        self.blocks: dict[str, Block] = {}
        """By name with sigil, as are the next three."""
        self.incoming: dict[str, list[PhiInputs]] = {}
        """For each block what its block arguments are, one after the other."""
        self.landing_pads: dict[str, dict[str, Attribute]] = {}
        """For each block that begins with a landing pad, whose value is its last argument, `clauses` and `cleanup`."""
        self.has_unreached_blocks = False
        """Whether a block may have lost all of its predecessors."""
        self.block_name = ""
        self.ops: list[Operation] = []
        """Of the block that is being read."""
        self.constant_ops: list[Operation] = []
        """For the top of the function."""
        self.constants: dict[tuple[str, Attribute], SSAValue] = {}
        self.location: FileLineColLoc | None = None
        self.attachments: dict[str, str] = {}
        self.type_hints: list[tuple[SSAValue, str]] = []
        """What the program says about values."""
        self.no_builtins = False
        self.stack_is_saved = False
        """Whether memory that this block puts on the stack is given back before the block runs again."""
        self._read_constant = read_constant
        self._fast_math: dict[tuple[str, ...], FastMathFlagsAttr] = {(): NO_FLAGS}

    def insert(self, op: Operation) -> SSAValue:
        """Appends an op with one result to the block, and returns the result."""
        self.append(op)
        return op.results[0]

    def append(self, op: Operation) -> None:
        """Appends an op to the block. It stands for the instruction that is being read."""
        if self.location is not None:
            op.location = self.location
        self.ops.append(op)

    def insert_constant(self, op: Operation) -> SSAValue:
        """Puts an op without operands at the top of the function, and returns its result."""
        self.constant_ops.append(op)
        return op.results[0]

    def poison(self, type: Attribute) -> SSAValue:
        """`poison` of a type, at the top of the function."""
        known = self.constants.get(("poison", type))
        if known is None:
            op = ub.PoisonOp.create(result_types=[type], properties={"value": ub.PoisonAttr()})
            known = self.constants["poison", type] = self.insert_constant(op)
        return known

    def value(self, cursor: Cursor, type: Attribute) -> SSAValue:
        """Reads a value of a known type."""
        token = cursor.tokens[cursor.position]
        value = self.values.get(token) or self.constants.get((token, type))
        if value is not None:
            cursor.position += 1
            return value
        if token[:1] == "%":
            raise cursor.error(f"'{token}' is used before it is defined")
        return self._read_constant(self, cursor, type)

    def typed_value(self, cursor: Cursor) -> SSAValue:
        """Reads a type and a value of it."""
        return self.value(cursor, self.types.read(cursor))

    def same_typed_values(self, cursor: Cursor) -> tuple[SSAValue, SSAValue]:
        """Reads ``T %a, %b``."""
        type = self.types.read(cursor)
        lhs = self.value(cursor, type)
        cursor.expect(",")
        return lhs, self.value(cursor, type)

    def fast_math(self, cursor: Cursor) -> FastMathFlagsAttr:
        """Reads any fast-math flags."""
        tokens, start = cursor.tokens, cursor.position
        while tokens[cursor.position] in _FLAGS:
            cursor.position += 1
        words = tuple(tokens[start : cursor.position])
        flags = self._fast_math.get(words)
        if flags is None:
            flags = FastMathFlagsAttr([flag for word in words for flag in _FLAGS[word]])
            self._fast_math[words] = flags
        return flags

    def edge(self, successor: str, cursor: Cursor) -> tuple[Block, Sequence[SSAValue]]:
        """The block of a successor, and what its arguments are when it is entered from this block."""
        block = self.blocks.get(successor)
        if block is None:
            raise cursor.error(f"there is no block '{successor}'")
        arguments: list[SSAValue] = []
        for phi in self.incoming[successor]:
            if (position := phi.positions.get(self.block_name)) is None:
                raise cursor.error(f"a phi of '{successor}' says nothing about this block")
            phi.cursor.position = position
            arguments.append(self.value(phi.cursor, phi.type))
        return block, arguments

    def error(self, cursor: Cursor, why: str, hint: str | None = None) -> ReadError:
        """An error about the instruction that is being read."""
        where = self.location
        line = cursor.line.strip()
        if where is None:
            return ReadError(f"cannot read '{line}'", why=why, hint=hint)
        position = f"{where.filename.data}:{where.line.data}:{where.column.data}"
        return ReadError(f"cannot read '{line}'", where=position, why=why, hint=hint)


def set_name_hint(name: str, value: SSAValue) -> None:
    """Gives the value the name that it has in the text, unless that is a number."""
    # xDSL drops the number at the end of a hint, again when the hint is copied: nothing may be left of Rust's `_3`.
    hint = _NUMBERED.sub("", name[1:])
    if hint and not hint[0].isdecimal() and SSAValue.is_valid_name(hint):
        value.name_hint = hint


class PhiInputs:
    """A phi: its type, and for each predecessor the position of the value in the line."""

    __slots__ = ("cursor", "positions", "type")

    def __init__(self, type: Attribute, cursor: Cursor, positions: dict[str, int]):
        self.type = type
        self.cursor = cursor
        self.positions = positions
