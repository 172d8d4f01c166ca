"""`enzyme-lower-cache`: caches become memory.

On structured form after `enzyme-reverse`; leaves plain IR that calls nothing but the C allocator::

    %c = enzyme.init                                %data = call @malloc(…)
    scf.for %i … { enzyme.push %c, %v }      -->    scf.for %i … { store %v, %data[%i] }
    scf.for %k … { %w = enzyme.pop %c }             scf.for %k … { %w = load %data[%n - 1 - %k] }
                                                    call @free(%data)

`cache_arrays` says how where the number of values can be computed beforehand, `cache_buffers` where it can't, or where a cache
leaves its function. Each function gets the attribute `enzyme.caches`, which lists what is stored::

    {type = f64, bytes = 8 : i64, total = 800 : i64, kind = "stack" | "hoisted" | "growing", location = "f.c:3:7"}
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects import scf
from xdsl.dialects.builtin import (
    ArrayAttr,
    DictionaryAttr,
    FunctionType,
    IntegerAttr,
    MemRefType,
    ModuleOp,
    StringAttr,
    UnitAttr,
    i64,
)
from xdsl.dialects.func import FuncOp
from xdsl.ir import Attribute, BlockArgument, Operation, SSAValue
from xdsl.passes import ModulePass
from xdsl.rewriter import Rewriter

from xdsl_enzyme.analyses.cache_pairs import cache_pairs
from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.analyses.region_ops import is_branch, is_loop
from xdsl_enzyme.dialects.enzyme import CacheTableType, CacheType, PopOp, PushOp
from xdsl_enzyme.errors import EnzymeError, LoweringError, source_location
from xdsl_enzyme.passes.cache_arrays import CacheArrays, counted_nest
from xdsl_enzyme.passes.cache_buffers import CacheBuffers, lower_record, lower_shared_caches
from xdsl_enzyme.passes.cache_memory import pointer, stored_type
from xdsl_enzyme.passes.cache_memrefs import MemrefArrays, lower_to_slots
from xdsl_enzyme.passes.cache_records import join_shared_caches
from xdsl_enzyme.passes.cache_tables import lower_tables, spread_tables
from xdsl_enzyme.passes.tensor_caches import cache_buffers_of_tensors

REPORT = "enzyme.caches"


@dataclass(frozen=True)
class LowerCachePass(ModulePass):
    """
    Replaces caches by memory: `to=llvm`, LLVM pointers and the C allocator, or `to=memref`, for compilers that lower
    `memref` themselves.
    """

    name = "enzyme-lower-cache"

    to: str = "llvm"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        if self.to not in _LOWERINGS:
            raise EnzymeError(
                f"enzyme-lower-cache: caches cannot be lowered to '{self.to}'",
                hint=f"to is one of {', '.join(_LOWERINGS)}",
            )
        _LOWERINGS[self.to](op)


def _refuse_shared_ownership(module: ModuleOp) -> None:
    """
    A cache that is put into another one belongs to the function that takes it out, which frees it. There can't be two of them.
    """
    for function in _definitions(module):
        for cache in filter(_is_cache, _values(function)):
            owners = [
                use.operation
                for use in cache.uses
                if isinstance(use.operation, PushOp) and use.index == 1
            ]
            if len(owners) > 1:
                raise LoweringError(
                    "a cache is needed in more than one other function",
                    where=owners[-1],
                    why="each of them would free it; this happens in third derivatives of recursive functions by reverse mode only",
                    hint="use forward mode for the innermost or the outermost of them",
                )


def lower_caches(module: ModuleOp) -> None:
    """Replaces all caches of a module by memory behind LLVM pointers, in place."""
    _refuse_shared_ownership(module)
    cache_buffers_of_tensors(module)
    records = join_shared_caches(module)
    in_records = {op for record in records for op in (*record.pushes, *record.pops)}
    functions = [_FunctionCaches(module, op) for op in _definitions(module)]
    # Caches are pointers from here on; what is in them is known from what is pushed and popped.
    pointers = _convert_types(module)
    for function in functions:
        function.lower(pointers, in_records)
    for record in records:
        lower_record(module, record)
    lower_tables(module)


def lower_caches_to_memrefs(module: ModuleOp) -> None:
    """Replaces all caches of a module by memrefs, in place."""
    spread_tables(module)
    cache_buffers_of_tensors(module)
    for function in _definitions(module):
        arrays = MemrefArrays(module, function.body.block)
        for pair in cache_pairs(function):
            nest = counted_nest(pair)
            if nest is not None and arrays.takes(nest):
                arrays.add(pair, nest)
        arrays.lower()
        for op in function.walk():
            if isinstance(op, PushOp | PopOp):
                check_sequential(op, function)
    lower_to_slots(module)


def lower_counted_caches(module: ModuleOp) -> None:
    """
    Replaces the caches whose lengths can be computed beforehand by memory behind LLVM pointers, in place, and leaves the
    others as they are. That memory may be differentiated: floats, pointers and integers don't share an allocation, and
    memrefs are not taken apart.
    """
    cache_buffers_of_tensors(module)
    for function in _definitions(module):
        kinds: dict[tuple[bool, bool], CacheArrays] = {}
        for pair in cache_pairs(function):
            type = pair.push.value.type
            is_whole = isinstance(type, (CacheType, MemRefType))
            nest = None if is_whole else counted_nest(pair)
            if nest is not None:
                kind = has_floats(type), holds_pointers(type)
                kinds.setdefault(kind, CacheArrays(module, function.body.block)).add(pair, nest)
        for arrays in kinds.values():
            arrays.lower()


_LOWERINGS = {"llvm": lower_caches, "memref": lower_caches_to_memrefs}


def _definitions(module: ModuleOp) -> list[FuncOp]:
    return [op for op in module.body.block.ops if isinstance(op, FuncOp) and op.body.blocks]


class _FunctionCaches:
    """The caches of one function, sorted by what becomes of them."""

    def __init__(self, module: ModuleOp, function: FuncOp):
        self.module = module
        self.function = function
        top = function.body.block
        self.arrays = CacheArrays(module, top)
        self.buffers = CacheBuffers(module, top)
        local: set[SSAValue] = set()
        by_iteration: set[Operation] = set()
        for pair in cache_pairs(function):
            local.add(pair.init.cache)
            nest = counted_nest(pair)
            if nest is None:
                self.buffers.add(pair)
            else:
                self.arrays.add(pair, nest)
                by_iteration |= {pair.push, pair.pop}
        self.shared = [
            value for value in _values(function) if _is_cache(value) and value not in local
        ]
        # A cache that is popped from another one comes before it.
        self.shared.sort(key=lambda value: _depth(value.type))
        self.pushes = [op for op in function.walk() if isinstance(op, PushOp)]
        for op in function.walk():
            if isinstance(op, PushOp | PopOp) and op not in by_iteration:
                check_sequential(op, function)

    def lower(
        self, pointers: Mapping[SSAValue, SSAValue], in_records: Container[Operation]
    ) -> None:
        """
        Replaces the caches, but for pushes and pops of records, and writes the report. `pointers` says what each cache has
        been replaced by.
        """
        report = {push: self._describe(push, "growing") for push in self.pushes}
        lower_shared_caches(self.module, [pointers[cache] for cache in self.shared], in_records)
        for pair, kind, count in self.arrays.lower():
            report[pair.push] = self._describe(pair.push, kind, count)
        for pair, kind in self.buffers.lower():
            report[pair.push] = self._describe(pair.push, kind)
        if report:
            self.function.attributes[REPORT] = ArrayAttr(report.values())

    @staticmethod
    def _describe(push: PushOp, kind: str, count: int | None = None) -> DictionaryAttr:
        type = push.value.type
        size = size_of(stored_type(type, push))
        entry: dict[str, Attribute] = {
            "type": type,
            "bytes": IntegerAttr(size, i64),
            "kind": StringAttr(kind),
        }
        if count is not None:
            entry["total"] = IntegerAttr(size * count, i64)
        if (location := source_location(push)) is not None:
            entry["location"] = StringAttr(location)
        return DictionaryAttr(entry)


def check_sequential(op: Operation, function: FuncOp) -> None:
    """A stack makes no sense where iterations run in no particular order."""
    around = op.parent_op()
    while around is not None and around is not function:
        if isinstance(around, scf.ParallelOp) or not (is_loop(around) or is_branch(around)):
            raise LoweringError(
                f"a value is cached in '{around.name}'",
                where=op,
                why="caches need iterations that run one after the other",
                hint="use scf.for",
            )
        around = around.parent_op()


def _values(op: Operation) -> Iterator[SSAValue]:
    """All values that `op` and the ops in it define."""
    for inner in op.walk():
        yield from inner.results
        for region in inner.regions:
            for block in region.blocks:
                yield from block.args


_CACHES = (CacheType, CacheTableType)


def _is_cache(value: SSAValue) -> bool:
    return isinstance(value.type, CacheType)


def _depth(type: Attribute) -> int:
    """How many caches are nested in a type."""
    return 1 + _depth(type.element_type) if isinstance(type, CacheType) else 0


def _convert_types(module: ModuleOp) -> dict[SSAValue, SSAValue]:
    """
    Makes every cache a pointer: values, and the function types in properties and attributes. Returns the new
    values by the old ones.
    """
    caches = [value for value in _values(module) if isinstance(value.type, _CACHES)]
    for value in caches:
        if isinstance(value, BlockArgument) and isinstance(
            function := value.block.parent_op(), FuncOp
        ):
            _mark_as_noalias(function, value.index)
    pointers = {value: Rewriter.replace_value_with_new_type(value, pointer) for value in caches}
    if not pointers:
        return pointers
    for op in module.walk():
        for attributes in (op.properties, op.attributes):
            for key, attribute in attributes.items():
                if isinstance(attribute, FunctionType):
                    attributes[key] = _converted(attribute)
    return pointers


def _mark_as_noalias(function: FuncOp, index: int) -> None:
    """The header of a cache is only reached through the cache: no memory of the program overlaps with it."""
    count = len(function.body.block.args)
    known = function.arg_attrs.data if function.arg_attrs else (DictionaryAttr({}),) * count
    noalias = DictionaryAttr({**known[index].data, "llvm.noalias": UnitAttr()})
    function.arg_attrs = ArrayAttr([*known[:index], noalias, *known[index + 1 :]])


def _converted(type: FunctionType) -> FunctionType:
    inputs, outputs = (
        [pointer if isinstance(one, _CACHES) else one for one in types]
        for types in (type.inputs, type.outputs)
    )
    return FunctionType.from_lists(inputs, outputs)
