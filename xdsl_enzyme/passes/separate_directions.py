"""Makes derivative functions of several directions, each with memory of its own, from those of one direction.

On structured form, before caches are lowered. What differs from direction to direction (`analyses.differing_values`) is there once
for each of them; what the program computes, and all control flow, stays as it is::

    func.func @f.gradient(%x, %dx, %seed)             func.func @f.gradient.2(%x, %dx.0, %dx.1, %seed.0, %seed.1)
      %v = llvm.load %x                         -->     %v = llvm.load %x
      %a = arith.mulf %seed, %v                         %a.0 = arith.mulf %seed.0, %v;  %a.1 = arith.mulf %seed.1, %v

So the program runs once, as it has to if it changes memory. Only derivatives that it has of its own are called once for each direction, if
that makes no difference to its memory.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from xdsl.builder import Builder
from xdsl.dialects import func, llvm, scf
from xdsl.dialects.builtin import (
    ArrayAttr,
    DictionaryAttr,
    FunctionType,
    StringAttr,
    SymbolRefAttr,
)
from xdsl.ir import Attribute, Block, Operation, Region, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.cache_pairs import REVERSES
from xdsl_enzyme.analyses.differing_values import DifferingValues, slots
from xdsl_enzyme.analyses.memory_accesses import MemoryAccesses
from xdsl_enzyme.analyses.repeated_calls import repetition
from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.errors import DifferentiationError, source_location
from xdsl_enzyme.passes.shadow_globals import ShadowGlobals
from xdsl_enzyme.passes.structure import StructuredFunctions
from xdsl_enzyme.passes.symbol_names import unused_name
from xdsl_enzyme.rules.end_program import end_program

_EQUAL = 0
_WRITES_FIRST = (llvm_extra.MemcpyOp, llvm_extra.MemmoveOp, llvm_extra.MemsetOp)
Uses = Container[tuple[Operation, int]]
"""Operands, by op and position."""

_CALLS_ANYTHING = (llvm_extra.CallPointerOp, llvm_extra.InvokeOp, llvm.InlineAsmOp)


class SeparateDirections:
    """The derivative functions of one number of directions, made when they are asked for."""

    def __init__(self, values: DifferingValues, globals: ShadowGlobals, width: int):
        self.values = values
        self.globals = globals
        self.width = width
        self._made: dict[func.FuncOp, func.FuncOp] = {}

    def of(self, function: func.FuncOp) -> func.FuncOp:
        """The derivative function for all directions: each argument and result that differs is there once for each."""
        if function not in self._made:
            self._make(function)
        return self._made[function]

    def callee(self, op: Operation) -> func.FuncOp | None:
        """The derivative function that an op calls, if it has to be another one for several directions."""
        found = self.values.callee(op)
        if found is None or not any(self.differs(value) for value in _values_of(found)):
            return None
        return found

    def differs(self, value: SSAValue) -> bool:
        return value in self.values.differ

    def _make(self, function: func.FuncOp) -> None:
        old = function.body.block
        block = Block()
        new = func.FuncOp.create(
            properties={
                **function.properties,
                "sym_name": StringAttr(
                    unused_name(
                        self.globals.module, f"{function.sym_name.data}.directions{self.width}"
                    )
                ),
            },
            # Each half gets the arguments of its own directions.
            attributes={k: v for k, v in function.attributes.items() if k != REVERSES},
            regions=[Region(block)],
        )
        new.location = function.location
        self._made[function] = new
        outputs = [
            type
            for type, differs in zip(
                function.function_type.outputs, self.values.returned(function), strict=True
            )
            for _ in range(self.width if differs else 1)
        ]
        known = function.arg_attrs.data if function.arg_attrs is not None else ()
        attributes = [
            one
            for position, one in enumerate(known)
            for _ in range(self.width if self.differs(old.args[position]) else 1)
        ]
        if attributes:
            new.properties["arg_attrs"] = ArrayAttr[DictionaryAttr](attributes)
        body = _Body(self)
        body.add_arguments(old, block)
        new.properties["function_type"] = FunctionType.from_lists(
            [argument.type for argument in block.args], outputs
        )
        self.globals.module.body.block.insert_op_after(new, function)
        body.copy(list(old.ops), block)


def _values_of(function: func.FuncOp) -> list[SSAValue]:
    return [
        *function.body.block.args,
        *(result for op in walk_regions(function) if op is not function for result in op.results),
    ]


class _Body:
    """Copies the body of one function."""

    def __init__(self, maker: SeparateDirections):
        self.maker = maker
        self.width = maker.width
        self._one: dict[SSAValue, SSAValue] = {}
        self._several: dict[SSAValue, Sequence[SSAValue]] = {}

    # Values

    def in_direction(self, value: SSAValue, direction: int) -> SSAValue:
        """What stands for a value in one direction."""
        several = self._several.get(value)
        return self._one[value] if several is None else several[direction]

    def _all(self, value: SSAValue) -> list[SSAValue]:
        return [self.in_direction(value, k) for k in range(self.width)]

    def add_arguments(self, old: Block, new: Block) -> None:
        """Give a block the arguments of another one."""
        for argument in old.args:
            count = self.width if self.maker.differs(argument) else 1
            added: list[SSAValue] = []
            for _ in range(count):
                one = new.insert_arg(argument.type, len(new.args))
                one.name_hint = argument.name_hint
                added.append(one)
            self._note(argument, added)

    def _note(self, old: SSAValue, new: Sequence[SSAValue]) -> None:
        if self.maker.differs(old):
            self._several[old] = new
        else:
            self._one[old] = new[0]

    # Ops

    def copy(self, ops: Sequence[Operation], new: Block) -> None:
        """Copy ops to the end of a block."""
        for op in ops:
            if op in self.maker.values.repeated:
                self._repeat(op, new)
            elif op.regions:
                self._copy_regions(op, new)
            elif (callee := self.maker.callee(op)) is not None:
                self._copy_call(op, callee, new)
            elif isinstance(op, func.ReturnOp):
                new.add_op(func.ReturnOp(*self._flat(op, self._returned(op))))
            elif any(map(self._differs, (*op.operands, *op.results))):
                self._copy_leaf(op, new)
            else:
                new.add_op(op.clone(self._one))

    def _returned(self, op: func.ReturnOp) -> Uses:
        """What is returned once for each direction."""
        function = op.parent_op()
        assert isinstance(function, func.FuncOp)
        differing = self.maker.values.returned(function)
        for value, differs in zip(op.operands, differing, strict=True):
            if self._differs(value) and not differs:
                raise _refusal(op, "a result of the program depends on its derivative")
        return {(op, position) for position, differs in enumerate(differing) if differs}

    def _differs(self, value: SSAValue) -> bool:
        return self.maker.differs(value)

    def _count(self, value: SSAValue) -> int:
        return self.width if self._differs(value) else 1

    def _flat(self, op: Operation, expanded: Uses) -> list[SSAValue]:
        """The operands of an op, those in `expanded` once for each direction."""
        operands: list[SSAValue] = []
        for position, value in enumerate(op.operands):
            is_expanded = (op, position) in expanded
            operands += self._all(value) if is_expanded else [self._one[value]]
        return operands

    def _repeat(self, op: Operation, new: Block) -> None:
        """An op with regions once for each direction."""
        inside = list(walk_regions(op))
        for inner in inside:
            if self.maker.callee(inner) is not None:
                raise _refusal(inner, "whether it is called depends on the direction")
            if not inner.regions:
                self._check(inner)
        used = {operand for inner in inside for operand in inner.operands}
        outer = [value for value in used if value in self._one or value in self._several]
        copies = [
            op.clone({value: self.in_direction(value, k) for value in outer})
            for k in range(self.width)
        ]
        new.add_ops(copies)
        for position, result in enumerate(op.results):
            self._note(result, [copy.results[position] for copy in copies])

    def _copy_regions(self, op: Operation, new: Block) -> None:
        known = slots(op)
        if known is None:
            raise _refusal(op, f"it is not known how '{op.name}' hands on values")
        expanded = {
            source for slot in known if self._differs(slot.targets[0]) for source in slot.sources
        }
        regions: list[Region] = []
        for region in op.regions:
            regions.append(Region())
            if region.blocks:
                block = Block()
                regions[-1].add_block(block)
                self.add_arguments(region.block, block)
                *ops, last = region.block.ops
                self.copy(ops, block)
                block.add_op(self._rebuilt(last, expanded, (), ()))
        types = [result.type for result in op.results for _ in range(self._count(result))]
        copy = self._rebuilt(op, expanded, types, regions)
        new.add_op(copy)
        self._note_all(op.results, copy.results)

    def _rebuilt(
        self,
        op: Operation,
        expanded: Uses,
        types: Sequence[Attribute],
        regions: Sequence[Region],
    ) -> Operation:
        made = type(op).create(
            operands=self._flat(op, expanded),
            result_types=types,
            properties=op.properties.copy(),
            attributes=op.attributes.copy(),
            regions=regions,
        )
        made.location = op.location
        return made

    def _note_all(self, old: Sequence[SSAValue], new: Sequence[SSAValue]) -> None:
        results = iter(new)
        for value in old:
            self._note(value, [next(results) for _ in range(self._count(value))])

    def _copy_call(self, op: Operation, callee: func.FuncOp, new: Block) -> None:
        function = self.maker.of(callee)
        expanded = {
            (op, position)
            for position, argument in enumerate(callee.body.block.args)
            if self._differs(argument)
        }
        call = func.CallOp(
            SymbolRefAttr(function.sym_name.data),
            self._flat(op, expanded),
            function.function_type.outputs.data,
        )
        call.location = op.location
        call.attributes.update(op.attributes)
        new.add_op(call)
        self._note_all(op.results, call.results)

    def _copy_leaf(self, op: Operation, new: Block) -> None:
        """An op once for each direction."""
        self._check(op)
        for one, other in self._kept_apart(op):
            self._require_apart(op, self._one[one], self._one[other], new)
        copies: list[Operation] = []
        for k in range(self.width):
            operands = {value: self.in_direction(value, k) for value in op.operands}
            copies.append(op.clone(operands))
            self._rename(copies[-1], k)
        new.add_ops(copies)
        for position, result in enumerate(op.results):
            # Of what computes a function and its derivative at once, all copies compute the function alike.
            self._note(result, [copy.results[position] for copy in copies])

    def _rename(self, op: Operation, direction: int) -> None:
        """The shadow of a global variable is another one in each direction."""
        if isinstance(op, llvm.AddressOfOp):
            name = self.maker.globals.in_direction(op.global_name.root_reference.data, direction)
            op.properties["global_name"] = SymbolRefAttr(name)

    def _check(self, op: Operation) -> None:
        """Refuse what cannot be done once for each direction."""
        if isinstance(op, _CALLS_ANYTHING):
            raise _refusal(op, "it calls what is not known")
        for pointer in _written(op):
            if not self._differs(pointer):
                raise _refusal(
                    op, "it stores what differs from direction to direction in one place"
                )

    def _kept_apart(self, op: Operation) -> list[tuple[SSAValue, SSAValue]]:
        """
        For a derivative of the program's own, which is for one direction: the pointers that may not be the same, so that it can be called
        once for each.
        """
        callee = lookup(op, op.callee) if isinstance(op, func.CallOp) else None
        takes_memory = any(isinstance(one.type, llvm.LLVMPointerType) for one in op.operands)
        if not isinstance(callee, func.FuncOp) or not callee.body.blocks or not takes_memory:
            return []
        module = self.maker.globals.module
        StructuredFunctions(module).require(callee)
        differing = {k for k, operand in enumerate(op.operands) if self._differs(operand)}
        found = repetition(callee, MemoryAccesses(module), differing)
        apart = [(op.operands[one], op.operands[other]) for one, other in found.apart]
        obstacle = found.obstacle
        if any(one is other for one, other in apart):
            obstacle = "it changes what it reads: two arguments are the same"
        if obstacle is not None:
            raise _refusal(
                op,
                f"'{callee.sym_name.data}' is a derivative of the program's own, for one direction, and {obstacle}",
            )
        return apart

    def _require_apart(self, op: Operation, one: SSAValue, other: SSAValue, new: Block) -> None:
        """End the program if two pointers are the same."""
        builder = Builder(InsertPoint.at_end(new))
        same = builder.insert(llvm_extra.PointerCompareOp(_EQUAL, one, other)).results[0]
        block = Block()
        where = source_location(op)
        end_program(
            Builder(InsertPoint.at_end(block)),
            self.maker.globals.module,
            f"{where + ': ' if where else ''}several directions cannot be differentiated at once\n"
            "  because a derivative of the program's own would change what it reads\n",
        )
        block.add_op(scf.YieldOp())
        builder.insert(scf.IfOp(same, [], Region(block)))


def _written(op: Operation) -> Sequence[SSAValue]:
    """The pointers that an op certainly writes through."""
    if isinstance(op, llvm.StoreOp):
        return [op.ptr]
    return op.operands[:1] if isinstance(op, _WRITES_FIRST) else ()


def _refusal(op: Operation, why: str) -> DifferentiationError:
    return DifferentiationError(
        "several directions cannot be differentiated at once",
        where=op,
        why=why,
        hint="call the derivative once for each direction",
    )
