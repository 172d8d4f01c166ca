"""Takes apart the values of one function that hold floats or pointers in integers.

Every op that hands on such a value hands on its pieces; one that knows only the integer gets it, put together again::

    %0 = llvm.load %p : i64                      %0 = llvm.load %p : i32        %1 = llvm.load %p[4] : f32
    llvm.store %0, %q : i64              -->     llvm.store %0, %q : i32        llvm.store %1, %q[4] : f32
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from xdsl.builder import Builder
from xdsl.dialects import func
from xdsl.ir import Block, Operation, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.types.analysis import TypeAnalysis
from xdsl_enzyme.analyses.value_flow import terminator, value_flow, walk_regions
from xdsl_enzyme.passes.recover_floats.pieces import Piece, Pieces, Slots
from xdsl_enzyme.passes.recover_floats.region_ops import REGION_OPS
from xdsl_enzyme.passes.recover_floats.signatures import Signature, Signatures
from xdsl_enzyme.passes.recover_floats.slots import KnownSlots

Handler = Callable[..., bool]
"""Takes an op apart; whether it did."""


class FunctionRewriter:
    """Rewrites one function, in place."""

    def __init__(
        self,
        slots: KnownSlots,
        signatures: Signatures,
        types: TypeAnalysis,
        handlers: Mapping[type[Operation], Handler],
    ):
        self.slots = slots
        self.types = types
        self.signatures = signatures
        self.handlers = handlers
        self.pieces: dict[SSAValue, list[Piece]] = {}
        self.sources: dict[SSAValue, list[SSAValue]] = defaultdict(list)
        """What each value that an op hands on may be, as long as nothing is taken apart."""
        self.changed = False
        self._dead: list[Operation] = []
        self._dead_arguments: list[SSAValue] = []

    def run(self, function: func.FuncOp) -> None:
        block = function.body.block
        last = terminator(block)
        signature = self.signatures.of(function)
        for op in walk_regions(function):
            for source, target in value_flow(op):
                self.sources[target].append(source)
        if signature is None:
            # What takes the arguments apart is not of the program, and is not taken apart itself.
            ops = list(block.ops)
            for argument in block.args:
                if (slots := self.slots.of(argument)) is not None:
                    builder = Pieces(Builder(InsertPoint.at_start(block)))
                    self._set(argument, builder.of(argument, slots))
            self.split_block(block, ops)
            last.operands = [self.whole(value, self.before(last)) for value in last.operands]
        else:
            self.split_arguments(block)
            self.split_block(block)
            last.operands = self.split_operands(last, 0, last.operands)
        for op in reversed(self._dead):
            op.detach()
            op.erase()
        for argument in self._dead_arguments:
            assert isinstance(argument.owner, Block)
            argument.owner.erase_arg(argument)  # pyright: ignore[reportArgumentType]
        if signature is not None:
            signature.apply()

    # What handlers ask for

    def before(self, op: Operation) -> Pieces:
        return Pieces(Builder(InsertPoint.before(op)), op.location)

    def in_slots(self, value: SSAValue, slots: Slots, builder: Pieces) -> list[Piece]:
        """The pieces of a value in these slots."""
        known = self.pieces.get(value)
        return builder.of(value, slots) if known is None else builder.in_slots(known, slots)

    def natural(self, value: SSAValue, builder: Pieces) -> list[Piece]:
        """The pieces of a value as they are."""
        known = self.pieces.get(value)
        return builder.natural(value) if known is None else known

    def whole(self, value: SSAValue, builder: Pieces) -> SSAValue:
        """The value itself."""
        known = self.pieces.get(value)
        return value if known is None else builder.whole(known, value.type)

    def callee(self, function: func.FuncOp) -> Signature | None:
        """How a function is called in pieces; None if it is called as before."""
        return self.signatures.of(function)

    def finish(self, op: Operation, results: Sequence[list[Piece]], builder: Pieces) -> None:
        """`op` has been replaced by ops before it; the pieces of its results are these."""
        for result, pieces in zip(op.results, results, strict=True):
            slots = self.slots.of(result)
            if slots is not None:
                self._set(result, builder.in_slots(pieces, slots))
            else:
                new = builder.whole(pieces, result.type)
                if result.name_hint and not new.name_hint:
                    new.name_hint = result.name_hint
                self.types.replace(result, new)
                self.sources[new] = self.sources.get(result, [])
                result.replace_all_uses_with(new)
        self._dead.append(op)
        self.changed = True

    # Blocks and region ops

    def split_block(self, block: Block, ops: Sequence[Operation] | None = None) -> None:
        """Rewrite all ops of a block but the last, or those of `ops`."""
        last = terminator(block)
        for op in list(block.ops) if ops is None else ops:
            if op is not last:
                self._rewrite(op)

    def split_arguments(self, block: Block, first: int = 0) -> None:
        for argument in list(block.args[first:]):
            slots = self.slots.of(argument)
            if slots is None:
                continue
            pieces: list[Piece] = []
            for offset, type in slots:
                new = block.insert_arg(type, argument.index)
                new.name_hint = argument.name_hint
                pieces.append(Piece(offset, type, new))
            self._set(argument, pieces)
            self._dead_arguments.append(argument)
            self.changed = True

    def split_operands(self, op: Operation, first: int, like: Sequence[SSAValue]) -> list[SSAValue]:
        builder = self.before(op)
        operands: list[SSAValue] = []
        for value, target in zip(op.operands[first:], like, strict=True):
            slots = self.slots.of(target)
            if slots is None:
                operands.append(self.whole(value, builder))
            else:
                operands += (piece.value for piece in self.in_slots(value, slots, builder))
        return operands

    def whole_operands(self, op: Operation, count: int) -> list[SSAValue]:
        return [self.whole(value, self.before(op)) for value in op.operands[:count]]

    def replace(self, op: Operation, operands: Sequence[SSAValue]) -> None:
        if all(self.slots.of(result) is None for result in op.results):
            op.operands = operands
            return
        slots = [self.slots.of(result) or ((0, result.type),) for result in op.results]
        new = type(op).create(
            operands=operands,
            result_types=[type for one in slots for _, type in one],
            properties=op.properties,
            attributes=op.attributes,
            regions=[op.detach_region(region) for region in list(op.regions)],
            location=op.location,
        )
        builder = self.before(op)
        builder.builder.insert(new)
        results = iter(new.results)
        pieces = [[Piece(at, type, next(results)) for at, type in one] for one in slots]
        self.finish(op, pieces, builder)

    def _rewrite(self, op: Operation) -> None:
        if op.regions:
            self._rewrite_regions(op)
            return
        handler = self.handlers.get(type(op))
        if handler is not None and handler(self, op):
            return
        concerned = [index for index, value in enumerate(op.operands) if value in self.pieces]
        for index in concerned:
            op.operands[index] = self.whole(op.operands[index], self.before(op))
        for result in op.results:
            if (slots := self.slots.of(result)) is not None:
                builder = Pieces(Builder(InsertPoint.after(op)), op.location)
                self._set(result, builder.of(result, slots))

    def _rewrite_regions(self, op: Operation) -> None:
        handler = REGION_OPS.get(type(op))
        if handler is not None:
            handler(self, op)
            return
        for index, value in enumerate(op.operands):
            if value in self.pieces:
                op.operands[index] = self.whole(value, self.before(op))
        for region in op.regions:
            for block in region.blocks:
                for inner in list(block.ops):
                    self._rewrite(inner)

    def _set(self, value: SSAValue, pieces: list[Piece]) -> None:
        for piece in pieces:
            if value.name_hint and not piece.value.name_hint:
                piece.value.name_hint = value.name_hint
        self.pieces[value] = pieces
