"""The enzyme dialect from Python: what ops are made of, and the types that belong to derivatives."""

from __future__ import annotations

import pytest
from xdsl.dialects import func, test
from xdsl.dialects.builtin import (
    ComplexType,
    MemRefType,
    TensorType,
    VectorType,
    f32,
    f64,
    i64,
)
from xdsl.dialects.llvm import LLVMPointerType
from xdsl.ir import Attribute
from xdsl.utils.exceptions import VerifyException

from tests.oracle.parsing import parse
from xdsl_enzyme.dialects import enzyme
from xdsl_enzyme.dialects.enzyme import Activity
from xdsl_enzyme.dialects.enzyme.signatures import (
    derivative_types,
    forward_signature,
    reverse_signature,
)
from xdsl_enzyme.dialects.tangent_types import tangent_type

BATCHED = {
    "scalar": (f64, TensorType(f64, [4, 2])),
    "integer": (i64, TensorType(i64, [4, 2])),
    "complex": (ComplexType(f64), TensorType(ComplexType(f64), [4, 2])),
    "tensor": (TensorType(f64, [3]), TensorType(f64, [4, 2, 3])),
    "vector": (VectorType(f32, [3]), VectorType(f32, [4, 2, 3])),
    "memref": (MemRefType(f64, [3]), MemRefType(f64, [4, 2, 3])),
    "pointer": (LLVMPointerType(), LLVMPointerType()),
}


@pytest.mark.parametrize("case", BATCHED)
def test_batched_types(case: str):
    type, expected = BATCHED[case]
    assert enzyme.batched_type(type, [4, 2]) == expected


def test_tangents_of_a_cache():
    assert tangent_type(enzyme.CacheType(f64), 1) == enzyme.CacheType(f64)
    assert tangent_type(enzyme.CacheType(f64), 4) == enzyme.CacheType(VectorType(f64, [4]))


def test_derivatives_have_our_type_or_that_of_enzyme():
    assert derivative_types(f64, 1) == (f64,)
    assert derivative_types(f64, 4) == (VectorType(f64, [4]), TensorType(f64, [4]))
    # What we have no wide derivatives of may still have those of Enzyme.
    tuple_type = enzyme.TapeType()
    assert derivative_types(tuple_type, 4) == (TensorType(tuple_type, [4]),)


def test_signatures():
    memory = MemRefType(f64, [3])
    arguments: list[Attribute] = [f64, memory, i64]
    results: list[Attribute] = [f64, f32]
    reverse = reverse_signature(
        arguments,
        results,
        [Activity.ACTIVE, Activity.DUP, Activity.CONST],
        [Activity.ACTIVENONEED, Activity.ACTIVE],
        1,
    )
    reverse.check([f64, memory, memory, i64, f64, f32], [f32, f64])
    forward = forward_signature(
        arguments,
        results,
        [Activity.DUP, Activity.CONST, Activity.CONST],
        [Activity.DUPNONEED, Activity.DUP],
        2,
    )
    pair, single_pair = VectorType(f64, [2]), VectorType(f32, [2])
    forward.check([f64, pair, memory, i64], [pair, f32, single_pair])
    with pytest.raises(VerifyException, match="the operands are"):
        forward.check([f64, f64, memory, i64], [pair, f32, single_pair])


def test_ops_are_made_from_values():
    x = test.TestOp(result_types=[f64]).results[0]
    cache = enzyme.InitOp(f64)
    assert cache.cache.type == enzyme.CacheType(f64)
    assert enzyme.PopOp(cache.cache).value.type == f64
    enzyme.PushOp(cache.cache, x).verify()
    slot = enzyme.InitOp.gradient(f64)
    assert slot.cache.type == enzyme.GradientType(f64)
    enzyme.SetOp(slot.cache, x).verify()
    assert enzyme.GetOp(slot.cache).value.type == f64
    assert enzyme.IgnoreDerivativesOp(x).output.type == f64
    assert enzyme.PlaceholderOp(f64).output.type == f64
    broadcast = enzyme.BroadcastOp(x, [4])
    broadcast.verify()
    concat = enzyme.ConcatOp([x, x])
    concat.verify()
    enzyme.ExtractOp(concat.output, 1, f64).verify()


def test_a_push_of_another_type_does_not_verify():
    x = test.TestOp(result_types=[f32]).results[0]
    with pytest.raises(VerifyException):
        enzyme.PushOp(enzyme.InitOp(f64).cache, x).verify()
    with pytest.raises(VerifyException):
        enzyme.SetOp(enzyme.InitOp.gradient(f64).cache, x).verify()


def test_requests_are_made_from_values():
    module = parse("func.func private @f(f64) -> f64")
    x = test.TestOp(result_types=[f64])
    request = enzyme.AutodiffOp(
        "f", [x.results[0]] * 2, [f64], [Activity.ACTIVE], [Activity.ACTIVENONEED]
    )
    batch_input = test.TestOp(result_types=[TensorType(f64, [5])])
    batch = enzyme.BatchOp("f", batch_input.results, [TensorType(f64, [5])], [5])
    user = func.FuncOp("user", ((), ()))
    user.body.block.add_ops([x, request, batch_input, batch, func.ReturnOp()])
    module.body.block.add_op(user)
    module.verify()
    assert request.argument_activities == (Activity.ACTIVE,)
    assert request.callee().sym_name.data == "f"
    assert batch.shape == (5,)
