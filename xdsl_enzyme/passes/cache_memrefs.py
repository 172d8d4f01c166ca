"""Caches as memrefs, for compilers that lower `memref` themselves.

The same two forms as in `cache_arrays` and `cache_buffers`, without pointers and C functions::

    scf.for %i = 0 to %n { push %c, %v }       %data = memref.alloc(%n) : memref<?xf64>
    scf.for %k { %w = pop %c }            -->  scf.for %i { memref.store %v, %data[%i] }
                                               scf.for %k { %w = memref.load %data[%n - 1 - %k] }
                                               memref.dealloc %data

A cache of unknown length is two slots: a `memref<memref<?xf64>>` for the values, whose memref is replaced by one of twice the
size when it is full, and a `memref<index>` for how many there are. Calls that lend a cache pass both slots.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xdsl.dialects import arith, memref, scf
from xdsl.dialects.builtin import (
    DYNAMIC_INDEX,
    ArrayAttr,
    DictionaryAttr,
    FunctionType,
    IndexType,
    MemRefType,
    ModuleOp,
    TensorType,
)
from xdsl.dialects.func import CallOp, FuncOp
from xdsl.ir import Attribute, Block, BlockArgument, Operation, Region, SSAValue
from xdsl.rewriter import InsertPoint
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.cache_pairs import CachePair
from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.dialects.enzyme import CacheType, InitOp, PopOp, PushOp
from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.passes.cache_arrays import CacheArrays, Nest, PairArray
from xdsl_enzyme.passes.cache_buffers import FIRST_CAPACITY
from xdsl_enzyme.passes.cache_memory import Amount, Emitter, before_end, replace_pop

_index = IndexType()

_DESCRIPTOR = 64
"""About as many bytes as the descriptor of a memref has."""


class _MemrefEmitter(Emitter):
    """Memref ops, and arithmetic on `index`."""

    @staticmethod
    def like(emit: Emitter) -> _MemrefEmitter:
        """At the same point as another one."""
        return _MemrefEmitter(emit.builder.insertion_point, emit.location)

    def at(self, value: Amount) -> SSAValue:
        """An amount as an index."""
        if isinstance(value, int):
            return self.constant(value, _index)
        return value if isinstance(value.type, IndexType) else self.from_i64(value, _index)

    def compute(self, op_class: type[Operation], left: SSAValue, right: SSAValue) -> SSAValue:
        properties = {"overflowFlags": arith.IntegerOverflowAttr("none")}
        return self.value_of(
            op_class.create(operands=[left, right], result_types=[_index], properties=properties)
        )

    def compare_indices(self, left: SSAValue, right: SSAValue) -> SSAValue:
        return self.value_of(arith.CmpiOp(left, right, "eq"))

    def allocate_array(self, element: Attribute, count: Amount) -> SSAValue:
        return self.value_of(memref.AllocOp([self.at(count)], [], _array_of(element)))

    def slot(self, element: Attribute, count: int | None = None) -> SSAValue:
        """Room on the stack for one value, or for an array of them."""
        shape = [] if count is None else [count]
        return self.value_of(memref.AllocaOp.get(element, shape=shape))

    def get(self, array: SSAValue, *indices: SSAValue) -> SSAValue:
        return self.value_of(memref.LoadOp.get(array, indices))

    def put(self, value: SSAValue, array: SSAValue, *indices: SSAValue) -> None:
        self.insert(memref.StoreOp.get(value, array, indices))

    def deallocate(self, array: SSAValue) -> None:
        self.insert(memref.DeallocOp.create(operands=[array]))

    def length(self, array: SSAValue) -> SSAValue:
        return self.value_of(memref.DimOp(array, self.at(0)))

    def for_each(self, count: SSAValue) -> tuple[_MemrefEmitter, SSAValue]:
        """A loop from 0 to `count`: where its body goes, and the induction variable."""
        body = Block(arg_types=[_index])
        body.add_op(scf.YieldOp())
        self.insert(scf.ForOp(self.at(0), count, self.at(1), [], Region(body)))
        return _MemrefEmitter(before_end(body), self.location), body.args[0]


def _array_of(element: Attribute) -> MemRefType[Attribute]:
    return MemRefType(element, [DYNAMIC_INDEX])


def _element(array: Attribute) -> Attribute:
    assert isa(array, MemRefType)
    return array.element_type


class MemrefArrays(CacheArrays):
    """Caches whose length can be computed before the outermost loop: a memref each."""

    def takes(self, nest: Nest) -> bool:
        """Whether both sweeps see what is made before the nest."""
        return nest.first is None or nest.first.parent_block() is self.top

    def value_size(self, pair: CachePair) -> int:
        type = pair.push.value.type
        return _DESCRIPTOR if isinstance(type, MemRefType | TensorType) else size_of(type)

    def put_on_stack(self, array: PairArray, count: int) -> None:
        emit = _MemrefEmitter(InsertPoint.at_start(self.top), array.pair.init.location)
        array.forward_base = array.reverse_base = emit.slot(array.pair.push.value.type, count)

    def put_on_heap(self, arrays: Sequence[PairArray]) -> None:
        first, last = arrays[0].nest.first, arrays[0].nest.last
        assert first is not None
        assert last is not None
        before = _MemrefEmitter(InsertPoint.before(first), first.location)
        after = _MemrefEmitter(InsertPoint.after(last), last.location)
        for array in arrays:
            count = self.total_count(array, before)
            data = before.allocate_array(array.pair.push.value.type, count)
            array.forward_base = array.reverse_base = data
            after.deallocate(data)

    def store(self, pair: CachePair, base: SSAValue, index: Amount) -> None:
        emit = _MemrefEmitter(InsertPoint.before(pair.push), pair.push.location)
        emit.put(pair.push.value, base, emit.at(index))

    def load(self, pair: CachePair, base: SSAValue, index: Amount) -> SSAValue:
        emit = _MemrefEmitter(InsertPoint.before(pair.pop), pair.pop.location)
        return emit.get(base, emit.at(index))


@dataclass(frozen=True)
class _Slots:
    """A cache of unknown length."""

    data: SSAValue
    """`memref<memref<?xT>>`"""
    size: SSAValue
    """`memref<index>`"""

    def __iter__(self) -> Iterator[SSAValue]:
        return iter((self.data, self.size))

    @staticmethod
    def types(cache: CacheType) -> tuple[Attribute, Attribute]:
        return MemRefType(_array_of(cache.element_type), []), MemRefType(_index, [])

    def push(self, emit: _MemrefEmitter, value: SSAValue) -> None:
        size, data = emit.get(self.size), emit.get(self.data)
        is_full = emit.compare_indices(size, emit.length(data))
        emit.when(is_full, lambda then: self._grow(_MemrefEmitter.like(then), data, size))
        emit.put(value, emit.get(self.data), size)
        emit.put(emit.compute(arith.AddiOp, size, emit.at(1)), self.size)

    def _grow(self, emit: _MemrefEmitter, data: SSAValue, size: SSAValue) -> None:
        larger = emit.allocate_array(_element(data.type), emit.compute(arith.AddiOp, size, size))
        body, place = emit.for_each(size)
        body.put(body.get(data, place), larger, place)
        emit.deallocate(data)
        emit.put(larger, self.data)

    def pop(self, emit: _MemrefEmitter) -> SSAValue:
        last = emit.compute(arith.SubiOp, emit.get(self.size), emit.at(1))
        emit.put(last, self.size)
        return emit.get(emit.get(self.data), last)


def lower_to_slots(module: ModuleOp) -> None:
    """Replaces all caches that are left in a module, and the signatures of the functions that borrow them."""
    slots: dict[SSAValue, _Slots] = {}
    ops = list(module.walk())
    functions = [op for op in ops if isinstance(op, FuncOp)]
    borrowed = [argument for op in functions for argument in _take_slots(op, slots)]
    for op in ops:
        if isinstance(op, InitOp):
            _make_slots(op, slots)
    for op in ops:
        emit = _MemrefEmitter(InsertPoint.before(op), op.location) if op.parent else None
        if isinstance(op, PushOp) and emit:
            _slots_of(op, op.cache, slots).push(emit, op.value)
            op.detach()
            op.erase()
        elif isinstance(op, PopOp) and emit:
            replace_pop(op, _slots_of(op, op.cache, slots).pop(emit))
        elif isinstance(op, CallOp):
            _lend_slots(op, slots)
        elif not isinstance(op, InitOp):
            _refuse_caches(op)
    for op in ops:
        if isinstance(op, InitOp):
            op.detach()
            op.erase()
    for argument in borrowed:
        argument.block.erase_arg(argument)


def _lend_slots(op: CallOp, slots: dict[SSAValue, _Slots]) -> None:
    operands: list[SSAValue] = []
    for operand in op.operands:
        if isinstance(operand.type, CacheType):
            operands += _slots_of(op, operand, slots)
        else:
            operands.append(operand)
    op.operands = operands


def _slots_of(op: Operation, cache: SSAValue, slots: dict[SSAValue, _Slots]) -> _Slots:
    if cache not in slots:
        _refuse_caches(op)
    return slots[cache]


def _refuse_caches(op: Operation) -> None:
    values = (*op.operands, *op.results)
    if any(isinstance(value.type, CacheType) for value in values):
        raise LoweringError(
            f"'{op.name}' hands a cache on",
            where=op,
            why="with to=memref, a cache is two memrefs that belong to the function that makes it",
            hint="lend caches to functions as arguments, or use to=llvm",
        )


def _take_slots(function: FuncOp, slots: dict[SSAValue, _Slots]) -> list[BlockArgument]:
    """Two arguments in the place of each that is a cache. Returns those that are to go."""
    inputs, outputs = function.function_type.inputs.data, function.function_type.outputs.data
    attributes = (
        function.arg_attrs.data if function.arg_attrs else (DictionaryAttr({}),) * len(inputs)
    )
    types: list[Attribute] = []
    kept: list[DictionaryAttr] = []
    for type, attribute in zip(inputs, attributes, strict=True):
        parts = _Slots.types(type) if isinstance(type, CacheType) else (type,)
        types += parts
        kept += [attribute] * len(parts)
    if len(types) == len(inputs):
        return []
    function.function_type = FunctionType.from_lists(types, list(outputs))
    if function.arg_attrs:
        function.arg_attrs = ArrayAttr(kept)
    if not function.body.blocks:
        return []
    block = function.body.block
    borrowed = [argument for argument in block.args if isinstance(argument.type, CacheType)]
    for argument in borrowed:
        assert isinstance(argument.type, CacheType)
        data, size = (
            block.insert_arg(type, argument.index + 1 + position)
            for position, type in enumerate(_Slots.types(argument.type))
        )
        slots[argument] = _Slots(data, size)
    return borrowed


def _make_slots(op: InitOp, slots: dict[SSAValue, _Slots]) -> None:
    assert isinstance(op.cache.type, CacheType)
    block = op.parent_block()
    assert block is not None
    element = op.cache.type.element_type
    emit = _MemrefEmitter(InsertPoint.before(op), op.location)
    made = slots[op.cache] = _Slots(emit.slot(_array_of(element)), emit.slot(_index))
    emit.put(emit.allocate_array(element, FIRST_CAPACITY), made.data)
    emit.put(emit.at(0), made.size)
    end = _MemrefEmitter(before_end(block), op.location)
    end.deallocate(end.get(made.data))
