"""Intrinsics that access memory in those lanes of a vector that a mask says, lane by lane::

    %r = call <2 x double> @llvm.masked.load.v2f64.p0(ptr align 8 %p, <2 x i1> %mask, <2 x double> %otherwise)
    -->
    %bit = vector.extract %mask[0]
    %lane = scf.if %bit -> (f64) {
      %v = llvm.load %p : !llvm.ptr -> f64
      scf.yield %v
    } else {
      %o = vector.extract %otherwise[0]
      scf.yield %o
    }
    …                                           likewise the other lanes, and all of them are inserted into a vector

Where all lanes are known to be on, or off, there is no `scf.if`. LLVM makes one instruction of it again for targets that have one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import gcd

from xdsl.dialects import arith, llvm, scf
from xdsl.dialects.builtin import (
    DenseArrayBase,
    DenseIntOrFPElementsAttr,
    IntegerAttr,
    i32,
    i64,
)
from xdsl.ir import Attribute, Block, Region, SSAValue

from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.frontends.llvm_ir.alignment import alignment
from xdsl_enzyme.frontends.llvm_ir.function_state import FunctionState
from xdsl_enzyme.frontends.llvm_ir.lanes import insert_element, lane, lane_count, lane_type
from xdsl_enzyme.frontends.llvm_ir.module_state import Call
from xdsl_enzyme.frontends.llvm_ir.types import is_vector

_NOT_ATOMIC = IntegerAttr(0, i64)
_NO_FLAGS = IntegerAttr(0, i32)


def _element_pointer(
    state: FunctionState, pointer: SSAValue, type: Attribute, index: int
) -> SSAValue:
    """The address of element `index` of what lies at `pointer`."""
    if index == 0:
        return pointer
    return state.insert(
        llvm.GEPOp.create(
            operands=[pointer],
            result_types=[pointer.type],
            properties={
                "elem_type": type,
                "rawConstantIndices": DenseArrayBase.from_list(i32, [index]),
                "noWrapFlags": _NO_FLAGS,
            },
        )
    )


def _advanced(state: FunctionState, pointer: SSAValue, type: Attribute, bit: SSAValue) -> SSAValue:
    """`pointer`, or one element further if `bit` is set."""
    count = state.insert(arith.ExtUIOp.create(operands=[bit], result_types=[i64]))
    return state.insert(
        llvm.GEPOp.create(
            operands=[pointer, count],
            result_types=[pointer.type],
            properties={
                "elem_type": type,
                "rawConstantIndices": DenseArrayBase.from_list(i32, [llvm.GEP_USE_SSA_VAL]),
                "noWrapFlags": _NO_FLAGS,
            },
        )
    )


def _alignment(call: Call, position: int, offset: int = 0) -> dict[str, Attribute]:
    """The alignment of what lies `offset` bytes behind the pointer, or the pointers, that an argument is."""
    aligned = call.argument_attributes.get(position, {}).get("align")
    bytes_ = aligned.value.data if isinstance(aligned, IntegerAttr) else 1
    return {"alignment": alignment(str(gcd(bytes_, offset)))}


def _known_bits(mask: SSAValue) -> list[bool] | None:
    """The lanes of a mask that is a constant."""
    owner = mask.owner
    value = owner.properties.get("value") if isinstance(owner, arith.ConstantOp) else None
    if not isinstance(value, DenseIntOrFPElementsAttr):
        return None
    bits = [bool(bit) for bit in value.get_values()]
    assert is_vector(mask.type)
    return bits * mask.type.get_shape()[0] if len(bits) == 1 else bits


def _region(state: FunctionState, write: Callable[[], SSAValue | None]) -> Region:
    """What `write` adds to the function as a region of its own, which yields what it returns."""
    outer, state.ops = state.ops, []
    value = write()
    state.append(scf.YieldOp.create(operands=[] if value is None else [value]))
    inner, state.ops = state.ops, outer
    return Region(Block(inner))


class _Mask:
    """The lanes that are on."""

    def __init__(self, state: FunctionState, value: SSAValue):
        self._state = state
        self._value = value
        self._known = _known_bits(value)

    def bit(self, index: int) -> SSAValue:
        return lane(self._state, self._value, index)

    def choose(
        self, index: int, on: Callable[[], SSAValue], off: Callable[[], SSAValue]
    ) -> SSAValue:
        """What `on` gives if the lane is on, else what `off` gives."""
        if self._known is not None:
            return on() if self._known[index] else off()
        state = self._state
        bit = self.bit(index)
        regions = [_region(state, on), _region(state, off)]
        yielded = regions[0].block.last_op
        assert yielded is not None
        type = yielded.operands[0].type
        return state.insert(scf.IfOp.create(operands=[bit], result_types=[type], regions=regions))

    def where(self, index: int, on: Callable[[], None]) -> None:
        """What `on` does, if the lane is on."""
        if self._known is not None:
            if self._known[index]:
                on()
            return
        bit = self.bit(index)
        regions = [_region(self._state, on), _region(self._state, lambda: None)]
        self._state.append(scf.IfOp.create(operands=[bit], regions=regions))


def _load(
    state: FunctionState, pointer: SSAValue, type: Attribute, properties: dict[str, Attribute]
) -> SSAValue:
    return state.insert(
        llvm.LoadOp.create(
            operands=[pointer],
            result_types=[type],
            properties={"ordering": _NOT_ATOMIC, **properties},
            attributes=state.module.metadata.attributes(state.attachments),
        )
    )


def _store(
    state: FunctionState, value: SSAValue, pointer: SSAValue, properties: dict[str, Attribute]
) -> None:
    state.append(
        llvm.StoreOp.create(
            operands=[value, pointer],
            properties={"ordering": _NOT_ATOMIC, **properties},
            attributes=state.module.metadata.attributes(state.attachments),
        )
    )


def _read_lanes(
    state: FunctionState,
    call: Call,
    mask: SSAValue,
    otherwise: SSAValue,
    read: Callable[[int], SSAValue],
) -> SSAValue:
    """The vector of what `read` gives for the lanes that are on, and `otherwise` in the others."""
    lanes = _Mask(state, mask)
    result = state.poison(call.outputs[0])
    for index in range(lane_count(call.outputs[0])):
        value = lanes.choose(index, partial(read, index), partial(lane, state, otherwise, index))
        result = insert_element(state, result, value, index)
    return result


def _read_load(state: FunctionState, call: Call) -> SSAValue:
    pointer, mask, otherwise = call.arguments
    type = lane_type(call.outputs[0])
    size = size_of(type)

    def read(index: int) -> SSAValue:
        place = _element_pointer(state, pointer, type, index)
        return _load(state, place, type, _alignment(call, 0, index * size))

    return _read_lanes(state, call, mask, otherwise, read)


def _read_store(state: FunctionState, call: Call) -> None:
    vector, pointer, mask = call.arguments
    type = lane_type(vector.type)
    lanes, size = _Mask(state, mask), size_of(type)
    for index in range(lane_count(vector.type)):

        def write(index: int = index) -> None:
            place = _element_pointer(state, pointer, type, index)
            value = lane(state, vector, index)
            _store(state, value, place, _alignment(call, 1, index * size))

        lanes.where(index, write)


def _read_gather(state: FunctionState, call: Call) -> SSAValue:
    pointers, mask, otherwise = call.arguments
    type = lane_type(call.outputs[0])

    def read(index: int) -> SSAValue:
        return _load(state, lane(state, pointers, index), type, _alignment(call, 0))

    return _read_lanes(state, call, mask, otherwise, read)


def _read_scatter(state: FunctionState, call: Call) -> None:
    vector, pointers, mask = call.arguments
    lanes = _Mask(state, mask)
    for index in range(lane_count(vector.type)):

        def write(index: int = index) -> None:
            value = lane(state, vector, index)
            _store(state, value, lane(state, pointers, index), _alignment(call, 1))

        lanes.where(index, write)


def _read_expand(state: FunctionState, call: Call) -> SSAValue:
    """Lanes that are on are read one behind the other."""
    pointer, mask, otherwise = call.arguments
    type = lane_type(call.outputs[0])
    places = _places(state, pointer, type, mask)

    def read(index: int) -> SSAValue:
        return _load(state, places[index], type, _element_alignment(call, 0, type))

    return _read_lanes(state, call, mask, otherwise, read)


def _read_compress(state: FunctionState, call: Call) -> None:
    """Lanes that are on are written one behind the other."""
    vector, pointer, mask = call.arguments
    type = lane_type(vector.type)
    lanes = _Mask(state, mask)
    places = _places(state, pointer, type, mask)
    for index in range(lane_count(vector.type)):

        def write(index: int = index) -> None:
            value = lane(state, vector, index)
            _store(state, value, places[index], _element_alignment(call, 1, type))

        lanes.where(index, write)


def _element_alignment(call: Call, position: int, type: Attribute) -> dict[str, Attribute]:
    return _alignment(call, position, size_of(type))


def _places(
    state: FunctionState, pointer: SSAValue, type: Attribute, mask: SSAValue
) -> list[SSAValue]:
    """Where each lane is if those before it that are on take one element each."""
    places = [pointer]
    for index in range(lane_count(mask.type) - 1):
        places.append(_advanced(state, places[-1], type, lane(state, mask, index)))
    return places


MASKED_MEMORY: dict[str, Callable[[FunctionState, Call], SSAValue | None]] = {
    "llvm.masked.load": _read_load,
    "llvm.masked.store": _read_store,
    "llvm.masked.gather": _read_gather,
    "llvm.masked.scatter": _read_scatter,
    "llvm.masked.expandload": _read_expand,
    "llvm.masked.compressstore": _read_compress,
}
"""By the name of the intrinsic."""
