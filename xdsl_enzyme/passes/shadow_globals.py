"""Shadows of global variables: zeroed globals, one per global and width.

    llvm.mlir.global @state : f64   -->   llvm.mlir.global internal @state.shadow : f64 = zero

They live as long as the program, so each call of an outermost derivative begins by setting them to zero: what a
derivative says is about one call.
"""

from __future__ import annotations

from xdsl.builder import Builder
from xdsl.dialects import llvm
from xdsl.dialects.builtin import ModuleOp, UnitAttr, i64
from xdsl.traits import SymbolTable

from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.passes.symbol_names import unused_name
from xdsl_enzyme.rules.llvm import set_bytes_to_zero
from xdsl_enzyme.rules.scf import integer


class ShadowGlobals:
    """The shadows of a module's globals, made when they are asked for."""

    def __init__(self, module: ModuleOp):
        self.module = module
        self._names: dict[tuple[str, int], str] = {}
        self._sizes: dict[str, int] = {}

    def name_of(self, name: str, width: int) -> str:
        """The symbol of the shadow of global `name`."""
        key = (name, width)
        if key not in self._names:
            self._names[key] = self._make(name, width)
        return self._names[key]

    def _make(self, name: str, width: int) -> str:
        primal = SymbolTable.lookup_symbol(self.module, name)
        if not isinstance(primal, llvm.GlobalOp):
            raise DifferentiationError(
                f"'{name}' is active memory, but not a variable", why="only variables have shadows"
            )
        wanted = f"{name}.shadow" if width == 1 else f"{name}.shadow{width}"
        shadow_name = unused_name(self.module, wanted)
        type = primal.global_type
        shadow = llvm.GlobalOp(
            type if width == 1 else llvm.LLVMArrayType(width, type),
            shadow_name,
            "internal",
            value=UnitAttr(),
            alignment=primal.alignment.value.data if primal.alignment is not None else None,
        )
        self.module.body.block.insert_op_after(shadow, primal)
        self._sizes[shadow_name] = size_of(type) * width
        return shadow_name

    def set_to_zero(self, builder: Builder) -> None:
        """Build code that sets all shadows to zero."""
        for name, size in self._sizes.items():
            address = builder.insert(llvm.AddressOfOp(name, llvm.LLVMPointerType())).result
            set_bytes_to_zero(builder, address, integer(builder, size, i64))
