"""The walk that replaces the tensors of one function, and the table of its handlers.

A handler writes one op with memrefs; it is registered for the op's class::

    @bufferizes(tensor.ExtractOp)
    def _extract(this: Bufferisation, op: tensor.ExtractOp) -> None: ...
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from xdsl.builder import Builder
from xdsl.dialects import func
from xdsl.dialects.builtin import FunctionType, ModuleOp, TensorType
from xdsl.ir import Attribute, Block, Operation, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.bufferize.buffers import Buffers, is_tensor, memref_of


def uses_tensors(op: Operation) -> bool:
    """Whether a tensor goes in or out of `op`, or of the function that it is."""
    if isinstance(op, func.FuncOp):
        types: Sequence[Attribute] = (*op.function_type.inputs, *op.function_type.outputs)
    else:
        types = (*op.operand_types, *op.result_types)
    return any(isinstance(type, TensorType) for type in types)


Handler = Callable[["Bufferisation", Any], None]

HANDLERS: dict[type[Operation], Handler] = {}
"""How each op with tensors is written with memrefs."""


def bufferizes(*classes: type[Operation]) -> Callable[[Handler], Handler]:
    """Register a handler for ops of these classes."""

    def register(handler: Handler) -> Handler:
        for one in classes:
            HANDLERS[one] = handler
        return handler

    return register


class Bufferisation:
    """Replaces the tensors of one function. Old ops stay, unused, until all is done."""

    def __init__(self, module: ModuleOp, function: func.FuncOp):
        self.module = module
        self.function = function
        self.buffers = Buffers()
        self._old: list[Operation] = []
        self._old_arguments: list[SSAValue] = []

    def run(self) -> None:
        blocks = self.function.body.blocks
        if blocks:
            if blocks.first is not blocks.last:
                raise LoweringError(
                    f"'{self.function.sym_name.data}' has tensors and unstructured control flow",
                    where=self.function,
                    hint="run lift-cf-to-scf first",
                )
            self._arguments(self.function.body.block, 0, owned=False)
            self.block(self.function.body.block)
            for op in reversed(self._old):
                op.detach()
                op.erase()
            for argument in self._old_arguments:
                block = argument.owner
                assert isinstance(block, Block)
                block.erase_arg(block.args[_position(block, argument)])
        type = self.function.function_type
        self.function.properties["function_type"] = FunctionType.from_lists(
            [memref_of(one) for one in type.inputs], [memref_of(one) for one in type.outputs]
        )

    def _arguments(self, block: Block, first: int, *, owned: bool) -> None:
        """Give each tensor among the arguments of a block, from position `first` on, a memref beside it."""
        for argument in list(block.args[first:]):
            if is_tensor(argument):
                memory = block.insert_arg(memref_of(argument.type), argument.index)
                self._old_arguments.append(argument)
                self.buffers.adopt(argument, memory, block if owned else None)

    def block(self, block: Block) -> None:
        """Rewrite the ops of a block."""
        self.buffers.number(block)
        for op in list(block.ops):
            self._visit(op)
        self.buffers.free(block)

    def _visit(self, op: Operation) -> None:
        handler = HANDLERS.get(type(op))
        if handler is not None and (uses_tensors(op) or op.regions):
            handler(self, op)
        elif uses_tensors(op):
            raise LoweringError(
                f"'{op.name}' on tensors cannot be written with memrefs",
                where=op,
                hint="bufferise it with mlir-opt before",
            )
        else:
            for region in op.regions:
                for block in region.blocks:
                    self.block(block)

    # For handlers

    def builder(self, op: Operation) -> Builder:
        return Builder(InsertPoint.before(op))

    def memory(self, value: SSAValue) -> SSAValue:
        """The memref of a tensor; any other value is its own."""
        return self.buffers.place(value).memory if is_tensor(value) else value

    def drop(self, op: Operation) -> None:
        """`op` is replaced."""
        self._old.append(op)

    def owner(self, op: Operation) -> Block:
        block = op.parent_block()
        assert block is not None
        return block

    def rebuild(self, op: Operation, operands: Sequence[SSAValue]) -> Operation:
        """Replace `op` by one with other operands and memrefs among its results, which belong to the block."""
        new = type(op).create(
            operands=operands,
            result_types=[memref_of(type) for type in op.result_types],
            properties=op.properties.copy(),
            attributes=op.attributes.copy(),
            regions=[op.detach_region(region) for region in list(op.regions)],
            location=op.location,
        )
        self.builder(op).insert(new)
        self.buffers.take_position(op, new)
        for old, result in zip(op.results, new.results, strict=True):
            result.name_hint = old.name_hint
            if is_tensor(old):
                self.buffers.adopt(old, result, self.owner(op))
            else:
                old.replace_all_uses_with(result)
        self.drop(op)
        return new

    def hand_over(self, op: Operation) -> list[SSAValue]:
        """The operands of an op that takes over the buffers among them."""
        return [
            self.buffers.owned(op, operand) if is_tensor(operand) else operand
            for operand in op.operands
        ]

    def owned_arguments(self, block: Block, first: int) -> None:
        """The block owns the buffers that it is given."""
        self._arguments(block, first, owned=True)


def _position(block: Block, argument: SSAValue) -> int:
    return next(i for i, one in enumerate(block.args) if one is argument)
