"""Programs as users of Enzyme's MLIR write them: derivatives of every kind, compiled, against closed formulas.

Each file of `enzyme_style` has functions that ask for derivatives; `enzyme_style_cases` says what they are called with. So that
any function can be called, whatever it takes and returns, an entry is added for each::

    func.func @push(%x: f64, %dx: tensor<2xf64>) -> (f64, tensor<2xf64>)
    -->
    func.func @push.entry(%a0: f64, %a1: memref<2xf64>, %r0: !llvm.ptr, %r1: memref<2xf64>)
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray
from xdsl.dialects.builtin import (
    AnyFloat,
    ComplexType,
    Float32Type,
    Float64Type,
    IndexType,
    IntegerType,
    MemRefType,
    ModuleOp,
    TensorType,
    VectorType,
)
from xdsl.dialects.func import FuncOp
from xdsl.dialects.llvm import LLVMPointerType, LLVMStructType
from xdsl.ir import Attribute
from xdsl.parser import Parser
from xdsl.printer import Printer
from xdsl.traits import SymbolTable
from xdsl.utils.hints import isa

from tests.integration.enzyme_style_cases import REQUESTS, Request, Value
from xdsl_enzyme.analyses.dominance import verify_dominance
from xdsl_enzyme.errors import EnzymeError
from xdsl_enzyme.frontends.load import load_module
from xdsl_enzyme.lowering.jit import CompiledModule, compile_module
from xdsl_enzyme.passes.pipelines import DIFFERENTIATE, STRUCTURE, make_context, run_pipeline

HERE = Path(__file__).parent / "enzyme_style"
FILES = sorted(path.stem for path in HERE.glob("*.mlir"))
CASES = [
    pytest.param(name, request, id=f"{name}-{request.function}-{number}")
    for name, requests in REQUESTS.items()
    for number, request in enumerate(requests)
]

Array = NDArray[Any]
Shaped = TensorType[Attribute] | MemRefType[Attribute]


def _shape(type: Shaped) -> str:
    text = str(type)
    return text[text.index("<") :]


def entry(function: FuncOp) -> str:
    """A function that calls another and stores its results where it is told."""
    name = function.sym_name.data
    parameters, before, arguments, after = list[str](), list[str](), list[str](), list[str]()
    for k, type in enumerate(function.function_type.inputs):
        argument = f"%a{k}"
        if isinstance(type, TensorType):
            memref = f"memref{_shape(cast(Shaped, type))}"
            before.append(f"%t{k} = bufferization.to_tensor %a{k} restrict : {memref} to {type}")
            argument = f"%t{k}"
            parameters.append(f"%a{k}: {memref}")
        else:
            parameters.append(f"%a{k}: {type}")
        arguments.append(argument)
    outputs = function.function_type.outputs.data
    for k, type in enumerate(outputs):
        if isinstance(type, TensorType):
            memref = f"memref{_shape(cast(Shaped, type))}"
            parameters.append(f"%p{k}: {memref}")
            after.append(
                f"bufferization.materialize_in_destination %r{k} in restrict writable %p{k} : ({type}, {memref}) -> ()"
            )
        elif isa(type, ComplexType[AnyFloat]):
            element = type.element_type
            parameters.append(f"%p{k}: memref<2x{element}>")
            for position, part in enumerate(("re", "im")):
                after.append(f"%i{k}{part} = arith.constant {position} : index")
                after.append(f"%{part}{k} = complex.{part} %r{k} : {type}")
                after.append(f"memref.store %{part}{k}, %p{k}[%i{k}{part}] : memref<2x{element}>")
        else:
            parameters.append(f"%p{k}: !llvm.ptr")
            after.append(f"llvm.store %r{k}, %p{k} : {type}, !llvm.ptr")
    results = ", ".join(f"%r{k}" for k in range(len(outputs)))
    call = f"func.call @{name}({', '.join(arguments)}) : {function.function_type}"
    lines = [*before, f"{results} = {call}" if results else call, *after, "func.return"]
    return f"func.func @{name}.entry({', '.join(parameters)}) {{\n  " + "\n  ".join(lines) + "\n}\n"


def parsed(name: str) -> ModuleOp:
    return load_module(HERE / f"{name}.mlir")


def functions_called(name: str) -> dict[str, FuncOp]:
    module = parsed(name)
    found: dict[str, FuncOp] = {}
    for request in REQUESTS[name]:
        function = SymbolTable.lookup_symbol(module, request.function)
        assert isinstance(function, FuncOp), f"@{request.function} is not in {name}.mlir"
        found[request.function] = function
    return found


def verify(_: object, module: ModuleOp) -> None:
    module.verify()
    verify_dominance(module)


@cache
def compiled(name: str) -> CompiledModule:
    module = parsed(name)
    for function in functions_called(name).values():
        added = Parser(make_context(), entry(function)).parse_module()
        for op in list(added.body.block.ops):
            op.detach()
            module.body.block.add_op(op)
    run_pipeline(module, (*STRUCTURE, *DIFFERENTIATE), observer=verify)
    return compile_module(module, 1)


_SCALARS: dict[type[Attribute], tuple[type, Any]] = {
    Float64Type: (ctypes.c_double, np.float64),
    Float32Type: (ctypes.c_float, np.float32),
    IndexType: (ctypes.c_int64, np.int64),
}
_INTEGERS = {
    1: (ctypes.c_bool, np.bool_),
    32: (ctypes.c_int32, np.int32),
    64: (ctypes.c_int64, np.int64),
}


def scalar(type: Attribute) -> tuple[Any, Any]:
    """How ctypes and NumPy call a type."""
    return _INTEGERS[type.bitwidth] if isinstance(type, IntegerType) else _SCALARS[type.__class__]


def empty(type: Attribute) -> Array:
    """Where a result of this type will be stored, full of numbers that are not it."""
    element, shape = type, ()
    if isa(type, TensorType[Attribute]) or isa(type, VectorType[Attribute]):
        element, shape = type.element_type, type.get_shape()
    elif isa(type, ComplexType[AnyFloat]):
        element, shape = type.element_type, (2,)
    elif isinstance(type, LLVMStructType):
        element, shape = type.types.data[0], (len(type.types),)
    return np.full(shape, 77, dtype=scalar(element)[1])


class Call:
    """Values for the parameters of an entry."""

    def __init__(self):
        self.types: list[Any] = []
        self.values: list[Any] = []

    def add(self, value: Value, type: Attribute) -> None:
        if not isinstance(value, np.ndarray):
            self._add(scalar(type)[0], value)
        elif isinstance(type, (TensorType, MemRefType, ComplexType)):
            self._add(ctypes.c_void_p, value.ctypes.data, value.ctypes.data)
            steps = [stride // value.itemsize for stride in value.strides]
            self._add(ctypes.c_int64, 0, *value.shape, *steps)
        else:
            self._add(ctypes.c_void_p, value.ctypes.data)

    def _add(self, type: Any, *values: Any) -> None:
        self.types += [type] * len(values)
        self.values += values


def run(name: str, request: Request) -> tuple[list[Array], Sequence[Value]]:
    """The results, and the arguments as they are afterwards."""
    type = functions_called(name)[request.function].function_type
    arguments = [one.copy() if isinstance(one, np.ndarray) else one for one in request.arguments]
    results = [empty(output) for output in type.outputs]
    call = Call()
    for value, argument_type in zip(arguments, type.inputs, strict=True):
        call.add(value, argument_type)
    for value, result_type in zip(results, type.outputs, strict=True):
        is_memref = isinstance(result_type, (TensorType, ComplexType))
        call.add(value, cast(Attribute, result_type) if is_memref else LLVMPointerType())
    address = compiled(name).address(f"{request.function}.entry")
    ctypes.CFUNCTYPE(None, *call.types)(address)(*call.values)
    return results, arguments


@pytest.mark.parametrize(("name", "request_"), CASES)
def test_derivatives(name: str, request_: Request):
    results, arguments = run(name, request_)
    assert len(results) == len(request_.results)
    single = any(np.asarray(one).dtype == np.float32 for one in (*results, *request_.arguments))
    tolerance = 3e-6 if single else 1e-12
    for got, expected in zip(results, request_.results, strict=True):
        np.testing.assert_allclose(got, expected, rtol=tolerance, atol=tolerance)
    for position, expected in request_.after.items():
        np.testing.assert_allclose(
            arguments[position], expected, rtol=tolerance, atol=tolerance, err_msg=f"{position}"
        )


@pytest.mark.parametrize("name", FILES)
def test_what_is_parsed_is_printed_and_parsed_again(name: str):
    context = make_context()
    context.allow_unregistered = True
    module = Parser(context, (HERE / f"{name}.mlir").read_text()).parse_module()
    module.verify()
    text = str(module)
    again = Parser(context, text).parse_module()
    again.verify()
    assert str(again) == text
    stream = StringIO()
    Printer(stream, print_generic_format=True).print_op(module)
    assert str(Parser(context, stream.getvalue()).parse_module()) == text


def test_every_file_and_request_is_tested():
    assert set(FILES) == set(REQUESTS)
    for name in FILES:
        asked = {
            function.sym_name.data
            for function in parsed(name).body.block.ops
            if isinstance(function, FuncOp) and function.sym_name.data.startswith(("pull", "push"))
        }
        assert asked == {request.function for request in REQUESTS[name]}, name


REFUSED = {
    "a function without a body": (
        """
        func.func private @f(f64) -> f64
        """,
        "@f|'f'",
    ),
    "a call of one": (
        """
        func.func private @g(f64) -> f64
        func.func @f(%x: f64) -> f64 {
          %y = func.call @g(%x) : (f64) -> f64
          return %y : f64
        }
        """,
        "'g'",
    ),
    "a function with variable arguments": (
        """
        llvm.func @f(f64, ...) -> f64
        """,
        "f",
    ),
    "rules that take an argument as constant": (
        """
        func.func @f(%x: f64) -> f64 attributes {enzyme.custom_rule = @r} {
          return %x : f64
        }
        enzyme.custom_reverse_rule @r {
          enzyme.custom_reverse_rule.augmented_primal (%x: f64) -> f64 {
            enzyme.yield %x : f64
          }
          enzyme.custom_reverse_rule.reverse (%dy: f64) {
            enzyme.yield
          }
          enzyme.yield
        } attributes {
          activity = [#enzyme.activity<enzyme_const>], ret_activity = [#enzyme.activity<enzyme_active>],
          function_type = (f64) -> f64
        }
        """,
        "no rule of 'f' serves all calls",
    ),
    "rules that cache in a branch": (
        """
        func.func @f(%x: f64) -> f64 attributes {enzyme.custom_rule = @r} {
          return %x : f64
        }
        enzyme.custom_reverse_rule @r {
          %c = "enzyme.init"() : () -> !enzyme.Cache<f64>
          enzyme.custom_reverse_rule.augmented_primal (%x: f64) -> f64 {
            %true = arith.constant true
            scf.if %true {
              "enzyme.push"(%c, %x) : (!enzyme.Cache<f64>, f64) -> ()
            }
            enzyme.yield %x : f64
          }
          enzyme.custom_reverse_rule.reverse (%dy: f64) -> f64 {
            %x = "enzyme.pop"(%c) : (!enzyme.Cache<f64>) -> f64
            enzyme.yield %x : f64
          }
          enzyme.yield
        } attributes {
          activity = [#enzyme.activity<enzyme_active>], ret_activity = [#enzyme.activity<enzyme_active>],
          function_type = (f64) -> f64
        }
        """,
        "exactly one enzyme.push",
    ),
    "an unknown op": (
        """
        func.func @f(%x: f64) -> f64 {
          %y = "unknown.op"(%x) : (f64) -> f64
          return %y : f64
        }
        """,
        "unknown.op",
    ),
}
"""Functions of a number without a derivative, and what the message says."""

GRADIENT = """
func.func @gradient(%x: f64, %seed: f64) -> f64 {
  %r = enzyme.autodiff @f(%x, %seed) {
    activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (f64, f64) -> f64
  return %r : f64
}
"""


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_differentiated_is_refused(what: str):
    text, message = REFUSED[what]
    context = make_context()
    context.allow_unregistered = True
    module = Parser(context, text + GRADIENT).parse_module()
    with pytest.raises(EnzymeError, match=message):
        run_pipeline(module, (*STRUCTURE, *DIFFERENTIATE), context=context)
