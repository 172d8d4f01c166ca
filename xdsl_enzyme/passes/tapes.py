"""Reverse mode in two calls that may be in different functions: the tape between them is memory.

::

    %y, %tape = enzyme.augment @f(%x) {…}
    -->
    %cache = enzyme.init;  %y = func.call @f.augmented(%x, %cache);  %tape = malloc;  llvm.store %cache, %tape

    %dx = enzyme.reverse @f(%x, %seed, %tape) {…}
    -->
    %cache = llvm.load %tape;  %dx = func.call @f.reverse(%x, %seed, %cache);  free(%tape)

A cache is a pointer once `enzyme-lower-cache` has run: one that is stored is on the heap, and one that is loaded is freed after its use.
Where caches hold addresses of shadows, these have to be the same in both calls; if they are not, the program ends with a message.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xdsl.builder import Builder
from xdsl.dialects import func, llvm, scf
from xdsl.dialects.builtin import IntegerAttr, IntegerType, ModuleOp, i64
from xdsl.ir import Attribute, Block, Region, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.dialects.enzyme import (
    AugmentOp,
    CacheType,
    DifferentiationOperation,
    InitOp,
    ReverseOp,
)
from xdsl_enzyme.dialects.llvm_extra import MemcpyOp, PointerCompareOp
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.errors import DifferentiationError, source_location
from xdsl_enzyme.passes.cache_memory import Emitter
from xdsl_enzyme.passes.derivative_calls import call_derivative
from xdsl_enzyme.passes.derivative_functions import DerivativeFunctions
from xdsl_enzyme.passes.free_lists import FreeList
from xdsl_enzyme.passes.shared_caches import Cache
from xdsl_enzyme.rules.c_runtime import call_runtime, module_of
from xdsl_enzyme.rules.end_program import end_program
from xdsl_enzyme.rules.scf import integer

_POINTER = llvm.LLVMPointerType()
_POINTER_SIZE = 8
_NOT_EQUAL = 1
_HEADER_SIZE = 24
"""What describes a cache that is lent: see `cache_buffers`."""


def expand_augment(request: AugmentOp, maker: DerivativeFunctions) -> Sequence[SSAValue]:
    """Call the first half, and store its caches."""
    halves = _halves(request, maker)
    builder = Builder(InsertPoint.before(request))
    module = module_of(request)
    caches = [_new(builder, module, cache) for cache in halves.caches]
    *wanted, _ = request.outputs.types
    results = call_derivative(request, halves.augmented, [*request.inputs, *caches], wanted)
    if not caches:
        return [*results, builder.insert(llvm.ZeroOp.create(result_types=[_POINTER])).results[0]]
    stored = [*caches, *_checked_shadows(request, halves)]
    size = integer(builder, _POINTER_SIZE * len(stored), i64)
    [tape] = call_runtime(builder, module, "malloc", [size])
    for position, value in enumerate(stored):
        _store(builder, value, _slot(builder, tape, position))
    return [*results, tape]


def expand_reverse(request: ReverseOp, maker: DerivativeFunctions) -> Sequence[SSAValue]:
    """Load the caches, and call the second half with them."""
    halves = _halves(request, maker)
    keeps = request.keeps_tape is not None
    if keeps:
        _refuse_frees(request, halves)
    builder = Builder(InsertPoint.before(request))
    module = module_of(request)
    *inputs, tape = request.inputs
    caches: list[SSAValue] = []
    for position, cache in enumerate(halves.caches):
        slot = _slot(builder, tape, position)
        if keeps:
            slot = _copied(builder, _load(builder, slot, _POINTER))
        loaded = _load(builder, slot, cache.type)
        if keeps:
            # What is stored somewhere belongs to someone else, and is not freed here.
            _store(builder, loaded, slot)
        caches.append(loaded)
    if caches:
        for position, shadow in enumerate(_checked_shadows(request, halves), start=len(caches)):
            before = _load(builder, _slot(builder, tape, position), _POINTER)
            _require_same(builder, request, shadow, before)
    results = call_derivative(request, halves.reverse, [*inputs, *caches], request.outputs.types)
    for head, cache in zip(caches, halves.caches, strict=True):
        if cache.frees is not None:
            FreeList(cache.frees, head).make_calls(Emitter(InsertPoint.before(request)), module)
            call_runtime(builder, module, "free", [head])
    if caches and not keeps:
        call_runtime(builder, module, "free", [tape])
    return results


def _new(builder: Builder, module: ModuleOp, cache: Cache) -> SSAValue:
    """A new cache, or a new list of what is to be freed, on the heap."""
    if isinstance(type := cache.type, CacheType):
        return builder.insert(InitOp(type.element_type)).cache
    [head] = call_runtime(builder, module, "malloc", [integer(builder, _POINTER_SIZE, i64)])
    _store(builder, builder.insert(llvm.ZeroOp.create(result_types=[_POINTER])).results[0], head)
    return head


@dataclass(frozen=True)
class _Halves:
    """The two functions of a request, and the caches that they share."""

    augmented: func.FuncOp
    reverse: func.FuncOp
    caches: Sequence[Cache]


def _halves(request: DifferentiationOperation, maker: DerivativeFunctions) -> _Halves:
    is_separate = request.separate is not None
    pair = maker.split(
        request.callee(),
        request.argument_activities,
        request.result_activities,
        1 if is_separate else request.width.value.data,
    )
    caches = pair.group.caches
    if not is_separate:
        return _Halves(*pair.halves, caches)
    directions = maker.in_directions(request.width.value.data, pair.halves)
    augmented, reverse = map(directions.of, pair.halves)
    repeated = [
        cache
        for cache in caches
        for _ in range(directions.width if directions.differs(pair.view(cache)[0]) else 1)
    ]
    return _Halves(augmented, reverse, repeated)


def _checked_shadows(request: DifferentiationOperation, halves: _Halves) -> list[SSAValue]:
    """The shadows that must be the same in both halves: all pointers, if addresses are stored."""
    kinds = [cache.type for cache in halves.caches]
    if not any(isinstance(type, CacheType) and holds_pointers(type.element_type) for type in kinds):
        return []
    inputs = iter(request.inputs)
    directions = 1 if request.separate is None else request.width.value.data
    shadows: list[SSAValue] = []
    for one in request.argument_activities:
        next(inputs)
        for _ in range(directions if one.is_duplicated else 0):
            shadow = next(inputs)
            if isinstance(shadow.type, llvm.LLVMPointerType):
                shadows.append(shadow)
    return shadows


def _require_same(builder: Builder, request: ReverseOp, shadow: SSAValue, before: SSAValue) -> None:
    """End the program if the shadow is not that of the forward sweep, whose addresses are on the tape."""
    differs = builder.insert(PointerCompareOp(_NOT_EQUAL, shadow, before)).results[0]
    block = Block()
    where = source_location(request)
    end_program(
        Builder(InsertPoint.at_end(block)),
        module_of(request),
        f"{where + ': ' if where else ''}the reverse of {request.fn.root_reference.data} has another shadow than its"
        " augmented function\n  because the tape holds addresses in the first one\n",
    )
    block.add_op(scf.YieldOp())
    builder.insert(scf.IfOp(differs, [], Region(block)))


def _refuse_frees(request: ReverseOp, halves: _Halves) -> None:
    """The reverse sweep frees what the primal has allocated; it can do so once."""
    if any(cache.frees is not None for cache in halves.caches) or any(
        isinstance(op, func.CallOp) and op.callee.root_reference.data == "free"
        for function in _reached(halves.reverse)
        for op in walk_regions(function)
    ):
        raise DifferentiationError(
            f"the tape of {request.fn} cannot be used more than once",
            where=request,
            why="the function allocates memory, which its reverse sweep frees",
            hint="leave out enzyme_nofree, and make a tape per reverse sweep",
        )


def _reached(function: func.FuncOp) -> set[func.FuncOp]:
    """The functions that a function calls, directly or not, and itself."""
    seen = {function}
    pending = [function]
    while pending:
        for op in walk_regions(pending.pop()):
            callee = lookup(op, op.callee) if isinstance(op, func.CallOp) else None
            if isinstance(callee, func.FuncOp) and callee not in seen:
                seen.add(callee)
                pending.append(callee)
    return seen


def _slot(builder: Builder, tape: SSAValue, position: int) -> SSAValue:
    if position == 0:
        return tape
    op = llvm.GEPOp.from_mixed_indices(tape, [_POINTER_SIZE * position], IntegerType(8))
    return builder.insert(op).results[0]


def _alloca(builder: Builder, size: int) -> SSAValue:
    return builder.insert(
        llvm.AllocaOp.create(
            operands=[integer(builder, size, i64)],
            result_types=[_POINTER],
            properties={"elem_type": IntegerType(8), "alignment": IntegerAttr(8, i64)},
        )
    ).results[0]


def _copied(builder: Builder, header: SSAValue) -> SSAValue:
    """The address of a copy of the description of a cache, in memory: values that are taken off a copy stay in the original."""
    copy = _alloca(builder, _HEADER_SIZE)
    builder.insert(MemcpyOp(copy, header, integer(builder, _HEADER_SIZE, i64)))
    place = _alloca(builder, _POINTER_SIZE)
    _store(builder, copy, place)
    return place


def _load(builder: Builder, address: SSAValue, type: Attribute) -> SSAValue:
    op = llvm.LoadOp.create(
        operands=[address], result_types=[type], properties={"ordering": IntegerAttr(0, i64)}
    )
    return builder.insert(op).results[0]


def _store(builder: Builder, value: SSAValue, address: SSAValue) -> None:
    builder.insert(
        llvm.StoreOp.create(operands=[value, address], properties={"ordering": IntegerAttr(0, i64)})
    )
