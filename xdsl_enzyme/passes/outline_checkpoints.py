"""Loops that are reversed with checkpoints become functions, and so do their iterations.

On structured form, in a function that is about to be reversed::

    %r = scf.for %i = %l to %u step %s iter_args(%v = %x) { … } {enzyme.checkpoint = 3}
    -->
    func.func private @f.step(%i, %v, …) { … return %w }
    func.func private @f.loop(%l, %u, %s, %x, …, %memory, %bytes, …) {enzyme.checkpoint = {…}} {
      %r = scf.for %i = %l to %u step %s iter_args(%v = %x) { %w = call @f.step(%i, %v, …); scf.yield %w }
      return %r
    }
    %r = call @f.loop(%l, %u, %s, %x, …, %memory, %bytes, …)

`…` is what the loop captures. The pieces of memory that must be put back to run an iteration again come last, with their sizes. How such a function is
reversed is in `checkpointed_loops`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xdsl.dialects import func, scf
from xdsl.dialects.builtin import (
    ArrayAttr,
    DictionaryAttr,
    IntegerAttr,
    ModuleOp,
    StringAttr,
    UnitAttr,
    UnrealizedConversionCastOp,
    i64,
)
from xdsl.ir import Attribute, Block, Operation, Region, SSAValue
from xdsl.rewriter import InsertPoint, Rewriter
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.loop_memory import Memory, Role, memory_of_loop
from xdsl_enzyme.analyses.memory_types import is_pointer
from xdsl_enzyme.analyses.pointer_roots import PointerRoots
from xdsl_enzyme.analyses.value_flow import is_inside, terminator, walk_regions
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.passes.cache_memory import Emitter
from xdsl_enzyme.passes.checkpointed_while import CountedForm, counted_form
from xdsl_enzyme.passes.loop_emitter import Values, call, while_true
from xdsl_enzyme.passes.memory_extents import extent
from xdsl_enzyme.passes.reverse_sweep import CONSTANTS
from xdsl_enzyme.passes.symbol_names import unused_name

CHECKPOINT = "enzyme.checkpoint"
"""
The attribute of a loop that is reversed with checkpoints: how many, as an integer; without one, as many as the logarithm of the number of its
iterations. On the function that becomes of it: a dictionary.
"""


BYTES = "enzyme.checkpoint_bytes"
"""The attribute of such a loop that says how many bytes its checkpoints may take together."""


@dataclass(frozen=True)
class CheckpointedLoop:
    """What the attribute of an outlined loop says."""

    snapshots: int
    """How many checkpoints there are room for; 0 for the logarithm of the number of iterations."""
    carried: int
    """How many values an iteration hands on to the next one."""
    captured: int
    roles: tuple[Role, ...]
    """What has to be done with each piece of memory."""
    is_while: bool = False
    """Whether its iterations have to be counted: they return if there is another one, after what they hand on."""

    bytes: int = 0
    """How many bytes all checkpoints may take; 0 if that does not matter."""

    def attribute(self) -> DictionaryAttr:
        """The attribute that says this."""
        facts: dict[str, Attribute] = {
            "snapshots": IntegerAttr(self.snapshots, i64),
            "carried": IntegerAttr(self.carried, i64),
            "captured": IntegerAttr(self.captured, i64),
            "memory": ArrayAttr(StringAttr(role.value) for role in self.roles),
        }
        if self.is_while:
            facts["while"] = UnitAttr()
        if self.bytes:
            facts["bytes"] = IntegerAttr(self.bytes, i64)
        return DictionaryAttr(facts)

    @staticmethod
    def of(function: func.FuncOp) -> CheckpointedLoop | None:
        """What a function says that is an outlined loop; None for others."""
        known = function.attributes.get(CHECKPOINT)
        if not isinstance(known, DictionaryAttr):
            return None
        numbers: list[int] = []
        for name in ("snapshots", "carried", "captured"):
            number = known.data[name]
            assert isinstance(number, IntegerAttr)
            numbers.append(number.value.data)
        memory = known.data["memory"]
        assert isa(memory, ArrayAttr[StringAttr])
        roles = [Role(one.data) for one in memory]
        is_while = "while" in known.data
        size = known.data.get("bytes")
        bytes = size.value.data if isinstance(size, IntegerAttr) else 0
        return CheckpointedLoop(numbers[0], numbers[1], numbers[2], tuple(roles), is_while, bytes)


def outline_checkpoints(
    module: ModuleOp, function: func.FuncOp, *, is_called: bool
) -> list[func.FuncOp]:
    """
    Outline the outermost loops of `function` with the attribute; those inside of them follow when the iteration is
    reversed. Returns the functions that are made. `is_called` as in `memory_of_loop`.
    """
    # A call says less about memory than a loop: all loops are looked at before the first one becomes a call.
    found: list[_Outlining] = []
    for op in list(_outermost(function)):
        snapshots = _snapshots(op)
        form = counted_form(op) if isinstance(op, scf.WhileOp) else None
        loop = op if form is None else form.loop
        if not isinstance(loop, scf.ForOp):
            raise DifferentiationError(
                f"cannot reverse '{op.name}' with checkpoints",
                where=op,
                why="its iterations do not run one after the other",
                hint=f"use '{CHECKPOINT}' on scf.for and scf.while",
            )
        found.append(_Outlining(module, function, loop, form, snapshots))
    for one in found:
        one.look_at_memory(is_called=is_called)
    return [made for one in found for made in one.run()]


def _outermost(op: Operation) -> list[Operation]:
    found: list[Operation] = []
    for region in op.regions:
        for block in region.blocks:
            for inner in block.ops:
                found += [inner] if CHECKPOINT in inner.attributes else _outermost(inner)
    return found


def _snapshots(op: Operation) -> int:
    attribute = op.attributes[CHECKPOINT]
    if isinstance(attribute, UnitAttr):
        return 0
    if isinstance(attribute, IntegerAttr) and attribute.value.data > 0:
        return attribute.value.data
    raise DifferentiationError(
        f"{CHECKPOINT} = {attribute} is not understood",
        where=op,
        hint="the number of checkpoints, 1 or more, as an integer; or nothing, for as many as the logarithm of the number of iterations",
    )


class _Outlining:
    """One loop on its way."""

    def __init__(
        self,
        module: ModuleOp,
        function: func.FuncOp,
        loop: scf.ForOp,
        form: CountedForm | None,
        snapshots: int,
    ):
        self.module = module
        self.function = function
        self.loop = loop
        self.form = form
        size = (loop if form is None else form).attributes.get(BYTES)
        self.bytes = size.value.data if isinstance(size, IntegerAttr) else 0
        self.snapshots = snapshots
        self.memory: list[Memory] = []
        self.extents = UnrealizedConversionCastOp.create()
        """Holds the addresses and sizes of the memory, which may be results of other loops, until these are calls, too."""
        self.captured: list[SSAValue] = []

    def look_at_memory(self, *, is_called: bool) -> None:
        """Find out which memory there is, and build its addresses and sizes before the loop."""
        self.memory = memory_of_loop(
            self.function, self.loop, is_called=is_called, is_while=self.form is not None
        )
        emit = Emitter(InsertPoint.before(self.loop), self.loop.location)
        self.extents.operands = [
            value for one in self.memory for value in extent(emit, self.function, one)
        ]
        emit.insert(self.extents)

    def _captured(self) -> list[SSAValue]:
        """What the iterations use from outside; constants are made anew."""
        block = self.loop.body.block
        captured: dict[SSAValue, None] = {}
        constants: dict[SSAValue, SSAValue] = {}
        for op in [inner for one in block.ops for inner in walk_regions(one)]:
            for index, operand in enumerate(op.operands):
                owner = operand.owner
                home = owner if isinstance(owner, Block) else owner.parent_block()
                if home is None or is_inside(home, self.loop.body):
                    continue
                if not isinstance(owner, CONSTANTS):
                    captured[operand] = None
                    continue
                if operand not in constants:
                    clone = owner.clone()
                    Emitter(InsertPoint.at_start(block)).insert(clone)
                    constants[operand] = clone.results[0]
                op.operands[index] = constants[operand]
        return list(captured)

    def run(self) -> list[func.FuncOp]:
        """Replace the loop by a call. Returns the functions that are made."""
        loop = self.loop
        extents = list(self.extents.operands)
        Rewriter().erase_op(self.extents)
        self.captured = self._captured()
        apart = self._pointers_apart()
        step = self._step()
        step.arg_attrs = ArrayAttr(
            DictionaryAttr({"llvm.noalias": UnitAttr()} if one in apart else {})
            for one in (loop.body.block.args[0], *loop.iter_args, *self.captured)
        )
        given = [loop.lb, loop.ub, loop.step, *loop.iter_args, *self.captured, *extents]
        function = self._loop(step, given)
        all_iterations = func.CallOp(function.sym_name.data, given, list(loop.result_types))
        all_iterations.location = loop.location
        Rewriter().replace_op(loop, all_iterations)
        return [step, function]

    def _pointers_apart(self) -> set[SSAValue]:
        """The pointers among what iterations are given whose memory is reached in no other way."""
        known = PointerRoots(self.function)
        given = [one for one in (*self.loop.iter_args, *self.captured) if is_pointer(one.type)]
        arguments = self.loop.body.block.args[1:]
        roots = {
            one: set(known.of(argument))
            for one, argument in zip(self.loop.iter_args, arguments, strict=True)
            if is_pointer(one.type)
        }
        roots |= {one: set(known.of(one)) for one in self.captured if is_pointer(one.type)}
        if len(set(given)) < len(given):
            return set()
        return {
            one
            for one in given
            if all(
                root.is_exclusive
                and isinstance(root.origin, SSAValue)
                and not known.is_captured(root.origin)
                for root in roots[one]
            )
            and not any(roots[one] & roots[other] for other in given if other is not one)
        }

    def _step(self) -> func.FuncOp:
        """The function of one iteration."""
        loop = self.loop
        old = loop.body.block
        region = Region()
        inputs = [*old.arg_types, *(value.type for value in self.captured)]
        new = Block(arg_types=inputs)
        region.add_block(new)
        for argument, inside in zip(old.args, new.args, strict=False):
            inside.name_hint = argument.name_hint
            argument.replace_all_uses_with(inside)
        for value, inside in zip(self.captured, new.args[len(old.args) :], strict=True):
            inside.name_hint = value.name_hint
            value.replace_uses_with_if(inside, lambda use: _is_in(use.operation, loop))
        last = terminator(old)
        results = list(last.operands)
        if self.form is not None:
            results.append(self.form.condition)
        last.detach()
        last.erase()
        for op in list(old.ops):
            op.detach()
            new.add_op(op)
        new.add_op(func.ReturnOp(*results))
        return self._insert("step", inputs, [value.type for value in results], region)

    def _loop(self, step: func.FuncOp, given: Sequence[SSAValue]) -> func.FuncOp:
        """The function of all iterations."""
        loop = self.loop
        types = [value.type for value in given]
        block = Block(arg_types=types)
        emit = Emitter(InsertPoint.at_end(block), loop.location)
        lower, upper, by, *rest = block.args
        carried = len(loop.iter_args)
        initial = rest[:carried]
        captured = rest[carried : carried + len(self.captured)]
        if self.form is None:
            body = Block(arg_types=[lower.type, *(value.type for value in initial)])
            inner = Emitter(InsertPoint.at_end(body), loop.location)
            body.add_op(scf.YieldOp(*call(inner, step, [*body.args, *captured])))
            new = scf.ForOp(lower, upper, by, initial, body)
            emit.insert(new)
            results = new.results
        else:

            def iteration(inner: Emitter, carried: Values) -> tuple[SSAValue, Values]:
                *following, goes_on = call(inner, step, [lower, *carried, *captured])
                return goes_on, following

            results = while_true(emit, initial, iteration)
        emit.insert(func.ReturnOp(*results))
        outputs = [value.type for value in results]
        function = self._insert("loop", types, outputs, Region(block))
        facts = CheckpointedLoop(
            self.snapshots,
            carried,
            len(self.captured),
            tuple(one.role for one in self.memory),
            self.form is not None,
            self.bytes,
        )
        function.attributes[CHECKPOINT] = facts.attribute()
        return function

    def _insert(
        self, suffix: str, inputs: Sequence[object], outputs: Sequence[object], region: Region
    ) -> func.FuncOp:
        name = unused_name(self.module, f"{self.function.sym_name.data}.{suffix}")
        function = func.FuncOp(name, (inputs, outputs), region, visibility="private")  # pyright: ignore[reportArgumentType]
        function.location = self.loop.location
        self.module.body.block.insert_op_after(function, self.function)
        return function


def _is_in(op: Operation, loop: scf.ForOp) -> bool:
    block = op.parent_block()
    return block is not None and is_inside(block, loop.body)
