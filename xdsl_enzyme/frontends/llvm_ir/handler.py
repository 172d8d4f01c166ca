"""The type of the functions that read one kind of instruction."""

from __future__ import annotations

from collections.abc import Callable

from xdsl.ir import SSAValue

from xdsl_enzyme.frontends.llvm_ir.function_state import FunctionState
from xdsl_enzyme.frontends.llvm_ir.tokens import Cursor

Handler = Callable[[FunctionState, Cursor], SSAValue | None]
"""Reads what stands behind the opcode, and returns the value of the instruction if it has one."""
