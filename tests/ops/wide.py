"""Forward mode of several directions at once: a driver in MLIR, compiled and called.

::

    func.func @wide(%x: f64, %tx: memref<4xf64>, %m: memref<3xf64>, %tm: memref<3xvector<4xf64>>, …)
"""

from __future__ import annotations

import ctypes
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from xdsl.dialects.builtin import MemRefType, ModuleOp
from xdsl.dialects.func import CallOp, FuncOp
from xdsl.dialects.llvm import LLVMPointerType
from xdsl.ir import Attribute
from xdsl.traits import SymbolTable

from tests.integration.differentiated import Case
from tests.oracle.parsing import parse
from xdsl_enzyme.analyses.dominance import verify_dominance
from xdsl_enzyme.frontends.load import load_module
from xdsl_enzyme.lowering.jit import compile_module
from xdsl_enzyme.passes.pipelines import DIFFERENTIATE, STRUCTURE, run_pipeline

WIDTH = 4
ALIGNMENT = 64


def directions(case: Case) -> dict[int, NDArray[Any]]:
    """For each differentiated argument its tangents, with the directions as the first axis."""
    generator = np.random.default_rng(7)
    return {
        index: generator.uniform(-1.0, 1.0, (WIDTH, *np.shape(case.inputs[index])))
        for index in case.wrt
    }


def expected(case: Case) -> list[Any]:
    """Tangents of the result, then of each differentiated array, by the oracle."""
    tangents = directions(case)
    result = case.oracle.jvp(
        case.name, case.inputs, [tangents.get(i) for i in range(len(case.inputs))]
    )
    returned = [result.value, result.tangent] if case.returns_float else []
    return [*returned, *(result.array_tangents[index] for index in case.arrays())]


class Driver:
    """Collects the parameters of the driver with the values that they are called with."""

    def __init__(self, case: Case, types: list[Attribute]):
        self.case = case
        self.parameters: list[str] = []
        self.values: list[Any] = []
        self.before: list[str] = []
        self.operands: list[tuple[str, str]] = []
        self.activities: list[str] = []
        self.shadows: dict[int, NDArray[Any]] = {}
        self.kept: list[NDArray[Any]] = []
        """Arrays that are passed by their addresses."""
        tangents = directions(case)
        for index, (type, value) in enumerate(zip(types, case.fresh_inputs(), strict=True)):
            active = index in case.wrt
            self.activities.append("enzyme_dup" if active else "enzyme_const")
            if isinstance(value, np.ndarray):
                self.array(index, type, value, tangents.get(index))
            else:
                self.number(index, type, value, tangents.get(index))

    def parameter(self, name: str, type: str, value: Any) -> str:
        self.parameters.append(f"%{name} : {type}")
        self.values.append(value)
        return f"%{name}"

    def memref(self, name: str, element: str, array: NDArray[Any], rank: int) -> tuple[str, str]:
        """A memref over the first `rank` dimensions of an array; the rest are the lanes of its elements."""
        type = "memref<" + "".join(f"{size}x" for size in array.shape[:rank]) + f"{element}>"
        return self.parameter(name, type, (array, rank)), type

    def pointer(self, name: str, array: NDArray[Any]) -> str:
        self.kept.append(array)
        return self.parameter(name, "!llvm.ptr", array.ctypes.data)

    def array(
        self, index: int, type: Attribute, value: NDArray[Any], tangent: NDArray[Any] | None
    ) -> None:
        if isinstance(type, LLVMPointerType):
            self.operands.append((self.pointer(f"x{index}", value), "!llvm.ptr"))
            if tangent is not None:
                shadow = self.shadows[index] = aligned(
                    np.moveaxis(tangent, 0, -1).astype(value.dtype)
                )
                self.operands.append((self.pointer(f"t{index}", shadow), "!llvm.ptr"))
            return
        assert isinstance(type, MemRefType)
        element = str(type.element_type)
        static = self.memref(f"x{index}", element, aligned(value), value.ndim)
        self._operand(f"{static[0]}_c", static, str(type))
        if tangent is None:
            return
        shadow = aligned(np.moveaxis(tangent, 0, -1).astype(value.dtype))
        self.shadows[index] = shadow
        element = f"vector<{WIDTH}x{element}>"
        static = self.memref(f"t{index}", element, shadow, value.ndim)
        dynamic = str(
            MemRefType(parse_type(element), type.get_shape(), type.layout, type.memory_space)
        )
        self._operand(f"{static[0]}_c", static, dynamic)

    def _operand(self, name: str, static: tuple[str, str], type: str) -> None:
        if static[1] != type:
            self.before.append(f'{name} = "memref.cast"({static[0]}) : ({static[1]}) -> {type}')
            static = (name, type)
        self.operands.append(static)

    def number(self, index: int, type: Attribute, value: Any, tangent: NDArray[Any] | None) -> None:
        self.operands.append((self.parameter(f"x{index}", str(type), value), str(type)))
        if tangent is None:
            return
        wide = f"vector<{WIDTH}x{type}>"
        dtype = np.float32 if str(type) == "f32" else np.float64
        source, memref = self.memref(f"t{index}", wide, aligned(tangent.astype(dtype)), 0)
        self.before.append(f"%w{index} = memref.load {source}[] : {memref}")
        self.operands.append((f"%w{index}", wide))

    def request(
        self, mode: str, function: str, result_activities: list[str], results: list[tuple[str, str]]
    ) -> str:
        """The op that asks for the derivative."""
        names = ", ".join(name for name, _ in results)
        return (
            f"{names}{' = ' if names else ''}enzyme.{mode} @{function}"
            f"({', '.join(name for name, _ in self.operands)}) {{"
            f"activity = [{activities(self.activities)}], "
            f"ret_activity = [{activities(result_activities)}], width = {WIDTH}"
            f"}} : ({', '.join(type for _, type in self.operands)}) "
            f"-> ({', '.join(type for _, type in results)})"
        )


def parse_type(text: str) -> Attribute:
    module = parse(f"func.func private @f({text})")
    function = SymbolTable.lookup_symbol(module, "f")
    assert isinstance(function, FuncOp)
    return function.function_type.inputs.data[0]


def aligned(array: NDArray[Any]) -> NDArray[Any]:
    """A copy that begins where vectors may."""
    buffer = np.zeros(array.nbytes + ALIGNMENT, np.uint8)
    start = -buffer.ctypes.data % ALIGNMENT
    copy = buffer[start : start + array.nbytes].view(array.dtype).reshape(array.shape)
    copy[...] = array
    return copy


def computed(case: Case) -> list[Any]:
    """The same by the engine."""
    module = load_module(case.path)
    function = SymbolTable.lookup_symbol(module, case.name)
    assert isinstance(function, FuncOp)
    driver = Driver(case, list(function.function_type.inputs.data))
    outputs = list(function.function_type.outputs.data)
    result_activities = ["enzyme_constnoneed"] * len(outputs)
    results: list[tuple[str, str]] = []
    stores: list[str] = []
    returned: list[NDArray[Any]] = []
    if case.returns_float:
        result_activities[0] = "enzyme_dup"
        dtype = np.float32 if str(outputs[0]) == "f32" else np.float64
        returned = [aligned(np.zeros((), dtype)), aligned(np.zeros(WIDTH, dtype))]
        elements = (str(outputs[0]), f"vector<{WIDTH}x{outputs[0]}>")
        for name, element, array in zip(("value", "tangent"), elements, returned, strict=True):
            target, memref = driver.memref(name, element, array, 0)
            results.append((f"%{name}_result", element))
            stores.append(f"memref.store %{name}_result, {target}[] : {memref}")
    call = driver.request("fwddiff", case.name, result_activities, results)
    run(driver, module, [call, *stores])
    return [*returned, *(np.moveaxis(driver.shadows[index], -1, 0) for index in case.arrays())]


def run(driver: Driver, module: ModuleOp, statements: list[str]) -> None:
    """Add the driver to the program, differentiate, compile and call it."""
    text = "\n  ".join(
        [
            f"func.func @wide({', '.join(driver.parameters)}) {{",
            *driver.before,
            *statements,
            "func.return\n}",
        ]
    )
    for op in list(parse(f"{module_declarations(driver.case)}{text}").body.block.ops):
        if isinstance(op, FuncOp) and op.sym_name.data == "wide":
            op.detach()
            module.body.block.add_op(op)
    run_pipeline(module, (*STRUCTURE, *DIFFERENTIATE), observer=_verify)
    _drop_primal(module, driver.case.name)
    code = compile_module(module, 1)
    call_with(code.address("wide"), driver)


def _drop_primal(module: ModuleOp, name: str) -> None:
    """Leave out the program itself, unless a derivative calls it: MLIR may not lower all that is in it."""
    if any(isinstance(op, CallOp) and op.callee.string_value() == name for op in module.walk()):
        return
    primal = SymbolTable.lookup_symbol(module, name)
    if primal is not None:
        primal.detach()
        primal.erase()


def module_declarations(case: Case) -> str:
    """The program's own text, or the declaration of a C function, so that the driver verifies."""
    if case.path.suffix == ".mlir":
        return case.path.read_text() + "\n"
    function = SymbolTable.lookup_symbol(load_module(case.path), case.name)
    assert isinstance(function, FuncOp)
    type = function.function_type
    inputs, outputs = (", ".join(map(str, types)) for types in (type.inputs, type.outputs))
    return f"func.func private @{case.name}({inputs}) -> ({outputs})\n"


def activities(names: list[str]) -> str:
    return ", ".join(f"#enzyme<activity {name}>" for name in names)


def _verify(_: object, module: Any) -> None:
    module.verify()
    verify_dominance(module)


class Call(Protocol):
    """Parameters, as `%name : type`, and their values; a memref is an array and its rank."""

    parameters: list[str]
    values: list[Any]


def call_with(address: int, driver: Call) -> None:
    types: list[Any] = []
    values: list[Any] = []
    for parameter, value in zip(driver.parameters, driver.values, strict=True):
        if isinstance(value, tuple):
            array, rank = value
            sizes = array.shape[:rank]
            strides = [int(np.prod(sizes[position + 1 :])) for position in range(rank)]
            values += [array.ctypes.data, array.ctypes.data, 0, *sizes, *strides]
            types += [ctypes.c_void_p] * 2 + [ctypes.c_int64] * (1 + 2 * rank)
        else:
            values.append(value)
            types.append(_SCALARS[parameter.rpartition(" ")[2]])
    ctypes.CFUNCTYPE(None, *types)(address)(*values)


_SCALARS: dict[str, Any] = {
    "!llvm.ptr": ctypes.c_void_p,
    "f64": ctypes.c_double,
    "f32": ctypes.c_float,
    "index": ctypes.c_int64,
    "i64": ctypes.c_int64,
    "i32": ctypes.c_int32,
    "i1": ctypes.c_bool,
}
