"""Functions and globals by name, from a table per module rather than by a search.

lookup(call, call.callee)  -->  the `func.func` in the module around `call`; None if there is none
"""

from __future__ import annotations

from weakref import WeakKeyDictionary, WeakValueDictionary

from xdsl.dialects.builtin import ModuleOp, StringAttr, SymbolRefAttr
from xdsl.ir import Operation
from xdsl.traits import SymbolTable

# A symbol leads to its module: if the tables held on to it, no module would ever be freed.
_tables: WeakKeyDictionary[ModuleOp, WeakValueDictionary[str, Operation]] = WeakKeyDictionary()


def lookup(op: Operation, name: str | SymbolRefAttr) -> Operation | None:
    """What `name` stands for at `op`: as xDSL's `SymbolTable.lookup_symbol`, in constant time where it is found."""
    anchor: Operation | None = op
    while anchor is not None and not isinstance(anchor, ModuleOp):
        if anchor.has_trait(SymbolTable):
            break
        anchor = anchor.parent_op()
    if not isinstance(anchor, ModuleOp) or not anchor.regions[0].blocks:
        return None if anchor is None else SymbolTable.lookup_symbol(op, name)
    if isinstance(name, SymbolRefAttr):
        if name.nested_references:
            return SymbolTable.lookup_symbol(op, name)
        name = name.root_reference.data
    # Passes add, rename and remove symbols as they like: what the table says is checked, and it is made again if it fails.
    known = table.get(name) if (table := _tables.get(anchor)) is not None else None
    if known is not None and known.parent is anchor.body.block and symbol_name(known) == name:
        return known
    table = WeakValueDictionary[str, Operation]()
    for symbol in anchor.body.block.ops:
        if (symbol_is := symbol_name(symbol)) is not None:
            table.setdefault(symbol_is, symbol)
    _tables[anchor] = table
    return table.get(name)


def symbol_name(op: Operation) -> str | None:
    """The symbol that an op of a module's top level defines."""
    name = op.properties.get("sym_name") or op.attributes.get("sym_name")
    return name.data if isinstance(name, StringAttr) else None
