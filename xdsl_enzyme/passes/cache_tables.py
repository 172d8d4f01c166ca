"""Tables of caches become arrays of headers, or arguments again.

On structured form. A table is how functions hand many caches down to those that they call. As LLVM pointers, it is the array of the headers of its
caches (see `cache_buffers`), made in the outermost gradient::

    %table = enzyme.init_table            %table = call @calloc(2 * 24, 1)
    call @f.augmented(%x, %table)    -->  call @f.augmented(%x, %table)
                                          free the data of each header;  free(%table)
    %b = enzyme.cache_in %table[1]   -->  %b = getelementptr %table[1]

Compilers that lower memrefs themselves have no such arrays; for them, each cache becomes an argument of all functions that hand it down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from xdsl.dialects.builtin import (
    ArrayAttr,
    DictionaryAttr,
    FunctionType,
    ModuleOp,
)
from xdsl.dialects.func import CallOp, FuncOp
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.dialects.enzyme import CacheInOp, CacheTableType, CacheType, InitOp, InitTableOp
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.passes.cache_buffers import HEADER, free_data
from xdsl_enzyme.passes.cache_memory import Emitter, before_end


def lower_tables(module: ModuleOp) -> None:
    """Replaces all tables of a module by memory, in place. Their types are those of pointers already."""
    numbers: dict[int, int] = {}
    tables: list[InitTableOp] = []
    for op in list(module.walk()):
        if isinstance(op, CacheInOp):
            number = numbers.setdefault(op.number.value.data, len(numbers))
            emit = Emitter(InsertPoint.before(op), op.location)
            if (header := emit.element(op.table, HEADER, number)) is not op.table:
                header.name_hint = op.cache.name_hint
            _replace(op, header)
        elif isinstance(op, InitTableOp):
            tables.append(op)
    for op in tables:
        _lower_table(module, op, len(numbers))


def _lower_table(module: ModuleOp, op: InitTableOp, count: int) -> None:
    block = op.parent_block()
    assert block is not None
    emit = Emitter(InsertPoint.before(op), op.location)
    address = emit.allocate(module, "calloc", [count, size_of(HEADER)])
    address.name_hint = op.table.name_hint
    _replace(op, address)
    emit = Emitter(before_end(block), op.location)
    # One by one: in a loop, one could not tell what is behind which.
    for number in range(count):
        free_data(emit, module, emit.element(address, HEADER, number))
    emit.release(module, address)


def _replace(op: Operation, value: SSAValue) -> None:
    op.results[0].replace_all_uses_with(value)
    op.detach()
    op.erase()


def spread_tables(module: ModuleOp) -> None:
    """Replaces all tables of a module by their caches, one by one, in place."""
    _Spreading(module).run()


class _Spreading:
    """What each function needs out of tables, by itself and for those that it calls."""

    def __init__(self, module: ModuleOp):
        self.module = module
        self.types: dict[int, CacheType] = {}
        self.needed: dict[FuncOp, dict[int, None]] = defaultdict(dict)
        self.calls: list[tuple[FuncOp, CallOp, FuncOp]] = []
        for function in module.body.block.ops:
            if isinstance(function, FuncOp):
                self._look_at(function)

    def _look_at(self, function: FuncOp) -> None:
        for op in function.walk():
            if isinstance(op, CacheInOp):
                number = op.number.value.data
                assert isinstance(op.cache.type, CacheType)
                self.types[number] = op.cache.type
                self.needed[function][number] = None
            elif isinstance(op, CallOp) and any(map(_is_table, op.operands)):
                callee = lookup(self.module, op.callee)
                assert isinstance(callee, FuncOp)
                self.calls.append((function, op, callee))

    def run(self) -> None:
        has_news = bool(self.calls)
        while has_news:
            before = sum(map(len, self.needed.values()))
            for caller, _, callee in self.calls:
                self.needed[caller] |= self.needed[callee]
            has_news = sum(map(len, self.needed.values())) > before
        caches = {function: self._caches_of(function) for function in list(self.needed)}
        for caller, call, callee in self.calls:
            handed_down = [caches[caller][number] for number in self.needed[callee]]
            call.operands = [
                *(one for one in call.operands if not _is_table(one)),
                *handed_down,
            ]
        for function, known in caches.items():
            self._forget_table(function, known)

    def _caches_of(self, function: FuncOp) -> dict[int, SSAValue]:
        """The caches in a function: arguments where it has the table from its caller, else new ones."""
        block = function.body.block
        if any(map(_is_table, block.args)):
            return {
                number: block.insert_arg(self.types[number], len(block.args))
                for number in self.needed[function]
            }
        emit = Emitter(InsertPoint.at_start(block), function.location)
        return {
            number: emit.value_of(InitOp(self.types[number].element_type))
            for number in self.needed[function]
        }

    def _forget_table(self, function: FuncOp, caches: dict[int, SSAValue]) -> None:
        for op in list(_ops_on_tables(function)):
            if isinstance(op, CacheInOp):
                op.cache.replace_all_uses_with(caches[op.number.value.data])
            op.detach()
            op.erase()
        block = function.body.block
        for argument in [one for one in block.args if _is_table(one)]:
            if function.arg_attrs is not None:
                kept = list(function.arg_attrs.data)
                del kept[argument.index]
                added = [DictionaryAttr({})] * (len(block.args) - 1 - len(kept))
                function.arg_attrs = ArrayAttr([*kept, *added])
            block.erase_arg(argument)
        inputs: list[Attribute] = [argument.type for argument in block.args]
        function.function_type = FunctionType.from_lists(
            inputs, list(function.function_type.outputs.data)
        )


def _ops_on_tables(function: FuncOp) -> Iterator[Operation]:
    """The tables that are made last."""
    ops = [op for op in function.walk() if isinstance(op, CacheInOp | InitTableOp)]
    yield from (op for op in ops if isinstance(op, CacheInOp))
    yield from (op for op in ops if isinstance(op, InitTableOp))


def _is_table(value: SSAValue) -> bool:
    return isinstance(value.type, CacheTableType)
