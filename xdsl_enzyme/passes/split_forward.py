"""Forward mode after the first half of reverse mode: the function is not run again, its tangents are.

::

    %y, %tape = enzyme.augment @f(%x, %dx)                   func.func @f(%x) { %v = llvm.load %x;  llvm.store %c, %x;  … }
    %dy = enzyme.forward_split @f(%null, %dx, %tape)
    -->
    %y = func.call @f.recorded(%x, %tape)                    … %v = llvm.load %x;  record %v;  llvm.store %c, %x
    %dy = func.call @f.forward(%null, %dx, %cursor)          … %v = read %cursor;  %dv = llvm.load %dx;  llvm.store %c0, %dx

`@f.forward` is that of plain forward mode, without what it does to the program's memory. What was read there, and is needed, comes from the
recording that `@f.recorded` has made; all else is computed again. So the arguments may be null, or lead to memory that has changed since.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from xdsl.dialects import func, llvm
from xdsl.dialects.builtin import IntegerAttr, ModuleOp, StringAttr, SymbolRefAttr, i64
from xdsl.ir import Operation, SSAValue
from xdsl.rewriter import InsertPoint, Rewriter
from xdsl.traits import IsTerminator

from xdsl_enzyme.analyses.differing_values import PROGRAM_OP
from xdsl_enzyme.analyses.recomputation import is_repeatable
from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.dialects.enzyme import (
    Activity,
    AugmentOp,
    DifferentiationOperation,
    ForwardSplitOp,
    PlaceholderOp,
    ReverseOp,
)
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.passes.cache_memory import Emitter, pointer
from xdsl_enzyme.passes.derivative_calls import call_derivative
from xdsl_enzyme.passes.derivative_context import Settings
from xdsl_enzyme.passes.derivative_functions import DerivativeFunctions
from xdsl_enzyme.passes.program_pointers import refuse_uses_of_program_memory
from xdsl_enzyme.passes.recordings import (
    free_recording,
    new_cursor,
    new_recording,
    read,
    record,
    require_recordable,
)
from xdsl_enzyme.passes.request_order import requests_within
from xdsl_enzyme.passes.shared_caches import set_signature
from xdsl_enzyme.passes.symbol_names import unused_name

Recorded = tuple[func.FuncOp, int, int]
"""A result of an op of the program: the function, the number of the op, and that of the result."""


def expand_split_forward(module: ModuleOp) -> None:
    """Expand all `enzyme.forward_split` of a module, and the `enzyme.augment` of what they differentiate."""
    requests = [op for op in walk_regions(module) if isinstance(op, ForwardSplitOp)]
    if requests:
        _Expansion(module).expand(requests)


@dataclass
class _Expansion:
    module: ModuleOp
    maker: DerivativeFunctions = field(init=False)
    program: dict[func.FuncOp, func.FuncOp] = field(default_factory=lambda: {})
    """By forward-mode function: the function that it is of."""
    copies: dict[func.FuncOp, func.FuncOp] = field(default_factory=lambda: {})
    """By function: a copy with the numbers that the ops have in forward-mode functions."""
    placeholders: dict[func.FuncOp, list[tuple[Recorded, PlaceholderOp]]] = field(
        default_factory=lambda: {}
    )
    """By forward-mode function: where results are wanted again."""
    needed: set[Recorded] = field(default_factory=lambda: set())
    calls: dict[tuple[func.FuncOp, int], func.FuncOp | None] = field(default_factory=lambda: {})
    """What is called by which op, if what it reads is recorded as well."""

    def __post_init__(self) -> None:
        self.maker = DerivativeFunctions(self.module, Settings(separate=True))
        self.maker.forward_functions.before_forward = self._number

    def expand(self, requests: Sequence[ForwardSplitOp]) -> None:
        callees = {request.callee() for request in requests}
        halves = [
            op
            for op in walk_regions(self.module)
            if isinstance(op, AugmentOp | ReverseOp) and op.callee() in callees
        ]
        self._refuse_higher_order([*requests, *halves])
        functions = [self._forward(request) for request in requests]
        for function in self.program:
            self._take_apart(function)
        for function in self.program:
            self._read_what_is_needed(function)
        for program, copy in self.copies.items():
            name = unused_name(self.module, f"{program.sym_name.data}.recorded")
            copy.properties["sym_name"] = StringAttr(name)
            self.module.body.block.insert_op_after(copy, program)
        for program, copy in self.copies.items():
            self._record_what_is_needed(program, copy)
        for request, function in zip(requests, functions, strict=True):
            self._replace_request(request, function, halves)
        for half in halves:
            self._replace_half(half, [one for one in halves if one.fn == half.fn])

    def _refuse_higher_order(self, requests: Sequence[DifferentiationOperation]) -> None:
        ours = set(requests)
        for request in [
            op for op in walk_regions(self.module) if isinstance(op, DifferentiationOperation)
        ]:
            for inner in requests_within(self.module, request.callee()):
                if inner in ours or request in ours:
                    raise DifferentiationError(
                        f"a derivative of higher order of {inner.fn}, in split forward mode",
                        where=request,
                        why="what is on the tape has no derivative",
                        hint="use __enzyme_fwddiff",
                    )

    # Making the functions

    def _number(self, function: func.FuncOp, clone: func.FuncOp) -> None:
        for number, op in enumerate(walk_regions(clone)):
            op.attributes[PROGRAM_OP] = IntegerAttr(number, i64)
        self.program[clone] = function
        if function not in self.copies:
            self.copies[function] = clone.clone()

    def _forward(self, request: ForwardSplitOp) -> func.FuncOp:
        if request.runtime_activity is not None:
            raise DifferentiationError(
                "enzyme_runtime_activity in split forward mode",
                where=request,
                why="whether memory is its own shadow can't be told without the memory",
                hint="use __enzyme_fwddiff",
            )
        return self.maker.forward_functions.forward(
            request.callee(),
            request.argument_activities,
            request.result_activities,
            1 if request.separate is not None else request.width.value.data,
        )

    def _take_apart(self, function: func.FuncOp) -> None:
        """Leave out what a forward-mode function does to the program's memory, and find out what it needs to know of it."""
        program = self.program[function]
        original = {_number_of(op): op for op in walk_regions(self.copies[program])}
        refuse_uses_of_program_memory(function, self.maker.context.made, self._forward_callee)
        derivative = self.maker.context.made[function]
        found = self.placeholders[function] = list[tuple[Recorded, PlaceholderOp]]()
        for op in list(walk_regions(function))[1:]:
            number = _number_of(op)
            if number is None or derivative.is_new(op):
                continue
            if op.regions or op.has_trait(IsTerminator) or _is_computed(op):
                continue
            if isinstance(op, func.CallOp) and _callee_name(op) != _callee_name(original[number]):
                self._note_call(program, number, self._derivative_called(op))
                continue
            self._note_call(program, number, None)
            new = [PlaceholderOp.create(result_types=[result.type]) for result in op.results]
            for one in new:
                require_recordable(one.results[0].type, op)
            found += [((program, number, k), one) for k, one in enumerate(new)]
            Rewriter.replace_op(op, new, [one.results[0] for one in new])
        for op in reversed(list(walk_regions(function))):
            if (
                is_repeatable(op)
                and not isinstance(op, PlaceholderOp)
                and not op.has_trait(IsTerminator)
                and all(result.first_use is None for result in op.results)
            ):
                Rewriter.erase_op(op)
        self.needed |= {what for what, one in found if one.results[0].first_use is not None}

    def _forward_callee(self, op: Operation) -> func.FuncOp | None:
        callee = lookup(op, op.callee) if isinstance(op, func.CallOp) else None
        return callee if isinstance(callee, func.FuncOp) and callee in self.program else None

    def _derivative_called(self, op: func.CallOp) -> func.FuncOp | None:
        """What a call in the place of one of the program differentiates; None for a derivative of the program's own."""
        callee = self._forward_callee(op)
        if callee is not None:
            return self.program[callee]
        if any(isinstance(operand.type, llvm.LLVMPointerType) for operand in op.operands):
            raise DifferentiationError(
                f"'{_callee_name(op)}' takes memory, and is called in split forward mode",
                where=op,
                why="it has a derivative of its own, which would see the memory as it is later",
                hint="use __enzyme_fwddiff",
            )
        return None

    def _note_call(self, program: func.FuncOp, number: int, callee: func.FuncOp | None) -> None:
        if self.calls.setdefault((program, number), callee) is not callee:
            raise DifferentiationError(
                f"'{program.sym_name.data}' is differentiated in split forward mode with different activities",
                where=program,
                why="one function is called with active arguments here, and without there",
                hint="use the same activities for all derivatives of a function",
            )

    # Reading and recording

    def _read_what_is_needed(self, function: func.FuncOp) -> None:
        derivative = self.maker.context.made[function]
        derivative_ops = {op for op in walk_regions(function) if derivative.is_new(op)}
        cursor = _with_argument(function) if self.needed else None
        for what, placeholder in self.placeholders[function]:
            if cursor is not None and what in self.needed:
                emit = Emitter(InsertPoint.before(placeholder))
                value = read(emit, cursor, placeholder.results[0].type)
                Rewriter.replace_op(placeholder, [], [value])
            else:
                Rewriter.erase_op(placeholder)
        ops = list(walk_regions(function))
        derivative.primal = frozenset(op for op in ops if op not in derivative_ops)
        for op in ops:
            op.attributes.pop(PROGRAM_OP, None)
            if cursor is not None and self._forward_callee(op) is not None:
                op.operands = [*op.operands, cursor]

    def _record_what_is_needed(self, program: func.FuncOp, copy: func.FuncOp) -> None:
        numbered = [(_number_of(op), op) for op in walk_regions(copy)]
        for _, op in numbered:
            del op.attributes[PROGRAM_OP]
        if not self.needed:
            return
        recording = _with_argument(copy)
        for number, op in numbered[1:]:
            assert number is not None
            callee = self.calls.get((program, number))
            if callee is not None:
                assert isinstance(op, func.CallOp)
                op.properties["callee"] = SymbolRefAttr(self.copies[callee].sym_name.data)
                op.operands = [*op.operands, recording]
            emit = Emitter(InsertPoint.after(op), op.location)
            for k, result in enumerate(op.results):
                if (program, number, k) in self.needed:
                    record(emit, self.module, recording, result)

    # Requests

    def _replace_request(
        self,
        request: ForwardSplitOp,
        function: func.FuncOp,
        halves: Sequence[DifferentiationOperation],
    ) -> None:
        keeps = request.keeps_tape is not None
        same = [one for one in halves if one.fn == request.fn]
        if self.needed and not any(isinstance(one, AugmentOp) for one in same):
            raise DifferentiationError(
                f"there is no __enzyme_augmentfwd of {request.fn} here",
                where=request,
                why="what it puts on the tape is decided together with what is taken from there",
                hint="call both in one file, or compile with -flto",
            )
        is_reversed = any(isinstance(one, ReverseOp) for one in same)
        if is_reversed and not keeps:
            raise DifferentiationError(
                f"a tape of {request.fn} is freed in split forward mode",
                where=request,
                why="there is an __enzyme_reverse of it, too, which frees all that is on the tape",
                hint="pass enzyme_nofree to __enzyme_fwdsplit",
            )
        emit = Emitter(InsertPoint.before(request), request.location)
        *inputs, tape = request.inputs
        recording = tape
        cursor: list[SSAValue] = []
        if self.needed:
            if is_reversed:
                recording = emit.load(emit.element(tape, pointer, 1), pointer)
            cursor.append(new_cursor(emit, recording))
        width = request.width.value.data
        if request.separate is not None:
            function = self.maker.in_directions(width, [function]).of(function)
        self.maker.context.shadow_globals.set_to_zero(emit.builder)
        directions = width if request.separate is not None else 1
        first = len(request.result_activities)
        types = [*function.function_type.outputs.data]
        order: list[int] = []
        tangent = first
        for position, one in enumerate(request.result_activities):
            order += [position] * one.is_needed
            if one.is_active:
                order += range(tangent, tangent + directions)
                tangent += directions
        for position, type in zip(order, request.outputs.types, strict=True):
            types[position] = type
        results = call_derivative(request, function, [*inputs, *cursor], types)
        if self.needed and not keeps:
            free_recording(Emitter(InsertPoint.before(request)), self.module, recording)
        Rewriter.replace_op(request, [], [results[position] for position in order])

    def _replace_half(
        self, half: DifferentiationOperation, halves: Sequence[DifferentiationOperation]
    ) -> None:
        is_reversed = any(isinstance(one, ReverseOp) for one in halves)
        if isinstance(half, AugmentOp) and not is_reversed:
            self._record_only(half)
        elif self.needed:
            self._record_as_well(half)

    def _record_only(self, half: AugmentOp) -> None:
        """Nothing but a recording is on the tape."""
        if any(one is Activity.DUP for one in half.result_activities):
            raise DifferentiationError(
                f"{half.fn} returns a pointer, and is differentiated in split forward mode",
                where=half,
                why="the shadow of the result is made later",
                hint="pass the memory as an argument, or use __enzyme_fwddiff",
            )
        emit = Emitter(InsertPoint.before(half), half.location)
        recording = [new_recording(emit, self.module)] if self.needed else []
        copy = self.copies[half.callee()]
        types = copy.function_type.outputs.data
        results = call_derivative(half, copy, [*_primals(half), *recording], types)
        tape = recording[0] if recording else emit.null()
        Rewriter.replace_op(half, [], [*results, tape])

    def _record_as_well(self, half: DifferentiationOperation) -> None:
        """The tape is the address of the one of reverse mode, and of a recording."""
        emit = Emitter(InsertPoint.before(half), half.location)
        name = self.copies[half.callee()].sym_name.data
        activities = [*half.argument_activities, Activity.CONST]
        form = (
            activities,
            half.result_activities,
            half.width.value.data,
            bool(half.strong_zero.value.data),
            half.separate is not None,
        )
        own = len([*_arguments(half)])
        if isinstance(half, AugmentOp):
            recording = new_recording(emit, self.module)
            augment = AugmentOp(name, [*half.inputs, recording], half.outputs.types, *form)
            emit.insert(augment)
            both = emit.allocate(self.module, "malloc", [16])
            emit.store(augment.results[-1], both)
            emit.store(recording, emit.element(both, pointer, 1))
            Rewriter.replace_op(half, [], [*augment.results[:-1], both])
            return
        *inputs, tape = half.inputs
        assert isinstance(half, ReverseOp)
        keeps = half.keeps_tape is not None
        inner = emit.load(tape, pointer)
        recording = emit.load(emit.element(tape, pointer, 1), pointer)
        operands = [*inputs[:own], recording, *inputs[own:], inner]
        reverse = ReverseOp(name, operands, half.outputs.types, *form, keeps_tape=keeps)
        emit.insert(reverse)
        if not keeps:
            free_recording(emit, self.module, recording)
            emit.release(self.module, tape)
        Rewriter.replace_op(half, [], reverse.results)


def _number_of(op: Operation) -> int | None:
    number = op.attributes.get(PROGRAM_OP)
    return number.value.data if isinstance(number, IntegerAttr) else None


def _callee_name(op: Operation) -> str | None:
    return op.callee.root_reference.data if isinstance(op, func.CallOp) else None


def _is_computed(op: Operation) -> bool:
    """Whether an op of the program is done again. What it tells of addresses is not: they may be others."""
    if isinstance(op, llvm.AllocaOp):
        return True
    is_of_addresses = any(isinstance(one.type, llvm.LLVMPointerType) for one in op.operands)
    makes_address = any(isinstance(one.type, llvm.LLVMPointerType) for one in op.results)
    return is_repeatable(op) and (makes_address or not is_of_addresses)


def _with_argument(function: func.FuncOp) -> SSAValue:
    """One more argument, a pointer."""
    block = function.body.block
    argument = block.insert_arg(pointer, len(block.args))
    set_signature(function, list(function.function_type.outputs.data))
    return argument


def _arguments(request: DifferentiationOperation) -> Iterator[bool]:
    """For each argument and each shadow that a request takes: whether it is an argument."""
    directions = request.width.value.data if request.separate is not None else 1
    for one in request.argument_activities:
        yield True
        yield from [False] * (directions if one.is_duplicated else 0)


def _primals(request: DifferentiationOperation) -> list[SSAValue]:
    return [
        value
        for value, is_primal in zip(request.inputs, _arguments(request), strict=False)
        if is_primal
    ]
