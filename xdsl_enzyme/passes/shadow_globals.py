"""Shadows of global variables: zeroed globals, one per global and width.

    llvm.mlir.global @state : f64         -->  llvm.mlir.global internal @state.shadow : f64 = zero
    memref.global @state : memref<2xf64>  -->  memref.global "private" @state.shadow : memref<2xf64> = uninitialized

They live as long as the program, so each call of an outermost derivative begins by setting them to zero: what a
derivative says is about one call.
"""

from __future__ import annotations

from collections.abc import Callable

from xdsl.builder import Builder
from xdsl.dialects import llvm, memref
from xdsl.dialects.builtin import ModuleOp, StringAttr, UnitAttr, i64
from xdsl.ir import Operation

from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.dialects.tangent_types import tangent_type
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.passes.symbol_names import unused_name
from xdsl_enzyme.rules.llvm import set_bytes_to_zero
from xdsl_enzyme.rules.memref import fill_with_zero
from xdsl_enzyme.rules.scf import integer


class ShadowGlobals:
    """The shadows of a module's globals, made when they are asked for."""

    def __init__(self, module: ModuleOp):
        self.module = module
        self._names: dict[tuple[str, int], str] = {}
        self._resets: list[Callable[[Builder], None]] = []

    def name_of(self, name: str, width: int) -> str:
        """The symbol of the shadow of global `name`."""
        key = (name, width)
        if key not in self._names:
            self._names[key] = self._make(name, width)
        return self._names[key]

    def set_to_zero(self, builder: Builder) -> None:
        """Build code that sets all shadows to zero."""
        for reset in self._resets:
            reset(builder)

    def _make(self, name: str, width: int) -> str:
        primal = lookup(self.module, name)
        wanted = unused_name(
            self.module, f"{name}.shadow" if width == 1 else f"{name}.shadow{width}"
        )
        match primal:
            case llvm.GlobalOp():
                shadow = self._of_llvm(primal, wanted, width)
            case memref.GlobalOp():
                shadow = self._of_memref(primal, wanted, width)
            case _:
                raise DifferentiationError(
                    f"'{name}' is active memory, but not a variable",
                    why="only variables have shadows",
                )
        self.module.body.block.insert_op_after(shadow, primal)
        return wanted

    def _of_llvm(self, primal: llvm.GlobalOp, name: str, width: int) -> Operation:
        type = primal.global_type
        size = size_of(type) * width

        def reset(builder: Builder) -> None:
            address = builder.insert(llvm.AddressOfOp(name, llvm.LLVMPointerType())).result
            set_bytes_to_zero(builder, address, integer(builder, size, i64))

        self._resets.append(reset)
        return llvm.GlobalOp(
            type if width == 1 else llvm.LLVMArrayType(width, type),
            name,
            "internal",
            value=UnitAttr(),
            alignment=primal.alignment.value.data if primal.alignment is not None else None,
        )

    def _of_memref(self, primal: memref.GlobalOp, name: str, width: int) -> Operation:
        type = tangent_type(primal.type, width)

        def reset(builder: Builder) -> None:
            array = builder.insert(memref.GetGlobalOp(name, type)).memref
            fill_with_zero(builder, array)

        self._resets.append(reset)
        return memref.GlobalOp.get(StringAttr(name), type, UnitAttr())
