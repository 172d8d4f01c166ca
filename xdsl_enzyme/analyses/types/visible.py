"""Memory that others than the functions that are looked at may know: what is in it may be used though nobody here uses it.

On structured form::

    func.func @f(%x : !llvm.ptr) { %p = func.call @malloc(…)          what %x leads to is visible, what %p leads to is not
"""

from __future__ import annotations

from collections import defaultdict

from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.analyses.types.pointers import Pointers
from xdsl_enzyme.analyses.types.storage import Storage
from xdsl_enzyme.analyses.value_flow import terminator


def visible_storages(pointers: Pointers) -> set[Storage]:
    """
    What the first function is given or returns, and what globals and pointers of unknown origin lead to, with all that can be reached
    from there; also under the names that it has in callees.
    """
    places = [place for _, place in pointers.globals()]
    places += (one for one in pointers.places() if one.resolved()[0].is_foreign)
    root = next(iter(pointers.functions.values()), None)
    if root is not None:
        block = root.body.block
        values = (*block.args, *terminator(block).operands)
        places += (pointers.place_of(one) for one in values if holds_pointers(one.type))
    inside: dict[Storage, list[Storage]] = defaultdict(list)
    for relation in pointers.calls.values():
        for inner, outer in relation.items():
            inside[outer.resolved()[0]].append(inner.root()[0])
    found: set[Storage] = set()
    pending = [one.resolved()[0] for one in places]
    while pending:
        storage = pending.pop()
        if storage not in found:
            found.add(storage)
            pending += inside[storage]
            pending += (slot.resolved()[0] for slot in storage.slots.values())
    return found
