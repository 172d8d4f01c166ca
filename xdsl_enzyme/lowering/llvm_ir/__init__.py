"""Writes LLVM IR: the mirror image of the reader in `frontends.llvm_ir`.

`write_llvm_ir(module)` prints a module in cf form or in structured form, or any mix of the two, as the text of LLVM
IR, in one walk and without changing the module::

    func.func @square(%x: f64) -> f64 {            define double @square(double %x) {
      %y = arith.mulf %x, %x : f64          ->     entry:
      func.return %y : f64                           %y = fmul double %x, %x
    }                                                ret double %y
                                                   }

Each operation is written by one small function, found by the operation's class in `HANDLERS`. Anything unknown is a
`LoweringError`; there is no fallback.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from xdsl.dialects import func, llvm, memref
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Operation

from xdsl_enzyme.deep_recursion import deeply_recursive
from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.llvm_ir import arith as _arith
from xdsl_enzyme.lowering.llvm_ir import atomics as _atomics
from xdsl_enzyme.lowering.llvm_ir import calls as _calls
from xdsl_enzyme.lowering.llvm_ir import complex as _complex
from xdsl_enzyme.lowering.llvm_ir import descriptor_casts as _descriptor_casts
from xdsl_enzyme.lowering.llvm_ir import exceptions as _exceptions
from xdsl_enzyme.lowering.llvm_ir import loops as _loops
from xdsl_enzyme.lowering.llvm_ir import math as _math
from xdsl_enzyme.lowering.llvm_ir import memref_views as _memref_views
from xdsl_enzyme.lowering.llvm_ir import memrefs as _memrefs
from xdsl_enzyme.lowering.llvm_ir import vectors as _vectors
from xdsl_enzyme.lowering.llvm_ir.functions import write_function
from xdsl_enzyme.lowering.llvm_ir.globals import write_global, write_memref_global
from xdsl_enzyme.lowering.llvm_ir.writer import HANDLERS, FunctionWriter, ModuleWriter, writes
from xdsl_enzyme.lowering.prepare import prepared

__all__ = ["HANDLERS", "FunctionWriter", "write_llvm_ir", "writes"]

# Imported for the handlers that they register.
_HANDLER_MODULES = (
    _arith,
    _atomics,
    _calls,
    _complex,
    _descriptor_casts,
    _exceptions,
    _loops,
    _math,
    _memref_views,
    _memrefs,
    _vectors,
)

_TOP_LEVEL: dict[type[Operation], Callable[[ModuleWriter, Any], None]] = {
    func.FuncOp: write_function,
    llvm.FuncOp: write_function,
    llvm.GlobalOp: write_global,
    memref.GlobalOp: write_memref_global,
}


@deeply_recursive
def write_llvm_ir(module: ModuleOp, directories: Mapping[str, str] | None = None) -> str:
    """The text of `module` in LLVM IR. The module has to be valid and is left as it is.

    With `directories`, where source files are found, its functions have line tables. Raises `LoweringError` for anything that has no exact counterpart.
    """
    module = prepared(module)
    writer = ModuleWriter(module, directories)
    for op in module.body.block.ops:
        write = _TOP_LEVEL.get(type(op))
        if write is None:
            raise LoweringError(
                f"the operation '{op.name}' cannot be at the top of a module for LLVM IR", where=op
            )
        try:
            write(writer, op)
        except LoweringError as error:
            if error.where is not None:
                raise
            raise LoweringError(error.what, where=op, why=error.why, hint=error.hint) from None
        except RecursionError:
            raise LoweringError(
                "regions are nested too deep to be written",
                where=op,
                hint="split the function, or raise Python's limit with sys.setrecursionlimit",
            ) from None
    return writer.text()
