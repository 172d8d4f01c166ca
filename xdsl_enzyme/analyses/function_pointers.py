"""Which functions a pointer may lead to, in a whole module.

On cf form and on structured form; flow-insensitive and inclusion-based (Andersen, *Program analysis and specialization for the C
programming language*, 1994, section 4), for all functions at once. Objects have fields, so that the entries of a table of
functions are told apart; they are the functions, the globals, one per place that allocates, and one for all that is outside of the module::

    @table = constant [2 x ptr] [ptr @f, ptr @g]
    %p = llvm.getelementptr @table[1]               %p -> {table: 8}
    %q = llvm.load %p                               %q -> {g}

What leaves the module (is passed to an unknown function, is stored where others can see it) may come back wherever something
comes from outside, and functions that leave may be called from there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from xdsl.dialects import arith, cf, func, llvm
from xdsl.dialects.builtin import IntegerType, ModuleOp, StringAttr, i1
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.analyses.allocators import allocator, allocator_of
from xdsl_enzyme.analyses.call_effects import captures, declared_writes
from xdsl_enzyme.analyses.congruences import Congruences
from xdsl_enzyme.analyses.gep_offsets import gep_offset
from xdsl_enzyme.analyses.initialisers import addresses_in
from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.analyses.memory_objects import ANYWHERE, HERE, Offset
from xdsl_enzyme.analyses.memory_types import is_pointer
from xdsl_enzyme.analyses.value_flow import value_flow, walk_regions
from xdsl_enzyme.dialects import enzyme, llvm_extra

POINTER_SIZE = 8
_LOCAL = ("internal", "private")


@dataclass(eq=False)
class _Object:
    """A function, or a piece of memory. Compared by identity."""

    name: str
    function: func.FuncOp | None = None
    cells: dict[tuple[Offset, int], _Targets] = field(default_factory=lambda: {})
    """What may be stored in it: by offset and size in bytes (0 if unknown)."""


_Targets = dict[_Object, Offset]


@dataclass(frozen=True)
class Candidates:
    """What a call through a pointer may call."""

    functions: Sequence[func.FuncOp]
    """Those of the type that the call expects, in the order of the module."""
    is_complete: bool
    """Whether there can't be others."""


class FunctionPointers:
    """The answers for one module."""

    def __init__(self, module: ModuleOp, entries: Collection[str] | None = None):
        """
        `entries` are the functions that are called from outside; by default all that other modules can see. These may change
        variables that they can see in any case.
        """
        self.module = module
        self._entries = entries
        self._values: dict[SSAValue, _Targets] = {}
        self._symbols: dict[str, _Object] = {}
        self._allocations: dict[SSAValue, _Object] = {}
        self._returned: dict[func.FuncOp, _Targets] = {}
        self._outside = _Object("outside")
        self._from_outside: _Targets = {self._outside: ANYWHERE}
        self._called_from_outside: dict[func.FuncOp, None] = {}
        self._exposed: dict[_Object, None] = {self._outside: None}
        self._changed = False
        self._versions: dict[int, int] = {id(self._from_outside): 0}
        """How often the targets of values, cells and results (by identity) have changed."""
        self._congruences = Congruences()
        self._merged: dict[tuple[int, int, Offset], int] = {}
        """The version of some targets that has been merged into others."""
        for op in module.body.block.ops:
            if isinstance(op, func.FuncOp):
                self._symbols[op.sym_name.data] = _Object(op.sym_name.data, op)
            elif isinstance(op, llvm.GlobalOp):
                self._symbols[op.sym_name.data] = _Object(op.sym_name.data)
        self._read_symbols()
        self._solve()

    def candidates(self, call: Operation, pointer: SSAValue) -> Candidates:
        """
        What a call (an op with the types of the callee) may call. If the pointer comes from outside, and nothing that fits is known
        to have left the module, that is anything that fits and whose address is used.
        """
        known = [target.function for target in self._targets(pointer) if target.function]
        is_open = self._outside in self._targets(pointer)
        if is_open:
            known += [one.function for one in self._exposed if one.function]
        fitting = {one for one in known if _fits(one, call)}
        if is_open and not fitting:
            fitting = {one for one in self._address_taken if _fits(one, call)}
        position = {one: number for number, one in enumerate(self.module.body.block.ops)}
        return Candidates(
            sorted(fitting, key=lambda one: position[one]),
            not is_open and all(one in fitting or _is_stub(one) for one in known),
        )

    @cached_property
    def _address_taken(self) -> Collection[func.FuncOp]:
        names = (
            op.global_name.root_reference.data
            for op in walk_regions(self.module)
            if isinstance(op, llvm.AddressOfOp)
        )
        functions = (self._function(name) for name in names)
        return dict.fromkeys(one for one in functions if one is not None)

    # Facts

    def _targets(self, value: SSAValue) -> _Targets:
        return self._values.get(value, {})

    def _merge(self, into: _Targets, targets: _Targets, by: Offset = HERE) -> None:
        """Add `targets`, moved, to `into`: nothing to do if they have not changed since the last time."""
        way = (id(into), id(targets), by)
        version = self._versions.get(id(targets))
        if version is not None:
            if self._merged.get(way) == version:
                return
            self._merged[way] = version
        for target, offset in list(targets.items()):
            offset = HERE if target.function is not None else offset.plus(by)
            known = into.get(target)
            joined = offset if known is None else known.join(offset)
            if joined != known:
                into[target] = joined
                self._versions[id(into)] = self._versions.get(id(into), 0) + 1
                self._changed = True

    def _flow(self, targets: _Targets, value: SSAValue, by: Offset = HERE) -> None:
        if targets and value.type != i1:
            self._merge(self._values.setdefault(value, {}), targets, by)

    def _write(self, holder: _Object, offset: Offset, size: int, targets: _Targets) -> None:
        if holder.function is None and targets:
            if holder is self._outside:
                offset, size = ANYWHERE, 0
            if len(holder.cells) > _MANY:
                offset, size = ANYWHERE, 0
            self._merge(holder.cells.setdefault((offset, size), {}), targets)

    def _contents(self, holder: _Object, offset: Offset, size: int) -> Iterator[_Targets]:
        """What may be read there."""
        for (where, length), targets in list(holder.cells.items()):
            if 0 in (size, length) or where.may_overlap(length, offset, size):
                yield targets
        if holder in self._exposed:
            yield self._from_outside
            yield from list(self._outside.cells.values())

    def _expose(self, targets: _Targets) -> None:
        """Let pointers leave the module."""
        self._write(self._outside, ANYWHERE, 0, targets)

    def _spread_outside(self) -> None:
        """All that can be reached from outside may be changed, or called, from there."""
        for target in [one for cell in self._outside.cells.values() for one in cell]:
            if target not in self._exposed:
                self._exposed[target] = None
                self._changed = True
        for holder in self._exposed:
            for targets in list(holder.cells.values()):
                self._expose(targets)
        visible = [self._from_outside, *self._outside.cells.values()]
        functions = [one.function for one in self._exposed if one.function is not None]
        for function in (*functions, *self._called_from_outside):
            for targets in visible:
                for argument in _parameters(function):
                    self._flow(targets, argument)

    # The module

    def _read_symbols(self) -> None:
        for op in self.module.body.block.ops:
            if isinstance(op, func.FuncOp):
                name = op.sym_name.data
                if _is_visible(op) if self._entries is None else name in self._entries:
                    self._called_from_outside[op] = None
            elif isinstance(op, llvm.GlobalOp):
                holder = self._symbols[op.sym_name.data]
                for one in addresses_in(op):
                    if (target := self._symbols.get(one.symbol)) is not None:
                        self._write(holder, one.at, POINTER_SIZE, {target: one.distance})
                is_declared = op.value is None and not op.body.blocks
                is_shared = op.linkage.linkage.data not in _LOCAL
                if is_declared or (is_shared and op.constant is None):
                    self._exposed[holder] = None

    def _solve(self) -> None:
        steps = [
            (handler, op)
            for function in self.module.body.block.ops
            if isinstance(function, func.FuncOp)
            for op in walk_regions(function)
            if (handler := _HANDLERS.get(type(op), FunctionPointers.visit_computation)) is not None
        ]
        self._changed = True
        while self._changed:
            self._changed = False
            for handler, op in steps:
                handler(self, op)
            self._spread_outside()

    # Handlers

    def visit_computation(self, op: Operation) -> None:
        """What is made from pointers may point anywhere near; what is handed on stays the same."""
        flows = list(value_flow(op))
        for source, target in flows:
            self._flow(self._targets(source), target)
        if not flows and not op.regions:
            for operand in op.operands:
                if targets := self._values.get(operand):
                    for result in op.results:
                        self._flow(targets, result, ANYWHERE)

    def visit_copy(self, op: Operation) -> None:
        for operand in op.operands:
            for result in op.results:
                self._flow(self._targets(operand), result)

    def visit_address(self, op: llvm.AddressOfOp) -> None:
        if (target := self._symbols.get(op.global_name.root_reference.data)) is not None:
            self._flow({target: HERE}, op.result)

    def visit_allocation(self, op: Operation) -> None:
        self._allocate(op.results[0])

    def _allocate(self, pointer: SSAValue) -> None:
        if pointer not in self._allocations:
            self._allocations[pointer] = _Object("allocation")
            self._flow({self._allocations[pointer]: HERE}, pointer)

    def visit_getelementptr(self, op: llvm.GEPOp) -> None:
        if targets := self._targets(op.ptr):
            self._flow(targets, op.result, gep_offset(op, self._congruences))

    def visit_load(self, op: llvm.LoadOp) -> None:
        self._load(op.ptr, op.dereferenced_value)

    def _load(self, pointer: SSAValue, result: SSAValue) -> None:
        for holder, offset in list(self._targets(pointer).items()):
            for targets in self._contents(holder, offset, size_of(result.type)):
                self._flow(targets, result)

    def visit_store(self, op: llvm.StoreOp) -> None:
        self._store(op.value, op.ptr)

    def _store(self, value: SSAValue, pointer: SSAValue) -> None:
        if targets := self._targets(value):
            for holder, offset in list(self._targets(pointer).items()):
                self._write(holder, offset, size_of(value.type), targets)

    def visit_update(self, op: Operation) -> None:
        """An atomic op: a pointer, and values of which one may get there."""
        pointer, *values = op.operands
        for value in values:
            self._store(value, pointer)
        for holder, offset in list(self._targets(pointer).items()):
            for targets in self._contents(holder, offset, 0):
                self._flow(targets, op.results[0])

    def visit_copy_memory(self, op: llvm_extra.MemcpyOp | llvm_extra.MemmoveOp) -> None:
        for origin, start in list(self._targets(op.source).items()):
            back = Offset.of(-start.residue, start.modulus)
            for holder, to in list(self._targets(op.destination).items()):
                for (where, size), targets in list(origin.cells.items()):
                    self._write(holder, where.plus(back).plus(to), size, targets)
                if origin in self._exposed:
                    for targets in (self._from_outside, *list(self._outside.cells.values())):
                        self._write(holder, ANYWHERE, 0, targets)

    def visit_branch(self, op: cf.BranchOp) -> None:
        self._pass(op.arguments, op.successor.args)

    def visit_conditional_branch(self, op: cf.ConditionalBranchOp) -> None:
        self._pass(op.then_arguments, op.then_block.args)
        self._pass(op.else_arguments, op.else_block.args)

    def visit_switch(self, op: cf.SwitchOp) -> None:
        self._pass(op.default_operands, op.default_block.args)
        for block, operands in zip(op.case_blocks, op.case_operand, strict=True):
            self._pass(operands, block.args)

    def _pass(self, sources: Iterable[SSAValue], values: Iterable[SSAValue]) -> None:
        for source, value in zip(sources, values, strict=False):
            self._flow(self._targets(source), value)

    # Calls

    def visit_return(self, op: func.ReturnOp) -> None:
        function = op.parent_op()
        if isinstance(function, func.FuncOp):
            for operand in op.operands:
                if targets := self._values.get(operand):
                    self._merge(self._returned.setdefault(function, {}), targets)

    def visit_call(self, op: func.CallOp) -> None:
        callee = self._function(op.callee.root_reference.data)
        if callee is not None and callee.body.blocks:
            self._call(callee, op.arguments, op.results)
        else:
            self._call_declared(op)

    def visit_variadic_call(self, op: llvm_extra.CallVariadicOp) -> None:
        callee = self._function(op.callee.root_reference.data)
        self._call_unless_declared(callee, op.arguments, op.outputs)
        for argument in op.arguments[len(op.function_type.inputs.data) :]:
            self._expose(self._targets(argument))

    def visit_invoke(self, op: llvm_extra.InvokeOp) -> None:
        if op.callee is None:
            self._call_pointer(op.arguments[0], op)
        else:
            callee = self._function(op.callee.root_reference.data)
            self._call_unless_declared(callee, op.arguments, op.outputs)
        self._flow(self._from_outside, op.landing_pad)

    def visit_pointer_call(self, op: llvm_extra.CallPointerOp) -> None:
        self._call_pointer(op.callee, op)

    def visit_request(self, op: enzyme.AutodiffOp | enzyme.ForwardDiffOp) -> None:
        """A derivative calls the function with the primal arguments."""
        inputs = iter(op.inputs)
        callee = op.callee()
        for argument, one in zip(_parameters(callee), op.argument_activities, strict=False):
            self._flow(self._targets(next(inputs)), argument)
            if one.is_duplicated:
                next(inputs)
        for result in op.outputs:
            self._flow(self._returned.get(callee, {}), result)

    def _function(self, name: str) -> func.FuncOp | None:
        symbol = self._symbols.get(name)
        return symbol.function if symbol is not None else None

    def _call(
        self, callee: func.FuncOp, arguments: Sequence[SSAValue], results: Sequence[SSAValue]
    ) -> None:
        self._pass(arguments, _parameters(callee))
        for result in results:
            self._flow(self._returned.get(callee, {}), result)

    def _call_unless_declared(
        self,
        callee: func.FuncOp | None,
        arguments: Sequence[SSAValue],
        results: Sequence[SSAValue],
    ) -> None:
        if callee is not None and callee.body.blocks:
            self._call(callee, arguments, results)
            return
        known = None if callee is None else allocator(callee)
        if known is not None and known.frees is None:
            self._allocate(results[0])
            return
        for argument in arguments:
            self._expose(self._targets(argument))
        for result in results:
            if not isinstance(result.type, IntegerType):
                self._flow(self._from_outside, result)

    def _call_declared(self, op: func.CallOp) -> None:
        """A call of a function without a body, which may do anything that its attributes do not rule out."""
        name = op.callee.root_reference.data
        if (known := allocator_of(op)) is not None:
            if known.allocates:
                self._allocate(op.results[0])
                if known.frees is not None:
                    self._flow(self._targets(op.arguments[known.frees]), op.results[0])
            return
        if name == "__dynamic_cast":
            self._flow(self._targets(op.arguments[0]), op.results[0], ANYWHERE)
            return
        written = declared_writes(op)
        for index, argument in enumerate(op.arguments):
            if captures(op, index):
                self._expose(self._targets(argument))
            elif written is None or argument in written:
                for holder in list(self._targets(argument)):
                    self._write(holder, ANYWHERE, 0, self._from_outside)
        for result in op.results:
            if is_pointer(result.type) or isinstance(result.type, llvm.LLVMStructType):
                self._flow(self._from_outside, result)

    def _call_pointer(self, pointer: SSAValue, op: Operation) -> None:
        arguments = _passed(op)
        results = op.results[: len(_returned_types(op))]
        targets = list(self._targets(pointer))
        for target in targets:
            if target.function is not None and _fits(target.function, op):
                if target.function.body.blocks:
                    self._call(target.function, arguments, results)
                else:
                    self._call_unless_declared(target.function, arguments, results)
        if self._outside in targets:
            # All that has left the module may be called, with these arguments among others.
            for argument in arguments:
                self._expose(self._targets(argument))
            for result in results:
                for found in (self._from_outside, *list(self._outside.cells.values())):
                    self._flow(found, result)


_MANY = 256
"""Cells of an object; when there are more, what is stored is no longer told apart by where."""


def _parameters(function: func.FuncOp) -> Sequence[SSAValue]:
    return function.body.blocks[0].args if function.body.blocks else ()


def _passed(op: Operation) -> Sequence[SSAValue]:
    """What a call through a pointer passes."""
    return op.operands[1:]


def _returned_types(op: Operation) -> Sequence[SSAValue]:
    """The results of a call through a pointer that the callee returns."""
    return op.outputs if isinstance(op, llvm_extra.CallPointerOp | llvm_extra.InvokeOp) else ()


def _fits(function: func.FuncOp, op: Operation) -> bool:
    """Whether a function takes what a call passes, and returns what it expects."""
    type = function.function_type
    return (
        tuple(value.type for value in _passed(op)) == type.inputs.data
        and tuple(value.type for value in _returned_types(op)) == type.outputs.data
        and "llvm.variadic" not in function.attributes
    )


_STUBS = ("__cxa_pure_virtual", "__cxa_deleted_virtual")


def _is_stub(function: func.FuncOp) -> bool:
    """Whether it stands in a table for a function that nobody calls."""
    return function.sym_name.data in _STUBS


def _is_visible(function: func.FuncOp) -> bool:
    """Whether other modules can call it."""
    if not function.body.blocks:
        return False
    linkage = function.attributes.get("llvm.linkage")
    is_local = isinstance(linkage, StringAttr) and linkage.data in _LOCAL
    visibility = function.sym_visibility
    return not is_local and (visibility is None or visibility.data != "private")


_Handler = Callable[..., None]

_HANDLERS: dict[type[Operation], _Handler | None] = {
    arith.ConstantOp: None,
    arith.CmpiOp: None,
    arith.CmpfOp: None,
    llvm_extra.PointerCompareOp: None,
    llvm_extra.MemsetOp: None,
    llvm_extra.FenceOp: None,
    llvm.AddressOfOp: FunctionPointers.visit_address,
    llvm.AllocaOp: FunctionPointers.visit_allocation,
    llvm.GEPOp: FunctionPointers.visit_getelementptr,
    llvm.BitcastOp: FunctionPointers.visit_copy,
    arith.BitcastOp: FunctionPointers.visit_copy,
    llvm.PtrToIntOp: FunctionPointers.visit_copy,
    llvm.IntToPtrOp: FunctionPointers.visit_copy,
    llvm.ExtractValueOp: FunctionPointers.visit_copy,
    llvm.InsertValueOp: FunctionPointers.visit_copy,
    llvm.LoadOp: FunctionPointers.visit_load,
    llvm.StoreOp: FunctionPointers.visit_store,
    llvm_extra.AtomicRMWOp: FunctionPointers.visit_update,
    llvm_extra.CompareExchangeOp: FunctionPointers.visit_update,
    llvm_extra.MemcpyOp: FunctionPointers.visit_copy_memory,
    llvm_extra.MemmoveOp: FunctionPointers.visit_copy_memory,
    cf.BranchOp: FunctionPointers.visit_branch,
    cf.ConditionalBranchOp: FunctionPointers.visit_conditional_branch,
    cf.SwitchOp: FunctionPointers.visit_switch,
    func.ReturnOp: FunctionPointers.visit_return,
    func.CallOp: FunctionPointers.visit_call,
    llvm_extra.CallVariadicOp: FunctionPointers.visit_variadic_call,
    llvm_extra.InvokeOp: FunctionPointers.visit_invoke,
    llvm_extra.CallPointerOp: FunctionPointers.visit_pointer_call,
    enzyme.AutodiffOp: FunctionPointers.visit_request,
    enzyme.ForwardDiffOp: FunctionPointers.visit_request,
}
"""Those of other ops treat them as computations; None where no pointer comes out."""
