"""Names for the functions and globals that passes make, and who refers to them.

unused_name(module, "f.gradient")  -->  "f.gradient", or "f.gradient.2" if that is taken
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from xdsl.dialects.builtin import ArrayAttr, DictionaryAttr, ModuleOp, SymbolRefAttr
from xdsl.ir import Attribute, Operation

from xdsl_enzyme.dialects.symbols import symbol_name


def unused_name(module: ModuleOp, wanted: str) -> str:
    """`wanted`, or the first of its numbered variants that no symbol of the module has."""
    # A table that is made again whenever a name is missing would cost more.
    taken = set(map(symbol_name, module.body.block.ops))
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}.{number}"
    return name


def symbols_in(op: Operation) -> Iterator[str]:
    """The names that the properties and attributes of an op refer to; not those in its regions."""
    for attribute in (*op.properties.values(), *op.attributes.values()):
        yield from _symbols_in(attribute)


def _symbols_in(attribute: Attribute) -> Iterator[str]:
    if isinstance(attribute, SymbolRefAttr):
        yield attribute.root_reference.data
    elif isinstance(attribute, ArrayAttr):
        for one in cast("ArrayAttr[Attribute]", attribute):
            yield from _symbols_in(one)
    elif isinstance(attribute, DictionaryAttr):
        for one in attribute.data.values():
            yield from _symbols_in(one)
