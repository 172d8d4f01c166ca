"""Building `linalg.generic`, the one structured op that everything on tensors is written with.

On tensors and memrefs, with elements of any type::

    generic(builder, [%a], [%b], [identity, identity], lambda inner, elements: [add(inner, *elements)])
    -->
    %0 = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a) outs(%b) {
    ^bb0(%x: f64, %y: f64):
      %1 = arith.addf %x, %y
      linalg.yield %1
    }
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from xdsl.builder import Builder
from xdsl.dialects import arith, memref, tensor
from xdsl.dialects.builtin import (
    DYNAMIC_INDEX,
    AffineMapAttr,
    ArrayAttr,
    IndexType,
    IntegerAttr,
    MemRefType,
    TensorType,
)
from xdsl.dialects.linalg import ops as linalg
from xdsl.dialects.linalg.attrs import IteratorTypeAttr
from xdsl.ir import Attribute, Block, Region, SSAValue
from xdsl.ir.affine import AffineDimExpr, AffineMap
from xdsl.rewriter import InsertPoint

Shaped = TensorType[Attribute] | MemRefType[Attribute]

PARALLEL = IteratorTypeAttr.parallel()
REDUCTION = IteratorTypeAttr.reduction()


def is_tensor_type(type: Attribute) -> bool:
    return isinstance(type, TensorType)


def is_shaped(type: Attribute) -> bool:
    """Whether this is a tensor or memref of known rank."""
    return isinstance(type, TensorType | MemRefType)


def element_type(type: Attribute) -> Attribute:
    """The type of an element of a tensor or memref; any other type is its own."""
    return cast(Shaped, type).element_type if is_shaped(type) else type


def shape_of(type: Attribute) -> tuple[int, ...]:
    """The sizes of a tensor or memref, `DYNAMIC_INDEX` where they are not known; none for all else."""
    return cast(Shaped, type).get_shape() if is_shaped(type) else ()


def tensor_of(type: Attribute, element: Attribute) -> TensorType[Attribute]:
    """A tensor of the shape of another shaped type."""
    return TensorType(element, shape_of(type))


def identity_map(type: Attribute) -> AffineMap:
    """The map of an operand that is visited element by element."""
    return AffineMap.identity(len(shape_of(type)))


def plain_dimensions(map: AffineMap) -> set[int]:
    """The dimensions that are a result of the map by themselves."""
    return {one.position for one in map.results if isinstance(one, AffineDimExpr)}


def iterator_types(dimensions: int, outputs: Sequence[AffineMap]) -> list[IteratorTypeAttr]:
    """A dimension is parallel if each of its values leads to other elements of all outputs."""
    plain = [plain_dimensions(map) for map in outputs]
    return [
        PARALLEL if all(position in one for one in plain) else REDUCTION
        for position in range(dimensions)
    ]


def covers_all_dimensions(dimensions: int, maps: Sequence[AffineMap]) -> bool:
    """Whether the bounds of all loops follow from the shapes of operands with these maps."""
    return set().union(*map(plain_dimensions, maps)) == set(range(dimensions))


def generic_op(
    inputs: Sequence[SSAValue],
    outputs: Sequence[SSAValue],
    maps: Sequence[AffineMap],
    body: Region,
    iterators: Sequence[IteratorTypeAttr] | None = None,
) -> linalg.GenericOp:
    """A `linalg.generic` with a finished body; its iterator types follow from the maps if they are not given."""
    if iterators is None:
        iterators = iterator_types(maps[-1].num_dims, maps[len(inputs) :])
    return linalg.GenericOp(
        inputs,
        outputs,
        body,
        ArrayAttr(AffineMapAttr(map) for map in maps),
        ArrayAttr(iterators),
        [type for type in (output.type for output in outputs) if is_tensor_type(type)],
    )


def generic(
    builder: Builder,
    inputs: Sequence[SSAValue],
    outputs: Sequence[SSAValue],
    maps: Sequence[AffineMap],
    body: Callable[[Builder, Sequence[SSAValue]], Sequence[SSAValue]],
) -> Sequence[SSAValue]:
    """Insert a `linalg.generic` whose body is built from the elements of inputs and outputs. Returns its results."""
    block = Block(arg_types=[element_type(value.type) for value in (*inputs, *outputs)])
    yielded = body(Builder(InsertPoint.at_end(block)), block.args)
    block.add_op(linalg.YieldOp(*yielded))
    return builder.insert(generic_op(inputs, outputs, maps, Region(block))).results


def elementwise(
    builder: Builder,
    inputs: Sequence[SSAValue],
    output: SSAValue,
    body: Callable[[Builder, Sequence[SSAValue]], SSAValue],
) -> SSAValue | None:
    """
    The same for operands of one shape, and values that are the same at every point; those the body captures, since a vector
    cannot be an operand. Returns the result if `output` is a tensor.
    """
    shaped = [value for value in inputs if is_shaped(value.type)]
    maps = [identity_map(output.type)] * (len(shaped) + 1)

    def with_captured(inner: Builder, elements: Sequence[SSAValue]) -> Sequence[SSAValue]:
        rest = iter(elements)
        all_elements = [next(rest) if is_shaped(one.type) else one for one in inputs]
        return [body(inner, [*all_elements, *rest])]

    results = generic(builder, shaped, [output], maps, with_captured)
    return results[0] if results else None


def fill(builder: Builder, value: SSAValue, output: SSAValue) -> SSAValue | None:
    """`value` in every element of `output`."""
    return elementwise(builder, [value], output, lambda _, elements: elements[0])


def index_constant(builder: Builder, value: int) -> SSAValue:
    attribute = IntegerAttr(value, IndexType())
    op = arith.ConstantOp.create(properties={"value": attribute}, result_types=[IndexType()])
    return builder.insert(op).results[0]


def dimension(builder: Builder, value: SSAValue, position: int) -> SSAValue:
    """The size of one dimension of a tensor or memref, as an index."""
    size = shape_of(value.type)[position]
    if size != DYNAMIC_INDEX:
        return index_constant(builder, size)
    op_class = tensor.DimOp if isinstance(value.type, TensorType) else memref.DimOp
    op = op_class.create(
        operands=[value, index_constant(builder, position)], result_types=[IndexType()]
    )
    return builder.insert(op).results[0]


def dynamic_sizes(builder: Builder, value: SSAValue) -> list[SSAValue]:
    """The sizes that the type of a tensor or memref does not know."""
    return [
        dimension(builder, value, position)
        for position, size in enumerate(shape_of(value.type))
        if size == DYNAMIC_INDEX
    ]


def empty(builder: Builder, type: Attribute, sizes: Sequence[SSAValue] = ()) -> SSAValue:
    """A tensor whose elements are not set."""
    op = tensor.EmptyOp.create(operands=sizes, result_types=[type])
    return builder.insert(op).results[0]


def poison_tensor(builder: Builder, type: Attribute) -> SSAValue:
    """A tensor that nobody looks at; sizes that its type does not know are zero."""
    sizes = [index_constant(builder, 0) for size in shape_of(type) if size == DYNAMIC_INDEX]
    return empty(builder, type, sizes)


def empty_like(builder: Builder, value: SSAValue, element: Attribute) -> SSAValue:
    """A tensor of the shape of `value` whose elements are not set."""
    return empty(builder, tensor_of(value.type, element), dynamic_sizes(builder, value))
