"""Small functions in MLIR, differentiated by the real pipeline and by the oracle.

::

    programs = Programs({"sine": SINE})            # SINE defines func.func @sine(%x: f64, …) -> f64
    programs.forward("sine", [0.3], [1.0])         # (value, tangent)
    programs.reverse("sine", [0.3])                # [derivative]
    programs.oracle.gradient("sine", [0.3])        # the same from the oracle

All functions of one `Programs` are compiled together, each with drivers that pass numbers through memory.
"""

from __future__ import annotations

import ctypes
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from xdsl.dialects.builtin import ModuleOp
from xdsl.dialects.func import FuncOp
from xdsl.traits import SymbolTable

from tests.oracle import Oracle
from tests.oracle.parsing import parse
from xdsl_enzyme.analyses.dominance import verify_dominance
from xdsl_enzyme.lowering.jit import compile_module
from xdsl_enzyme.lowering.llvm_ir import write_llvm_ir
from xdsl_enzyme.passes.pipelines import run_pipeline
from xdsl_enzyme.passes.reverse import EnzymeReversePass

Numbers = NDArray[np.float64]

DUP = "#enzyme<activity enzyme_dup>"
ACTIVE = "#enzyme<activity enzyme_active>"


def _verify(_: object, module: ModuleOp) -> None:
    module.verify()
    verify_dominance(module)


def _loads(source: str, names: Sequence[str], type: str = "f64") -> str:
    """Loads of values that lie one behind the other."""
    lines: list[str] = []
    for index, name in enumerate(names):
        lines.append(
            f"%{name}_at = llvm.getelementptr %{source}[{index}] : (!llvm.ptr) -> !llvm.ptr, {type}"
        )
        lines.append(
            f"%{name} = llvm.load %{name}_at {{alignment = 8 : i64}} : !llvm.ptr -> {type}"
        )
    return "\n".join(lines)


def _list(items: Sequence[str]) -> str:
    return ", ".join(items)


def _forward_driver(name: str, arity: int, width: int) -> str:
    tangent = "f64" if width == 1 else f"vector<{width}xf64>"
    xs, ts = [f"x{i}" for i in range(arity)], [f"t{i}" for i in range(arity)]
    pairs = [f"%{v}" for pair in zip(xs, ts, strict=True) for v in pair]
    types = ["f64", tangent] * arity
    return f"""
func.func @{name}_forward{width}(%in : !llvm.ptr, %tangents : !llvm.ptr, %out : !llvm.ptr) {{
  {_loads("in", xs)}
  {_loads("tangents", ts, tangent)}
  %r, %dr = enzyme.fwddiff @{name}({_list(pairs)}) {{
    activity = [{_list([DUP] * arity)}], ret_activity = [{DUP}], width = {width}
  }} : ({_list(types)}) -> (f64, {tangent})
  llvm.store %r, %out : f64, !llvm.ptr
  %next = llvm.getelementptr %out[1] : (!llvm.ptr) -> !llvm.ptr, f64
  llvm.store %dr, %next {{alignment = 8 : i64}} : {tangent}, !llvm.ptr
  func.return
}}"""


def _reverse_driver(name: str, arity: int) -> str:
    xs, ds = [f"x{i}" for i in range(arity)], [f"d{i}" for i in range(arity)]
    stores = "\n".join(
        f"%{d}_at = llvm.getelementptr %out[{i}] : (!llvm.ptr) -> !llvm.ptr, f64\n"
        f"llvm.store %{d}, %{d}_at : f64, !llvm.ptr"
        for i, d in enumerate(ds)
    )
    return f"""
func.func @{name}_reverse(%in : !llvm.ptr, %seed : f64, %out : !llvm.ptr) {{
  {_loads("in", xs)}
  {_list([f"%{d}" for d in ds])} = enzyme.autodiff @{name}({_list([f"%{x}" for x in xs])}, %seed) {{
    activity = [{_list([ACTIVE] * arity)}], ret_activity = [#enzyme<activity enzyme_activenoneed>]
  }} : ({_list(["f64"] * (arity + 1))}) -> ({_list(["f64"] * arity)})
  {stores}
  func.return
}}"""


class Programs:
    """Functions of floats (f64) with one float result, compiled with their derivatives."""

    def __init__(
        self,
        functions: Mapping[str, str],
        *,
        declarations: str = "",
        wide: Collection[str] = (),
        strong_zero: str = "auto",
        level: int = 0,
    ):
        """`wide`: the functions that have a forward mode of width 4, too."""
        primal = declarations + "".join(functions.values())
        self.oracle = Oracle(parse(primal))
        self.arities: dict[str, int] = {}
        module = parse(primal)
        drivers: list[str] = []
        for name in functions:
            function = SymbolTable.lookup_symbol(module, name)
            assert isinstance(function, FuncOp)
            arity = self.arities[name] = len(function.function_type.inputs.data)
            widths = (1, 4) if name in wide else (1,)
            drivers += [_forward_driver(name, arity, width) for width in widths]
            drivers.append(_reverse_driver(name, arity))
        module = parse(primal + "".join(drivers))
        passes = (
            "enzyme-forward",
            EnzymeReversePass(strong_zero),
            "enzyme-cache",
            "enzyme-lower-cache",
        )
        run_pipeline(module, passes, observer=_verify)
        self.module = module
        self.code = compile_module(write_llvm_ir(module), level)

    def forward(
        self, name: str, x: Sequence[float], tangent: Sequence[float]
    ) -> tuple[float, float]:
        """The value and its tangent in one direction."""
        value, tangents = self.forward_wide(name, x, np.array(tangent)[:, None])
        return value, float(tangents[0])

    def forward_wide(
        self, name: str, x: Sequence[float], tangents: Numbers
    ) -> tuple[float, Numbers]:
        """The value and its tangents; `tangents` is (arguments, directions)."""
        width = tangents.shape[1]
        given, seeds = (
            np.array(x, dtype=np.float64),
            np.array(tangents, dtype=np.float64, order="C"),
        )
        out = np.zeros(1 + width)
        self._call(f"{name}_forward{width}", _pointer(given), _pointer(seeds), _pointer(out))
        return float(out[0]), out[1:]

    def reverse(self, name: str, x: Sequence[float], seed: float = 1.0) -> list[float]:
        """The derivatives with respect to all arguments, times `seed`."""
        given, out = np.array(x, dtype=np.float64), np.zeros(len(x))
        self._call(f"{name}_reverse", _pointer(given), ctypes.c_double(seed), _pointer(out))
        return out.tolist()

    def _call(self, name: str, *arguments: ctypes.c_double | ctypes.c_void_p) -> None:
        types = [type(argument) for argument in arguments]
        ctypes.CFUNCTYPE(None, *types)(self.code.address(name))(*arguments)


def _pointer(array: Numbers) -> ctypes.c_void_p:
    return ctypes.c_void_p(array.ctypes.data)
