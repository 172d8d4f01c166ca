"""`enzyme-generalise-linalg`: programs on tensors in a few ops.

On any IR; it runs by itself at the begin of differentiation and of bufferisation. Named `linalg` ops and elementwise `arith` and
`math` on tensors become `linalg.generic`; what moves elements of tensors about becomes slices and reshapes::

    linalg.matmul, linalg.reduce, linalg.fill, …    linalg.generic
    arith.addf %s, %t : tensor<4xf64>           ->  tensor.empty, linalg.generic
    tensor.splat                                    tensor.empty, linalg.generic
    tensor.pad                                      tensor.empty, linalg.generic, tensor.insert_slice
    tensor.concat                                   tensor.empty, tensor.insert_slice
    tensor.reshape                                  tensor.collapse_shape, tensor.expand_shape
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from xdsl.builder import Builder
from xdsl.context import Context
from xdsl.dialects import arith, tensor
from xdsl.dialects.builtin import (
    DYNAMIC_INDEX,
    AnyFloat,
    ArrayAttr,
    DenseArrayBase,
    IndexType,
    IntegerAttr,
    ModuleOp,
    TensorType,
    UnrankedTensorType,
    i64,
)
from xdsl.dialects.linalg import ops as linalg
from xdsl.dialects.linalg.abstract_ops import LinalgStructuredOperation
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.ir.affine import AffineExpr, AffineMap
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.errors import EnzymeError
from xdsl_enzyme.rules import structured
from xdsl_enzyme.rules.structured import dimension, index_constant, shape_of

_index = IndexType()


@dataclass(frozen=True)
class GeneraliseLinalgPass(ModulePass):
    """Write programs on tensors in a few ops."""

    name = "enzyme-generalise-linalg"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        generalise_linalg(op)


def generalise_linalg(root: Operation) -> None:
    """Rewrite the ops in `root`, inner ones first."""
    for op in list(root.walk(region_first=True)):
        form = _form_of(op)
        if form is None:
            continue
        builder = Builder(InsertPoint.before(op))
        results = form(builder, op)
        for old, new in zip(op.results, results, strict=True):
            new.name_hint = new.name_hint or old.name_hint
            old.replace_all_uses_with(new)
        op.detach()
        op.erase()


Form = Callable[[Builder, Any], Sequence[SSAValue]]
"""Builds what an op stands for; returns what takes the place of its results."""


def _form_of(op: Operation) -> Form | None:
    if (known := _FORMS.get(type(op))) is not None:
        return known
    if isinstance(op, linalg.GenericOp):
        return None
    if isinstance(op, LinalgStructuredOperation):
        return _named
    return _elementwise if _is_elementwise(op) else None


# linalg


def _named(builder: Builder, op: LinalgStructuredOperation) -> Sequence[SSAValue]:
    """Ops that say themselves what their maps and bodies are."""
    new = structured.generic_op(
        op.inputs,
        op.outputs,
        [map.data for map in op.get_indexing_maps()],
        op.body.clone(),
        op.get_iterator_types().data,
    )
    new.location = op.location
    return builder.insert(new).results


def _pooling(builder: Builder, op: linalg.PoolingNchwMaxOp) -> Sequence[SSAValue]:
    """The window, an operand of which only the shape matters, takes no part (in the body that xDSL gives it does)."""
    maps = [map.data for map in op.get_indexing_maps()]

    def largest(inner: Builder, elements: Sequence[SSAValue]) -> Sequence[SSAValue]:
        one, _, so_far = elements
        is_float = isinstance(so_far.type, AnyFloat)
        op_class = arith.MaximumfOp if is_float else arith.MaxSIOp
        return inner.insert(op_class(one, so_far)).results

    return structured.generic(builder, op.inputs, op.outputs, maps, largest)


def _without(rank: int, dropped: Sequence[int]) -> AffineMap:
    """The identity, but for some dimensions."""
    kept = (AffineExpr.dimension(i) for i in range(rank) if i not in dropped)
    return AffineMap(rank, 0, tuple(kept))


def _broadcast(builder: Builder, op: linalg.BroadcastOp) -> Sequence[SSAValue]:
    rank = len(shape_of(op.init.type))
    maps = [_without(rank, op.dimensions.get_values()), AffineMap.identity(rank)]
    return structured.generic(
        builder, [op.input], [op.init], maps, lambda _, elements: [elements[0]]
    )


def _reduce(builder: Builder, op: linalg.ReduceOp) -> Sequence[SSAValue]:
    rank = len(shape_of(op.input.type))
    maps = [AffineMap.identity(rank), _without(rank, op.dimensions.get_values())]
    body = op.region.clone()
    new = structured.generic_op([op.input], [op.init], maps, body)
    new.location = op.location
    return builder.insert(new).results


# Elementwise ops on tensors

_ELEMENTWISE_DIALECTS = frozenset(("arith", "math", "complex"))


def _is_elementwise(op: Operation) -> bool:
    return (
        len(op.results) == 1
        and isinstance(op.results[0].type, TensorType)
        and bool(op.operands)
        and not op.regions
        and op.name.partition(".")[0] in _ELEMENTWISE_DIALECTS
    )


def _elementwise(builder: Builder, op: Operation) -> Sequence[SSAValue]:
    result = op.results[0].type
    like = next(one for one in op.operands if isinstance(one.type, TensorType))
    element = structured.element_type(result)

    def compute(inner: Builder, elements: Sequence[SSAValue]) -> SSAValue:
        new = type(op).create(
            operands=elements[:-1],
            result_types=[element],
            properties=op.properties.copy(),
            attributes=op.attributes.copy(),
        )
        new.location = op.location
        return inner.insert(new).results[0]

    output = structured.empty_like(builder, like, element)
    computed = structured.elementwise(builder, op.operands, output, compute)
    assert computed is not None
    return [computed]


# tensor


def _splat(builder: Builder, op: tensor.SplatOp) -> Sequence[SSAValue]:
    output = structured.empty(builder, op.result.type, op.dynamicSizes)
    filled = structured.fill(builder, op.input, output)
    assert filled is not None
    return [filled]


def _sum(builder: Builder, *sizes: SSAValue) -> SSAValue:
    """The sum of indices; constants are added here."""
    known = 0
    total: SSAValue | None = None
    for size in sizes:
        owner = size.owner
        if isinstance(owner, arith.ConstantOp) and isinstance(owner.value, IntegerAttr):
            known += owner.value.value.data
        else:
            total = size if total is None else builder.insert(arith.AddiOp(total, size)).result
    if total is None or known:
        constant = index_constant(builder, known)
        total = constant if total is None else builder.insert(arith.AddiOp(total, constant)).result
    return total


def insert_slice(
    builder: Builder,
    source: SSAValue,
    destination: SSAValue,
    offsets: Sequence[SSAValue],
    sizes: Sequence[SSAValue],
) -> SSAValue:
    """`destination` with `source` at `offsets`, contiguous; offsets and sizes that are constants become attributes."""
    static_offsets, dynamic_offsets = _split(offsets)
    static_sizes, dynamic_sizes = _split(sizes)
    op = tensor.InsertSliceOp.build(
        operands=[source, destination, dynamic_offsets, dynamic_sizes, []],
        result_types=[destination.type],
        properties={
            "static_offsets": DenseArrayBase.from_list(i64, static_offsets),
            "static_sizes": DenseArrayBase.from_list(i64, static_sizes),
            "static_strides": DenseArrayBase.from_list(i64, [1] * len(static_sizes)),
        },
    )
    return builder.insert(op).result


def _split(values: Sequence[SSAValue]) -> tuple[list[int], list[SSAValue]]:
    """Constants as numbers, with `DYNAMIC_INDEX` in the place of the others, which follow."""
    numbers: list[int] = []
    rest: list[SSAValue] = []
    for value in values:
        owner = value.owner
        if isinstance(owner, arith.ConstantOp) and isinstance(owner.value, IntegerAttr):
            numbers.append(owner.value.value.data)
        else:
            numbers.append(DYNAMIC_INDEX)
            rest.append(value)
    return numbers, rest


def _sizes(builder: Builder, value: SSAValue) -> list[SSAValue]:
    return [dimension(builder, value, i) for i in range(len(shape_of(value.type)))]


def _dynamic_of(type: Attribute, sizes: Sequence[SSAValue]) -> list[SSAValue]:
    """Of the sizes of a tensor of this type those that the type does not know."""
    return [
        size for size, known in zip(sizes, shape_of(type), strict=True) if known == DYNAMIC_INDEX
    ]


def _concat(builder: Builder, op: tensor.ConcatOp) -> Sequence[SSAValue]:
    along = op.dim.value.data
    parts = [_sizes(builder, part) for part in op.inputs]
    sizes = list(parts[0])
    sizes[along] = _sum(builder, *(part[along] for part in parts))
    result = structured.empty(builder, op.result.type, _dynamic_of(op.result.type, sizes))
    offsets = [index_constant(builder, 0)] * len(sizes)
    for part, part_sizes in zip(op.inputs, parts, strict=True):
        result = insert_slice(builder, part, result, offsets, part_sizes)
        offsets = list(offsets)
        offsets[along] = _sum(builder, offsets[along], part_sizes[along])
    return [result]


def _mixed(
    builder: Builder, static: DenseArrayBase[Any], dynamic: Sequence[SSAValue]
) -> list[SSAValue]:
    rest = iter(dynamic)
    return [
        next(rest) if number == DYNAMIC_INDEX else index_constant(builder, number)
        for number in static.get_values()
    ]


def _pad(builder: Builder, op: tensor.PadOp) -> Sequence[SSAValue]:
    low = _mixed(builder, op.static_low, op.low)
    high = _mixed(builder, op.static_high, op.high)
    inner_sizes = _sizes(builder, op.source)
    sizes = [_sum(builder, *three) for three in zip(low, inner_sizes, high, strict=True)]
    output = structured.empty(builder, op.result.type, _dynamic_of(op.result.type, sizes))
    padded = builder.insert(_padding(op, output)).results[0]
    return [insert_slice(builder, op.source, padded, low, inner_sizes)]


def _padding(op: tensor.PadOp, output: SSAValue) -> linalg.GenericOp:
    """Every element of `output` as the region of `op` computes it from the indices."""
    region = op.region.clone()
    block = region.block
    start = Builder(InsertPoint.at_start(block))
    for position, argument in enumerate(list(block.args)):
        index = start.insert(linalg.IndexOp(position))
        argument.replace_all_uses_with(index.result)
        block.erase_arg(argument)
    block.insert_arg(structured.element_type(output.type), 0)
    last = block.last_op
    assert last is not None
    block.add_op(linalg.YieldOp(*last.operands))
    last.detach()
    last.erase()
    return structured.generic_op([], [output], [structured.identity_map(output.type)], region)


def _reassociation(groups: Sequence[Sequence[int]]) -> ArrayAttr[ArrayAttr[IntegerAttr]]:
    return ArrayAttr(ArrayAttr(IntegerAttr(one, i64) for one in group) for group in groups)


def _reshape(builder: Builder, op: tensor.ReshapeOp) -> Sequence[SSAValue]:
    source, target = op.source, op.result.type
    if isinstance(source.type, UnrankedTensorType) or isinstance(target, UnrankedTensorType):
        raise EnzymeError("tensors of unknown rank are not supported", where=op)
    element = structured.element_type(target)
    rank, new_rank = len(shape_of(source.type)), len(shape_of(target))
    if rank != 1:
        shape = shape_of(source.type)
        count = DYNAMIC_INDEX if DYNAMIC_INDEX in shape else _product(shape)
        flat = TensorType(element, [count])
        source = _flattened(builder, source, flat, rank)
    if new_rank == 1:
        return [_cast(builder, source, target)]
    if new_rank == 0:
        one = _cast(builder, source, TensorType(element, [1]))
        return [_collapse(builder, one, target, [])]
    sizes = [
        _shape_element(builder, op.shape, position)
        for position, size in enumerate(shape_of(target))
        if size == DYNAMIC_INDEX
    ]
    if DYNAMIC_INDEX not in shape_of(target):
        source = _cast(builder, source, TensorType(element, [_product(shape_of(target))]))
    elif shape_of(source.type) != (DYNAMIC_INDEX,):
        source = _cast(builder, source, TensorType(element, [DYNAMIC_INDEX]))
    new = tensor.ExpandShapeOp(
        source, sizes, _reassociation([range(new_rank)]), shape_of(target), target
    )
    return [builder.insert(new).result]


def _product(sizes: Sequence[int]) -> int:
    total = 1
    for size in sizes:
        total *= size
    return total


def _flattened(
    builder: Builder, source: SSAValue, flat: TensorType[Attribute], rank: int
) -> SSAValue:
    if rank == 0:
        op = tensor.ExpandShapeOp(source, [], _reassociation([]), [1], flat)
        return builder.insert(op).result
    return _collapse(builder, source, flat, [range(rank)])


def _collapse(
    builder: Builder, source: SSAValue, type: Attribute, groups: Sequence[Sequence[int]]
) -> SSAValue:
    op = tensor.CollapseShapeOp.create(
        operands=[source],
        result_types=[type],
        properties={"reassociation": _reassociation(groups)},
    )
    return builder.insert(op).results[0]


def _cast(builder: Builder, source: SSAValue, type: Attribute) -> SSAValue:
    if source.type == type:
        return source
    op = tensor.CastOp.create(operands=[source], result_types=[type])
    return builder.insert(op).results[0]


def _shape_element(builder: Builder, shape: SSAValue, position: int) -> SSAValue:
    element = structured.element_type(shape.type)
    at = index_constant(builder, position)
    size = builder.insert(tensor.ExtractOp(shape, [at], element)).result
    if isinstance(element, IndexType):
        return size
    return builder.insert(arith.IndexCastOp(size, _index)).result


_FORMS: dict[type[Operation], Form] = {
    linalg.PoolingNchwMaxOp: _pooling,
    linalg.BroadcastOp: _broadcast,
    linalg.ReduceOp: _reduce,
    tensor.SplatOp: _splat,
    tensor.ConcatOp: _concat,
    tensor.PadOp: _pad,
    tensor.ReshapeOp: _reshape,
}
