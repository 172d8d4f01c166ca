"""Integers that never become floats, pointers or bytes of memory again: they are numbers, whatever they are loaded from.

What they decide, or where they lead, changes in steps, if at all: no derivative gets lost in them. One that is converted to a float
is another matter: so the logarithm of a float is computed from its bits. On structured form::

    %n = llvm.load %p : i64            found: what is made of it is a truth value
    %m = arith.addi %n, %one
    %c = arith.cmpi ugt, %m, %k
    %b = llvm.load %q : i64            not found: the bits may be those of a float
    %s = arith.shrui %b, %one
    %y = arith.bitcast %s : f64
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from xdsl.dialects import arith, func, llvm
from xdsl.dialects.builtin import DenseIntOrFPElementsAttr, IntegerType, VectorType, i1
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.traits import IsTerminator
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.allocators import allocator_of
from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.analyses.never_returning import never_returns
from xdsl_enzyme.analyses.types.arithmetic import computes_integers
from xdsl_enzyme.analyses.types.calls import CallParts, call_parts
from xdsl_enzyme.analyses.types.private_memory import Piece, private_memory
from xdsl_enzyme.analyses.value_flow import hands_on_only, terminator, value_flow
from xdsl_enzyme.dialects import llvm_extra

Node = SSAValue | Piece


class Numbers:
    """The answers for some functions, of which the first is called from elsewhere."""

    def __init__(self, operations: Sequence[Operation]):
        self._private = private_memory(operations, _bits_among(operations, {}))
        self.bits = _bits_among(operations, self._private)
        """All other integers, and what else is made of them: they may become floats or pointers again, or bytes of memory that others know."""

    def has(self, value: SSAValue) -> bool:
        """Whether integers never become anything else. What is loaded as such is looked at, not moved."""
        return value not in self.bits and not holds_pointers(value.type)

    def are_in(self, pointer: SSAValue) -> bool:
        """Whether what is in memory never becomes anything else, whatever is copied there."""
        piece = self._private.get(pointer)
        return piece is not None and piece not in self.bits


def _bits_among(operations: Iterable[Operation], private: Mapping[SSAValue, Piece]) -> set[Node]:
    """What ops of which nothing is known here use, and what that is made of; also the pieces of `private` memory that such values are put into."""
    backward: dict[Node, list[Node]] = defaultdict(list)
    pending: list[Node] = []
    returned: dict[Operation, Sequence[SSAValue]] = {}
    for op in operations:
        for source, target in (*_flow(op), *_flow_through(op, private)):
            backward[target].append(source)
        pending += _sinks(op) if not _is_private(op, private) else _private_sinks(op, private)
        if isinstance(op, func.ReturnOp):
            returned.setdefault(_function(op), op.operands)
        elif (parts := _body(op)) is not None:
            returned[parts[0]] = ()
    pending += (value for values in returned.values() for value in values)
    found: set[Node] = set()
    while pending:
        value = pending.pop()
        if value not in found:
            found.add(value)
            pending += backward.get(value, ())
    return found


def _flow(op: Operation) -> Iterator[tuple[SSAValue, SSAValue]]:
    yield from value_flow(op)
    if isinstance(op, arith.CmpiOp) or _tells_one_bit(op):
        return
    if computes_integers(op):
        yield from ((operand, result) for result in op.results for operand in op.operands)
    elif (parts := _body(op)) is not None:
        callee, arguments, results = parts
        block = callee.body.block
        yield from zip(arguments, block.args, strict=False)
        yield from zip(terminator(block).operands, results, strict=False)


def _is_private(op: Operation, private: Mapping[SSAValue, Piece]) -> bool:
    """Whether what an op does to memory, it does to memory that nothing else looks into."""
    match op:
        case llvm.LoadOp():
            return op.ptr in private
        case llvm.StoreOp():
            return op.ptr in private
        case llvm_extra.MemcpyOp() | llvm_extra.MemmoveOp() | llvm_extra.MemsetOp():
            return any(one in private for one in op.operands[:2])
        case _:
            return False


def _flow_through(op: Operation, private: Mapping[SSAValue, Piece]) -> Iterator[tuple[Node, Node]]:
    """Into such memory, out of it, and from one piece to another: it stands for all that is in it."""
    match op:
        case llvm.LoadOp() if op.ptr in private:
            yield private[op.ptr], op.results[0]
        case llvm.StoreOp() if op.ptr in private:
            yield op.operands[0], private[op.ptr]
        case llvm_extra.MemsetOp() if op.destination in private:
            yield op.value, private[op.destination]
        case llvm_extra.MemcpyOp() | llvm_extra.MemmoveOp():
            destination, source, _ = op.operands
            if destination in private and source in private:
                yield private[source], private[destination]
        case _:
            pass


def _private_sinks(op: Operation, private: Mapping[SSAValue, Piece]) -> Iterator[Node]:
    """The memory whose bytes become more than integers, or are copied to where others look."""
    match op:
        case llvm.LoadOp():
            type: Attribute = op.results[0].type
            if has_floats(type) or holds_pointers(type):
                yield private[op.ptr]
        case llvm_extra.MemcpyOp() | llvm_extra.MemmoveOp():
            destination, source, _ = op.operands
            if destination not in private:
                yield private[source]
        case _:
            pass


def _sinks(op: Operation) -> Iterator[SSAValue]:
    """The operands whose bytes an op may hand on to where they are not followed."""
    if computes_integers(op):
        if any(has_floats(result.type) for result in op.results):
            yield from op.operands
        return
    if hands_on_only(op) or isinstance(op, _LOOKS) or _takes_numbers(op):
        return
    if isinstance(op, llvm.GEPOp):
        yield op.ptr
    elif op.has_trait(IsTerminator):
        parent = op.parent_op()
        if parent is None or not (isinstance(parent, func.FuncOp) or hands_on_only(parent)):
            yield from op.operands
    elif _body(op) is None:
        yield from op.operands


_LOOKS = (llvm_extra.PointerCompareOp, llvm.LoadOp)


def _tells_one_bit(op: Operation) -> bool:
    """Whether all that is left of an integer is one bit, which changes in steps."""
    if isinstance(op, arith.TruncIOp):
        return op.result.type == i1
    if isinstance(op, arith.ShRSIOp | arith.ShRUIOp):
        return _element(op.rhs) == _bits(op.rhs.type) - 1
    masks = map(_element, op.operands) if isinstance(op, arith.AndIOp) else ()
    return any(mask is not None and mask > 0 and not mask & (mask - 1) for mask in masks)


def _element(value: SSAValue) -> int | None:
    """The constant that an integer is, or that each element of a vector of integers is."""
    op = value.owner
    if isinstance(op, arith.ConstantOp) and isinstance(op.value, DenseIntOrFPElementsAttr):
        first, *others = op.value.iter_values()
        return first if isinstance(first, int) and all(one == first for one in others) else None
    return constant_integer(value)


def _bits(type: Attribute) -> int:
    element = type.element_type if isa(type, VectorType) else type
    return element.bitwidth if isinstance(element, IntegerType) else 0


def _takes_numbers(op: Operation) -> bool:
    """Whether an op is a call that takes sizes, or after which nothing comes that a derivative could go through."""
    return isinstance(op, func.CallOp) and (allocator_of(op) is not None or never_returns(op))


def _body(op: Operation) -> CallParts | None:
    """The callee, arguments and results of a call of a function that has a body."""
    parts = call_parts(op)
    return parts if parts is not None and parts[0].body.blocks else None


def _function(op: Operation) -> Operation:
    parent = op.parent_op()
    assert parent is not None
    return parent
