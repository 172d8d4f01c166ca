"""The state of the LLVM IR writer and the table of its handlers.

A handler writes one operation; it is registered for the operation's class::

    @writes(arith.SelectOp)
    def _select(writer: FunctionWriter, op: arith.SelectOp) -> None: ...

`FunctionWriter` maps each MLIR value to the text of an LLVM operand: `%name`, or a literal for a constant, which
therefore needs no instruction. Memrefs map to a `Descriptor` instead. Blocks are written in reverse post-order, so
a value is always known before it is used, except along back edges, where `Join` fills in the phis later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from xdsl.dialects import builtin
from xdsl.dialects.builtin import ArrayAttr, DictionaryAttr, FileLineColLoc, ModuleOp, StringAttr
from xdsl.ir import Attribute, Block, Operation, SSAValue
from xdsl.utils.hints import isa

from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.llvm_ir import descriptors
from xdsl_enzyme.lowering.llvm_ir.descriptors import Descriptor
from xdsl_enzyme.lowering.llvm_ir.line_tables import LineTables
from xdsl_enzyme.lowering.llvm_ir.names import NameTable, quoted, symbol
from xdsl_enzyme.lowering.llvm_ir.types import TypeTexts, is_memref

Handler = Callable[["FunctionWriter", Any], None]
"""Writes one operation into the function."""

HANDLERS: dict[type[Operation], Handler] = {}
"""How each operation inside of a function is written. Other dialects may add theirs."""

OperationT = TypeVar("OperationT", bound=Operation)


def writes(
    *classes: type[OperationT],
) -> Callable[
    [Callable[[FunctionWriter, OperationT], None]], Callable[[FunctionWriter, OperationT], None]
]:
    """Registers a handler for operations of these classes."""

    def register(
        handler: Callable[[FunctionWriter, OperationT], None],
    ) -> Callable[[FunctionWriter, OperationT], None]:
        for each in classes:
            HANDLERS[each] = handler
        return handler

    return register


class ModuleWriter:
    """What is shared by the functions of a module: types, declarations, globals and metadata."""

    def __init__(self, module: ModuleOp, directories: Mapping[str, str] | None = None):
        """With `directories`, where source files are found, functions have line tables."""
        self.types = TypeTexts()
        self.symbols: dict[str, Operation] = {
            name.data: op
            for op in module.body.block.ops
            if isinstance(name := op.properties.get("sym_name"), StringAttr)
        }
        self.definitions: list[str] = []
        """Texts of globals and functions, in the order of the module."""
        self._declarations: dict[str, str] = {}
        self._metadata: dict[int, str] = {}
        self._numbers: dict[str, int] = {}
        self._module = module
        self._read_metadata()
        self._next_node = max(self._metadata, default=-1) + 1
        self.line_tables = (
            None if directories is None else LineTables(self.metadata_node, directories)
        )

    def _read_metadata(self) -> None:
        nodes = self._module.attributes.get("llvm.metadata")
        if nodes is None:
            return
        if not isinstance(nodes, DictionaryAttr):
            raise LoweringError("the attribute llvm.metadata is not a dictionary")
        for key, node in nodes.data.items():
            number = key.removeprefix("!")
            if not number.isdigit() or not isinstance(node, StringAttr):
                raise LoweringError(f"the metadata node '{key}' is not a number with a text")
            self._metadata[int(number)] = node.data
            self._numbers.setdefault(node.data, int(number))

    def metadata_node(self, text: str) -> str:
        """A reference to a node with this text, which is added if it isn't there yet."""
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = self._next_node
            self._metadata[number] = text
            self._next_node += 1
        return f"!{number}"

    def has_metadata(self, reference: str) -> bool:
        return reference[1:].isdigit() and int(reference[1:]) in self._metadata

    def declare(self, name: str, result: str, arguments: Iterable[str]) -> None:
        """Declares a function that the written code calls, unless the module itself has it."""
        if name not in self._declarations and name not in self.symbols:
            self._declarations[name] = f"declare {result} {symbol(name)}({', '.join(arguments)})"

    def define(self, name: str, text: str) -> None:
        """Adds a function that the written code calls, given as its whole text, once."""
        self._declarations.setdefault(name, text)

    def private_name(self, base: str) -> str:
        """A symbol that the module doesn't use yet."""
        number = 0
        while (name := f"{base}.{number}") in self.symbols or name in self._declarations:
            number += 1
        return name

    def text(self) -> str:
        """The finished module."""
        attributes = self._module.attributes
        target = [
            f"target {keyword} = {quoted(value.data)}"
            for key, keyword in _TARGET_LINES.items()
            if isinstance(value := attributes.get(key), StringAttr)
        ]
        named = [] if self.line_tables is None else self.line_tables.named_nodes()
        metadata = [f"!{number} = {text}" for number, text in sorted(self._metadata.items())]
        sections = [
            *(["\n".join(target)] if target else []),
            *_assembly(attributes.get("llvm.module_asm")),
            *self.definitions,
            *_aliases(attributes.get("llvm.aliases")),
            *self._declarations.values(),
            *(["\n".join([*named, *metadata])] if metadata else []),
        ]
        return "\n\n".join(sections) + "\n"


def _assembly(lines: Attribute | None) -> Iterator[str]:
    if isa(lines, ArrayAttr[StringAttr]):
        yield "\n".join(f"module asm {quoted(line.data)}" for line in lines)


def _aliases(definitions: Attribute | None) -> Iterator[str]:
    if isinstance(definitions, DictionaryAttr):
        for name, text in definitions.data.items():
            if isinstance(text, StringAttr):
                yield f"{symbol(name)} = {text.data}"


_TARGET_LINES = {"llvm.data_layout": "datalayout", "llvm.target_triple": "triple"}


@dataclass
class Join:
    """The top of a block that values flow into: its phis, which are written when all edges are known."""

    writer: FunctionWriter
    values: Sequence[SSAValue]
    line: int = -1
    incoming: list[tuple[str, tuple[str, ...]]] = field(
        default_factory=list[tuple[str, tuple[str, ...]]]
    )
    names: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """Name and type of each phi."""

    def open(self) -> None:
        """Names the phis and keeps their place in the text."""
        writer = self.writer
        for value in self.values:
            types = writer.part_types(value.type)
            names = [writer.fresh(value.name_hint) for _ in types]
            self.names.extend(zip(names, types, strict=True))
            writer.set_parts(value, names)
        if self.names:
            self.line = len(writer.lines)
            writer.lines.append("")

    def add(self, values: Iterable[SSAValue], label: str | None = None) -> None:
        """An edge from `label` (by default the current block) that brings `values`."""
        writer = self.writer
        parts = tuple(part for value in values for part in writer.parts(value))
        self.incoming.append((label or writer.label, parts))

    def close(self) -> None:
        """Writes the phis."""
        if not self.names:
            return
        lines: list[str] = []
        for index, (name, type_) in enumerate(self.names):
            edges = ", ".join(f"[ {parts[index]}, %{label} ]" for label, parts in self.incoming)
            lines.append(f"  {name} = phi {type_} {edges}")
        self.writer.lines[self.line] = "\n".join(lines)


class _Values(dict[SSAValue, str]):
    """The operand text of each value."""

    def __missing__(self, value: SSAValue) -> str:
        raise LoweringError(
            f"the value {value.name_hint or ''} of type {value.type} has no LLVM value here",
            why="it is used before its definition, or is a memref where none can be",
        )


class FunctionWriter:
    """Writes the body of one function."""

    def __init__(self, module: ModuleWriter):
        self.module = module
        self.types = module.types
        self.lines: list[str] = []
        self.allocations: list[str] = []
        """Memory that lives as long as the function, allocated at its begin."""
        self.locations: dict[int, FileLineColLoc] = {}
        """By line: where in the source it is from."""
        self.values = _Values()
        self.descriptors: dict[SSAValue, Descriptor] = {}
        self.label = ""
        """The label of the block that is being written."""
        self.joins: dict[Block | Operation, Join] = {}
        """Where branches to a block go, and where the yields of an `scf.execute_region` go."""
        self.labels: dict[Block | Operation, str] = {}
        self._names = NameTable()

    # Names and text.

    def fresh(self, hint: str | None = None) -> str:
        """A new value name."""
        return f"%{self._names.unique(hint)}"

    def fresh_label(self, hint: str) -> str:
        return self._names.unique(hint)

    def emit(self, text: str) -> None:
        """Writes an instruction that has no result."""
        self.lines.append(f"  {text}")

    def result(self, value: SSAValue, text: str) -> None:
        """Writes an instruction that computes `value`."""
        name = f"%{self._names.unique(value.name_hint)}"
        self.values[value] = name
        self.lines.append(f"  {name} = {text}")

    def compute(self, text: str, hint: str | None = None) -> str:
        """Writes an instruction that computes an intermediate value; returns its name."""
        name = f"%{self._names.unique(hint)}"
        self.lines.append(f"  {name} = {text}")
        return name

    def allocate(self, text: str, hint: str | None = None) -> str:
        """Writes an `alloca` at the begin of the function."""
        name = f"%{self._names.unique(hint)}"
        self.allocations.append(f"  {name} = {text}")
        return name

    def call(
        self,
        name: str,
        result: str,
        arguments: Sequence[tuple[str, str]],
        flags: str = "",
        attributes: str = "",
    ) -> str:
        """The text of a call to a function that is declared on demand; `arguments` are types and values."""
        self.module.declare(name, result, (type_ for type_, _ in arguments))
        inside = ", ".join(f"{type_} {value}" for type_, value in arguments)
        return f"call {flags}{result} {symbol(name)}({inside}){attributes}"

    def start_block(self, label: str) -> None:
        self.lines.append(f"{label}:")
        self.label = label

    def jump(self, label: str) -> None:
        self.lines.append(f"  br label %{label}")

    def typed(self, value: SSAValue) -> str:
        """Type and operand."""
        return f"{self.types[value.type]} {self.values[value]}"

    # Values that are several LLVM values: memrefs.

    def descriptor(self, value: SSAValue) -> Descriptor:
        descriptor = self.descriptors.get(value)
        if descriptor is None:
            raise LoweringError(f"a memref is needed, but the value's type is {value.type}")
        return descriptor

    def set_descriptor(self, value: SSAValue, descriptor: Descriptor) -> None:
        self.descriptors[value] = descriptors.refine(value.type, descriptor)

    def part_types(self, type_: Attribute) -> tuple[str, ...]:
        """The LLVM types of what a phi or select of this type carries."""
        if is_memref(type_):
            return descriptors.dynamic_types(type_)
        return (self.types[type_],)

    def parts(self, value: SSAValue) -> tuple[str, ...]:
        """The LLVM values of what a phi or select of this value carries."""
        if is_memref(value.type):
            return descriptors.dynamic(value.type, self.descriptor(value))
        return (self.values[value],)

    def set_parts(self, value: SSAValue, parts: Sequence[str]) -> None:
        """The inverse of `parts`."""
        if is_memref(value.type):
            self.descriptors[value] = descriptors.from_dynamic(value.type, parts)
        else:
            self.values[value] = parts[0]

    def alias(self, value: SSAValue, existing: SSAValue) -> None:
        """`value` is `existing` under another name."""
        if is_memref(value.type):
            self.set_descriptor(value, self.descriptor(existing))
        else:
            self.values[value] = self.values[existing]

    # Operations.

    def operation(self, op: Operation) -> None:
        begin = len(self.lines)
        self._write(op)
        if self.module.line_tables is not None and isinstance(op.location, FileLineColLoc):
            for number in range(begin, len(self.lines)):
                self.locations.setdefault(number, op.location)

    def _write(self, op: Operation) -> None:
        handler = HANDLERS.get(type(op))
        try:
            if handler is None:
                raise _unknown(op)
            handler(self, op)
        except LoweringError as error:
            if error.where is not None:
                raise
            raise LoweringError(error.what, where=op, why=error.why, hint=error.hint) from None

    def operations(self, block: Block) -> None:
        """Writes all operations of a block."""
        op = block.first_op
        while op is not None:
            self.operation(op)
            op = op.next_op

    def body(self, block: Block) -> Operation:
        """Writes a block but for its terminator, which is returned."""
        terminator = block.last_op
        if terminator is None:
            raise LoweringError("a block has no terminator")
        op = block.first_op
        while op is not terminator and op is not None:
            self.operation(op)
            op = op.next_op
        return terminator


def _unknown(op: Operation) -> LoweringError:
    name = op.op_name.data if isinstance(op, builtin.UnregisteredOp) else op.name
    if name.startswith("enzyme."):
        hint = "run the differentiation passes and enzyme-lower-cache first"
    else:
        hint = "lower it to func, arith, math, scf, cf, memref, vector or llvm first"
    return LoweringError(
        f"the operation '{name}' cannot be written as LLVM IR", where=op, hint=hint
    )
