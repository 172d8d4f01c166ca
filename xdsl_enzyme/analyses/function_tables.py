"""Constants that hold nothing but addresses of functions, of such constants, and integers: vtables, tables of handlers, type information.

No float gets there, and there is nothing to write: such a table needs no shadow, and a pointer to it is a constant like that of a function::

    @vtable = constant { [3 x ptr] } { [3 x ptr] [ptr null, ptr @typeinfo, ptr @area] }
"""

from __future__ import annotations

import re

from xdsl.dialects import func, llvm
from xdsl.dialects.builtin import SymbolRefAttr
from xdsl.ir import Operation

from xdsl_enzyme.analyses.layout import float_leaves
from xdsl_enzyme.dialects.symbols import lookup

_TYPE_INFORMATION = re.compile(r"_ZT[VIST]|_Q.*E?X(?:dt|c|n|v|s|p|b|lv|kp|lpk)X")
"""
How the C++ ABI names vtables, type information, the names of types and tables of vtables; and flang descriptions of derived types, of their
components and bindings, and the like. Programs that look into them do so by functions of their run-time libraries.
"""


def is_function_or_table(op: Operation, name: SymbolRefAttr) -> bool:
    """Whether `name`, as seen by `op`, is a function or a table of functions."""
    return _is_table(lookup(op, name), set())


def _is_table(symbol: Operation | None, around: set[Operation]) -> bool:
    if isinstance(symbol, func.FuncOp | llvm.FuncOp) or symbol in around:
        return True
    if not isinstance(symbol, llvm.GlobalOp):
        return False
    is_type_information = _TYPE_INFORMATION.match(symbol.sym_name.data) is not None
    if not symbol.body.blocks and symbol.value is None:
        return is_type_information
    if symbol.constant is None:
        return False
    if is_type_information:
        return True
    if float_leaves(symbol.global_type):
        return False
    named = [
        op.global_name
        for block in symbol.body.blocks
        for op in block.ops
        if isinstance(op, llvm.AddressOfOp)
    ]
    return bool(named) and all(_is_table(lookup(symbol, one), around | {symbol}) for one in named)
