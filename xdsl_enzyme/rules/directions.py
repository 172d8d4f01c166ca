"""Taking apart `width` tangents or adjoints of one value, and putting them together again.

For ops that have no form on vectors of higher rank. A tangent of `vector<2xf64>` at width 3 is a `vector<3x2xf64>`::

    split(builder, %t, vector<2xf64>, 3)  -->  %0 = vector.extract %t[0] : vector<2xf64> from vector<3x2xf64>, …
    join(builder, [%0, %1, %2], vector<2xf64>)  -->  vector.insert %0, %poison[0], …
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import prod

from xdsl.builder import Builder
from xdsl.dialects import complex, vector
from xdsl.dialects.builtin import VectorType
from xdsl.ir import Attribute, SSAValue
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.float_types import complex_element
from xdsl_enzyme.dialects.tangent_types import tangent_type
from xdsl_enzyme.rules import floats


def split(builder: Builder, tangents: SSAValue, type: Attribute, width: int) -> list[SSAValue]:
    """The tangents of a value of this type, direction by direction, each of the type itself."""
    if width == 1:
        return [tangents]
    return [direction(builder, tangents, k, type) for k in range(width)]


def direction(builder: Builder, tangents: SSAValue, k: SSAValue | int, type: Attribute) -> SSAValue:
    """One of several tangents of a value of this type."""
    element = complex_element(type)
    if element is None:
        return extract(builder, tangents, [k], type)
    parts = [extract(builder, tangents, [k, part], element) for part in (0, 1)]
    return builder.insert(complex.CreateOp.create(operands=parts, result_types=[type])).results[0]


def join(builder: Builder, directions: Sequence[SSAValue], type: Attribute) -> SSAValue:
    """The inverse of `split`."""
    if len(directions) == 1:
        return directions[0]
    result = floats.poison(builder, tangent_type(type, len(directions)))
    is_complex = complex_element(type) is not None
    for k, direction in enumerate(directions):
        if is_complex:
            for part, op_class in enumerate((complex.ReOp, complex.ImOp)):
                number = builder.insert(op_class(direction)).results[0]
                result = insert(builder, number, result, [k, part])
        else:
            result = insert(builder, direction, result, [k])
    return result


def extract(
    builder: Builder, container: SSAValue, position: Sequence[SSAValue | int], type: Attribute
) -> SSAValue:
    """A lane, or a row, of a vector."""
    return builder.insert(vector.ExtractOp(container, position, type)).results[0]


def insert(
    builder: Builder, value: SSAValue, container: SSAValue, position: Sequence[SSAValue | int]
) -> SSAValue:
    """The vector with a lane, or a row, replaced."""
    return builder.insert(vector.InsertOp(value, container, position)).results[0]


def interleave(builder: Builder, tangents: SSAValue) -> SSAValue:
    """One long vector, in which the tangents of each lane lie side by side: as LLVM's memory has them."""
    assert isa(tangents.type, VectorType)
    width, *shape = tangents.type.get_shape()
    element = tangents.type.element_type
    result = floats.poison(builder, VectorType(element, [width * prod(shape)]))
    for position, lane in enumerate(product(*map(range, shape))):
        for k in range(width):
            scalar = extract(builder, tangents, [k, *lane], element)
            result = insert(builder, scalar, result, [position * width + k])
    return result


def separate(
    builder: Builder, interleaved: SSAValue, type: VectorType[Attribute], width: int
) -> SSAValue:
    """The inverse of `interleave`: tangents of a vector of this type."""
    result = floats.poison(builder, tangent_type(type, width))
    for position, lane in enumerate(product(*map(range, type.get_shape()))):
        for k in range(width):
            scalar = extract(builder, interleaved, [position * width + k], type.element_type)
            result = insert(builder, scalar, result, [k, *lane])
    return result
