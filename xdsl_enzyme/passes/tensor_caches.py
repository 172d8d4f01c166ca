"""Caches of tensors become caches of buffers, which are freed where they have been popped.

On structured form, before `enzyme-lower-cache` makes memory of caches::

    enzyme.push %c, %t           %m = memref.alloc()
                                 bufferization.materialize_in_destination %t in writable %m
                            ->   enzyme.push %c, %m
    %u = enzyme.pop %c           %n = enzyme.pop %c; %u = bufferization.to_tensor %n
                                 …
                                 memref.dealloc %n
"""

from __future__ import annotations

from xdsl.builder import Builder
from xdsl.dialects import bufferization, memref
from xdsl.dialects.builtin import FunctionType, MemRefType, ModuleOp, TensorType, UnitAttr
from xdsl.ir import Attribute, Block, Operation, SSAValue
from xdsl.rewriter import InsertPoint, Rewriter

from xdsl_enzyme.dialects.enzyme import CacheType, PopOp, PushOp
from xdsl_enzyme.rules.memref import free
from xdsl_enzyme.rules.structured import dynamic_sizes, element_type, is_tensor_type, shape_of


def cache_buffers_of_tensors(module: ModuleOp) -> None:
    """Rewrite all caches of tensors, and caches of such caches, in place."""
    caches = [
        value
        for op in module.walk()
        for value in _defined(op)
        if isinstance(value.type, CacheType) and _converted(value.type) != value.type
    ]
    if not caches:
        return
    for value in caches:
        Rewriter.replace_value_with_new_type(value, _converted(value.type))
    for op in list(module.walk()):
        for attributes in (op.properties, op.attributes):
            for key, attribute in attributes.items():
                if isinstance(attribute, FunctionType):
                    attributes[key] = _converted_function(attribute)
        if isinstance(op, PushOp) and isinstance(op.value.type, TensorType):
            _push_buffer(op)
        elif isinstance(op, PopOp) and isinstance(op.value.type, TensorType):
            _pop_buffer(op)


def _defined(op: Operation) -> list[SSAValue]:
    arguments = [one for region in op.regions for block in region.blocks for one in block.args]
    return [*op.results, *arguments]


def _converted(type: Attribute) -> Attribute:
    """The type with buffers for the tensors in caches."""
    if not isinstance(type, CacheType):
        return type
    inner = type.element_type
    if is_tensor_type(inner):
        return CacheType(_buffer_type(inner))
    return CacheType(_converted(inner))


def _converted_function(type: FunctionType) -> FunctionType:
    return FunctionType.from_lists(
        [_converted(one) for one in type.inputs], [_converted(one) for one in type.outputs]
    )


def _buffer_type(type: Attribute) -> MemRefType[Attribute]:
    return MemRefType(element_type(type), shape_of(type))


def _push_buffer(op: PushOp) -> None:
    builder = Builder(InsertPoint.before(op))
    sizes = dynamic_sizes(builder, op.value)
    buffer = builder.insert(memref.AllocOp(sizes, [], _buffer_type(op.value.type))).memref
    store = bufferization.MaterializeInDestinationOp.create(
        operands=[op.value, buffer], properties={"restrict": UnitAttr(), "writable": UnitAttr()}
    )
    store.location = op.location
    builder.insert(store)
    op.operands = [op.cache, buffer]


def _pop_buffer(op: PopOp) -> None:
    buffer = Rewriter.replace_value_with_new_type(op.value, _buffer_type(op.value.type))
    read = bufferization.ToTensorOp(buffer, restrict=True)
    read.location = op.location
    buffer.replace_uses_with_if(read.tensor, lambda use: use.operation is not read)
    Builder(InsertPoint.after(op)).insert(read)
    read.tensor.name_hint = buffer.name_hint
    block = op.parent_block()
    assert isinstance(block, Block)
    assert block.last_op is not None
    free(Builder(InsertPoint.before(block.last_op)), buffer)
