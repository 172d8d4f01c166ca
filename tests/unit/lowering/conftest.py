"""MLIR text -> LLVM IR -> machine code -> Python functions."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pytest
from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.parser import Parser
from xdsl.universe import Universe

from xdsl_enzyme.lowering.jit import CompiledModule, compile_module
from xdsl_enzyme.lowering.llvm_ir import write_llvm_ir

C_TYPES: dict[str, Any] = {
    "f32": ctypes.c_float,
    "f64": ctypes.c_double,
    "i1": ctypes.c_bool,
    "i8": ctypes.c_int8,
    "i16": ctypes.c_int16,
    "i32": ctypes.c_int32,
    "i64": ctypes.c_int64,
    "index": ctypes.c_int64,
    "ptr": ctypes.c_void_p,
    "": None,
}


def parse(text: str) -> ModuleOp:
    context = Context()
    for name, load in Universe.get_multiverse().all_dialects.items():
        context.register_dialect(name, load)
    module = Parser(context, text).parse_module()
    module.verify()
    return module


class Program:
    """A compiled module, with its functions as Python callables."""

    def __init__(self, text: str, level: int = 0):
        self.module = parse(text)
        before = str(self.module)
        self.llvm_ir = write_llvm_ir(self.module)
        assert str(self.module) == before, "the writer changed the module"
        self.code: CompiledModule = compile_module(self.llvm_ir, level)

    def function(self, name: str, signature: str) -> Callable[..., Any]:
        """`signature` is like "f64 index -> f64"."""
        inputs, _, output = signature.partition("->")
        types = [C_TYPES[word] for word in inputs.split()]
        prototype = ctypes.CFUNCTYPE(C_TYPES[output.strip()], *types)
        function = prototype(self.code.address(name))
        function.program = self  # the code lives as long as its module
        return function


@pytest.fixture(params=[0, 3], ids=["O0", "O3"])
def program(request: pytest.FixtureRequest) -> Callable[[str], Program]:
    return lambda text: Program(text, request.param)
