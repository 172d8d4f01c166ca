"""Names for the functions and globals that passes make.

unused_name(module, "f.gradient")  -->  "f.gradient", or "f.gradient.2" if that is taken
"""

from __future__ import annotations

from xdsl.dialects.builtin import ModuleOp
from xdsl.traits import SymbolTable


def unused_name(module: ModuleOp, wanted: str) -> str:
    """`wanted`, or the first of its numbered variants that no symbol of the module has."""
    name, number = wanted, 1
    while SymbolTable.lookup_symbol(module, name) is not None:
        number += 1
        name = f"{wanted}.{number}"
    return name
