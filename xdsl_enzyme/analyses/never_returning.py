"""What leads nowhere: calls that never return, and what is done only on the way there.

On structured form, where control flow seems to go on behind such a call::

    scf.if %negative {
      %e = func.call @__cxa_allocate_exception(%size)         lost: nothing that happens here is seen by what the function returns
      func.call @report(%e, %x)                               lost
      func.call @__cxa_throw(%e, …)                           never returns
      scf.yield
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from xdsl.dialects.builtin import DictionaryAttr, SymbolRefAttr
from xdsl.ir import Operation

from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.dialects.symbols import lookup


def never_returns(op: Operation) -> bool:
    """Whether nothing comes after a call, by what it or the function that is called says."""
    symbol = op.properties.get("callee")
    if not isinstance(symbol, SymbolRefAttr):
        return False
    for holder in (op, lookup(op, symbol)):
        flags = holder.attributes.get("llvm.attributes") if holder is not None else None
        if isinstance(flags, DictionaryAttr) and "noreturn" in flags.data:
            return True
    return False


def returning_operations(function: Operation) -> Iterator[Operation]:
    """The ops inside a function, outer before inner, without those on a way that leads nowhere."""
    for region in function.regions:
        for block in region.blocks:
            if any(map(never_returns, block.ops)):
                continue
            for op in block.ops:
                yield op
                if op.regions:
                    yield from returning_operations(op)


def lost_operations(function: Operation) -> set[Operation]:
    """All others."""
    operations = walk_regions(function)
    next(operations)
    return {*operations}.difference(returning_operations(function))
