"""How many bytes a function certainly uses of the memory behind each of its pointer arguments, whatever else it is given.

On structured form. Only what happens on all ways through the function counts, at places that are known numbers::

    %p = llvm.getelementptr %x[5] … f64; %v = llvm.load %p : f64            48 bytes of %x
    scf.for %i = 0 to 9 … { … llvm.load %x[%i] … f64 }                       72
    scf.if %c { llvm.load %x[7] … } else { llvm.load %x[3] … }               32

What comes after something that may end the program is not counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from xdsl.dialects import arith, func, llvm, scf
from xdsl.dialects.builtin import DictionaryAttr, IndexType, IntegerType
from xdsl.ir import Attribute, Block, Operation, SSAValue
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.gep_steps import gep_steps
from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.analyses.never_returning import never_returns
from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.dialects.symbols import lookup

Extents = Mapping[SSAValue, int]
"""Per argument of a function, how many bytes it uses."""
_Place = tuple[SSAValue, int]
"""An argument, and how many bytes further on."""

_MANY = 1000
"""So many ops of a function are looked at: extents are shown by its begin, or not at all."""


def least_extents(function: func.FuncOp) -> list[int]:
    """For each argument, the bytes that are certainly used; 0 if nothing is known, as for what is no pointer."""
    extents = _Walk(function, frozenset()).run()
    return [extents.get(argument, 0) for argument in function.body.block.args]


@dataclass
class _Walk:
    """One function."""

    function: func.FuncOp
    callers: frozenset[func.FuncOp]
    places: dict[SSAValue, _Place] = field(default_factory=lambda: {})
    numbers: dict[SSAValue, int] = field(default_factory=lambda: {})
    left: int = _MANY

    def run(self) -> Extents:
        for argument in self.function.body.block.args:
            self.places[argument] = (argument, 0)
        extents: dict[SSAValue, int] = defaultdict(int)
        self.block(self.function.body.block, extents)
        return extents

    def block(self, block: Block, extents: dict[SSAValue, int]) -> bool:
        """Follow the ops of a block; whether its end is certainly reached."""
        for op in block.ops:
            self.left -= 1
            if self.left < 0:
                return False
            if (handler := _HANDLERS.get(type(op))) is not None:
                if not handler(self, op, extents):
                    return False
            elif op.regions:
                return False
        return True

    def number(self, value: SSAValue) -> int | None:
        constant = constant_integer(value)
        if constant is None or isinstance(value.type, IndexType):
            return self.numbers.get(value, constant)
        return _signed(constant, value.type)

    def know(self, value: SSAValue, number: int | None) -> None:
        """A value is a number now, as far as that is known and fits."""
        if number is not None and (
            isinstance(value.type, IndexType) or _signed(number, value.type) == number
        ):
            self.numbers[value] = number
        else:
            self.numbers.pop(value, None)

    def use(self, pointer: SSAValue, size: int | None, extents: dict[SSAValue, int]) -> None:
        """So many bytes at a pointer are used."""
        place = self.places.get(pointer)
        if place is not None and size:
            argument, offset = place
            extents[argument] = max(extents[argument], offset + size)

    # Handlers: whether the program certainly goes on

    def compute(self, op: Operation, extents: dict[SSAValue, int]) -> bool:
        one, other = map(self.number, op.operands)
        result = None
        if one is not None and other is not None:
            result = _ARITHMETIC[type(op)](one, other)
        self.know(op.results[0], result)
        return True

    def convert(self, op: Operation, extents: dict[SSAValue, int]) -> bool:
        number = self.number(op.operands[0])
        self.know(op.results[0], number if number is not None and number >= 0 else None)
        return True

    def getelementptr(self, op: llvm.GEPOp, extents: dict[SSAValue, int]) -> bool:
        self.places.pop(op.result, None)
        place = self.places.get(op.ptr)
        if place is not None:
            offset, variable = gep_steps(op)
            for index, scale in variable:
                if (number := self.number(index)) is None:
                    return True
                offset += number * scale
            self.places[op.result] = (place[0], place[1] + offset)
        return True

    def load(self, op: llvm.LoadOp, extents: dict[SSAValue, int]) -> bool:
        result = op.results[0]
        self.use(op.ptr, size_of(result.type), extents)
        known = self._stored_once(op.ptr)
        if known is not None and known.type == result.type:
            if known in self.places:
                self.places[result] = self.places[known]
            self.know(result, self.number(known))
        return True

    def _stored_once(self, pointer: SSAValue) -> SSAValue | None:
        """What is in a local variable that is set once, before."""
        if not isinstance(pointer.owner, llvm.AllocaOp):
            return None
        stores = [use for use in pointer.uses if not isinstance(use.operation, llvm.LoadOp)]
        if len(stores) != 1 or not isinstance(store := stores[0].operation, llvm.StoreOp):
            return None
        is_at_begin = store.parent_block() is self.function.body.block
        return store.value if is_at_begin and stores[0].index == 1 else None

    def store(self, op: llvm.StoreOp, extents: dict[SSAValue, int]) -> bool:
        self.use(op.ptr, size_of(op.value.type), extents)
        return True

    def copy(self, op: Operation, extents: dict[SSAValue, int]) -> bool:
        destination, source, length = op.operands
        for pointer in (destination, source):
            self.use(pointer, self.number(length), extents)
        return True

    def fill(self, op: Operation, extents: dict[SSAValue, int]) -> bool:
        self.use(op.operands[0], self.number(op.operands[2]), extents)
        return True

    def call(self, op: func.CallOp, extents: dict[SSAValue, int]) -> bool:
        if never_returns(op):
            return False
        callee = lookup(op, op.callee)
        if not isinstance(callee, func.FuncOp) or not callee.body.blocks:
            return isinstance(callee, func.FuncOp) and _certainly_returns(callee)
        if callee in self.callers or callee is self.function:
            return False
        inner = _Walk(callee, self.callers | {self.function}, left=self.left // 2)
        for value, size in inner.run().items():
            (position,) = (k for k, one in enumerate(callee.body.block.args) if one is value)
            self.use(op.arguments[position], size, extents)
        return not _may_end(callee)

    def choose(self, op: Operation, extents: dict[SSAValue, int]) -> bool:
        """What all branches use is used."""
        found: list[dict[SSAValue, int]] = []
        ends = True
        for region in op.regions:
            branch: dict[SSAValue, int] = defaultdict(int)
            if region.blocks:
                ends = self.block(region.block, branch) and ends
            found.append(branch)
        if ends:
            for argument in found[0]:
                extents[argument] = max(
                    extents[argument], min(branch.get(argument, 0) for branch in found)
                )
        return ends

    def count(self, op: scf.ForOp, extents: dict[SSAValue, int]) -> bool:
        """The first and the last iteration, if there are any for sure."""
        first, end, step = (self.number(one) for one in (op.lb, op.ub, op.step))
        if first is None or end is None or not step or first >= end:
            return not _may_end(op)
        for number in (first, first + (end - 1 - first) // step * step):
            self.numbers[op.body.block.args[0]] = number
            if not self.block(op.body.block, extents):
                return False
        return True

    def repeat(self, op: scf.WhileOp, extents: dict[SSAValue, int]) -> bool:
        """The first part is run at least once; whether it ends is not known."""
        return self.block(op.before_region.block, extents) and False


def _signed(number: int, type: Attribute) -> int | None:
    """An integer of a type as a number with a sign; None if the type has no such."""
    if not isa(type, IntegerType):
        return None
    half = 1 << (type.bitwidth - 1)
    return (number + half) % (2 * half) - half


def _certainly_returns(function: func.FuncOp) -> bool:
    flags = function.attributes.get("llvm.attributes")
    return isinstance(flags, DictionaryAttr) and "willreturn" in flags.data


def _may_end(op: Operation) -> bool:
    """Whether something in an op may end the program, or go on for ever."""
    return any(isinstance(one, _MAY_END) for one in walk_regions(op))


_MAY_END = (
    func.CallOp,
    llvm_extra.CallVariadicOp,
    llvm_extra.CallPointerOp,
    llvm_extra.InvokeOp,
    scf.WhileOp,
)


_ARITHMETIC: dict[type[Operation], Callable[[int, int], int]] = {
    arith.AddiOp: lambda one, other: one + other,
    arith.SubiOp: lambda one, other: one - other,
    arith.MuliOp: lambda one, other: one * other,
    arith.ShLIOp: lambda one, other: one << min(max(other, 0), 64),
}

_HANDLERS: dict[type[Operation], Callable[..., bool]] = {
    **dict.fromkeys(_ARITHMETIC, _Walk.compute),
    **dict.fromkeys(
        (arith.ExtSIOp, arith.ExtUIOp, arith.TruncIOp, arith.IndexCastOp), _Walk.convert
    ),
    llvm.GEPOp: _Walk.getelementptr,
    llvm.LoadOp: _Walk.load,
    llvm.StoreOp: _Walk.store,
    llvm_extra.MemcpyOp: _Walk.copy,
    llvm_extra.MemmoveOp: _Walk.copy,
    llvm_extra.MemsetOp: _Walk.fill,
    func.CallOp: _Walk.call,
    llvm_extra.CallVariadicOp: lambda *_: False,
    llvm_extra.CallPointerOp: lambda *_: False,
    llvm_extra.InvokeOp: lambda *_: False,
    scf.IfOp: _Walk.choose,
    scf.IndexSwitchOp: _Walk.choose,
    scf.ForOp: _Walk.count,
    scf.WhileOp: _Walk.repeat,
}
"""Other ops with regions end the walk; other ops without are passed by."""
