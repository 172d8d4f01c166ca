"""Names for the functions that are made of calls and registrations.

unused_name(module, "f.tangent")  -->  "f.tangent", or "f.tangent.1" if that is taken
"""

from __future__ import annotations

from xdsl.dialects.builtin import ModuleOp

from xdsl_enzyme.dialects.symbols import lookup


def unused_name(module: ModuleOp, wanted: str) -> str:
    """`wanted`, or the first of its numbered variants that no symbol of the module has."""
    name, number = wanted, 0
    while lookup(module, name) is not None:
        number += 1
        name = f"{wanted}.{number}"
    return name
