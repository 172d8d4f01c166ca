"""`linalg`: structured ops, point by point in the order of their loops."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from xdsl.dialects import arith
from xdsl.dialects.builtin import MemRefType, TensorType
from xdsl.dialects.linalg import ops as linalg
from xdsl.dialects.linalg.abstract_ops import LinalgStructuredOperation
from xdsl.ir import Attribute, Block, Operation, Region, SSAValue
from xdsl.ir.affine import AffineDimExpr, AffineMap

from tests.oracle.access import access
from tests.oracle.compiler import Frame, FunctionCompiler, Outcome, Step
from tests.oracle.errors import OracleError
from tests.oracle.layout import size_of
from tests.oracle.memref_ops import element_address
from tests.oracle.tables import WITH_REGIONS, terminator, with_regions
from tests.oracle.tensor_ops import points, position
from tests.oracle.values import MemRef, Tensor, Value

if TYPE_CHECKING:
    from tests.oracle.machine import Machine

_POINTS: list[tuple[int, ...]] = []
"""Where the structured ops around are."""


@terminator(linalg.YieldOp)
def _yield(op: linalg.YieldOp, compiler: FunctionCompiler) -> Callable[[Frame], Outcome]:
    slots = compiler.slots_of(op.operands)
    return lambda frame: [frame[slot] for slot in slots]


@with_regions(linalg.IndexOp)
def _index(op: linalg.IndexOp, compiler: FunctionCompiler) -> Step:
    result, dimension = compiler.slot(op.result), op.dim.value.data

    def step(frame: Frame) -> None:
        frame[result] = _POINTS[-1][dimension]

    return step


def element_type(type_: Attribute) -> Attribute:
    if isinstance(type_, TensorType | MemRefType):
        return cast("TensorType[Attribute]", type_).element_type
    return type_


class _Operand:
    """Reads and writes the elements of one operand: a tensor, which becomes a list, a memref, or a scalar."""

    def __init__(self, value: SSAValue, map_: AffineMap, machine: Machine):
        self.map, self.machine = map_, machine
        element = element_type(value.type)
        self.read_memory, self.write_memory = access(element)
        self.size = size_of(element)
        self.shape: tuple[int, ...] = ()
        self.value: Value = 0
        self.elements: list[Value] = []

    def start(self, value: Value) -> None:
        self.value = value
        if isinstance(value, Tensor):
            self.elements = list(value.elements)
        self.shape = value.shape if isinstance(value, Tensor | MemRef) else ()

    def _indices(self, point: Sequence[int]) -> tuple[int, ...]:
        return tuple(self.map.eval(point, ()))

    def read(self, point: Sequence[int]) -> Value:
        if isinstance(self.value, Tensor):
            return self.elements[position(self.shape, self._indices(point))]
        if isinstance(self.value, MemRef):
            address = element_address(self.value, self._indices(point), self.size)
            return self.read_memory(self.machine.memory, address)
        return self.value

    def write(self, point: Sequence[int], value: Value) -> None:
        if isinstance(self.value, MemRef):
            address = element_address(self.value, self._indices(point), self.size)
            self.write_memory(self.machine.memory, address, value)
        else:
            self.elements[position(self.shape, self._indices(point))] = value

    def result(self) -> Value:
        return Tensor(self.shape, tuple(self.elements))


def _bounds(operands: Sequence[_Operand], dimensions: int) -> list[int]:
    found: list[int | None] = [None] * dimensions
    for operand in operands:
        for expression, size in zip(operand.map.results, operand.shape, strict=True):
            if isinstance(expression, AffineDimExpr):
                known = found[expression.position]
                if known not in (None, size):
                    raise OracleError(f"a loop has both {known} and {size} iterations")
                found[expression.position] = size
    if None in found:
        raise OracleError("the bound of a loop is not known")
    return cast("list[int]", found)


def structured(
    op: Operation,
    compiler: FunctionCompiler,
    inputs: Sequence[SSAValue],
    outputs: Sequence[SSAValue],
    maps: Sequence[AffineMap],
    body: Region,
) -> Step:
    """Runs a body at each point."""
    values = (*inputs, *outputs)
    slots, results = compiler.slots_of(values), compiler.slots_of(op.results)
    operands = [_Operand(v, m, compiler.machine) for v, m in zip(values, maps, strict=True)]
    targets = operands[len(inputs) :]
    run = compiler.region(body)

    def step(frame: Frame) -> None:
        for operand, slot in zip(operands, slots, strict=True):
            operand.start(frame[slot])
        for point in points(_bounds(operands, maps[0].num_dims)):
            elements = [operand.read(point) for operand in operands]
            _POINTS.append(point)
            try:
                yielded = run(frame, elements)
            finally:
                _POINTS.pop()
            for target, value in zip(targets, yielded, strict=True):
                target.write(point, value)
        if results:
            for slot, target in zip(results, targets, strict=True):
                frame[slot] = target.result()

    return step


def _general(op: LinalgStructuredOperation, compiler: FunctionCompiler) -> Step:
    maps = [attribute.data for attribute in op.get_indexing_maps()]
    return structured(op, compiler, op.inputs, op.outputs, maps, op.body)


for _class in vars(linalg).values():
    if (
        isinstance(_class, type)
        and issubclass(_class, LinalgStructuredOperation)
        and _class.__module__ == linalg.__name__
    ):
        WITH_REGIONS[cast("type[Operation]", _class)] = _general


@with_regions(linalg.PoolingNchwMaxOp)
def _pooling(op: linalg.PoolingNchwMaxOp, compiler: FunctionCompiler) -> Step:
    """With a body of our own: xDSL's compares with the window, whose elements mean nothing."""
    element = element_type(op.outputs[0].type)
    block = Block(arg_types=[element_type(value.type) for value in (*op.inputs, *op.outputs)])
    largest = arith.MaximumfOp(block.args[0], block.args[2])
    block.add_ops([largest, linalg.YieldOp(largest.result)])
    assert block.args[2].type == element
    maps = [attribute.data for attribute in op.get_indexing_maps()]
    return structured(op, compiler, op.inputs, op.outputs, maps, Region(block))


@with_regions(linalg.BroadcastOp)
def _broadcast(op: linalg.BroadcastOp, compiler: FunctionCompiler) -> Step:
    rank = cast("TensorType[Attribute]", op.init.type).get_num_dims()
    added = op.dimensions.get_values()
    kept = tuple(AffineDimExpr(i) for i in range(rank) if i not in added)
    maps = [AffineMap(rank, 0, kept), AffineMap.identity(rank)]
    return structured(op, compiler, [op.input], [op.init], maps, op.hidden_region)


@with_regions(linalg.ReduceOp)
def _reduce(op: linalg.ReduceOp, compiler: FunctionCompiler) -> Step:
    rank = cast("TensorType[Attribute]", op.input.type).get_num_dims()
    gone = op.dimensions.get_values()
    kept = tuple(AffineDimExpr(i) for i in range(rank) if i not in gone)
    maps = [AffineMap.identity(rank), AffineMap(rank, 0, kept)]
    return structured(op, compiler, [op.input], [op.init], maps, op.region)
