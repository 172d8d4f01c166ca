"""New ops are where in the source the op is that they stand for.

::

    %y = arith.mulf %x, %x loc("f.c":3:12)    -->    %dy = arith.mulf … loc("f.c":3:12)
"""

from __future__ import annotations

from xdsl.dialects.builtin import FileLineColLoc, LocationAttr
from xdsl.ir import Block, Operation


def locate(
    block: Block, after: Operation | None, before: Operation | None, location: LocationAttr
) -> None:
    """Give a location to the ops between two others of a block (None: its begin, its end) that have none."""
    if not isinstance(location, FileLineColLoc):
        return
    op = block.first_op if after is None else after.next_op
    while op is not None and op is not before:
        if not isinstance(op.location, FileLineColLoc):
            op.location = location
        op = op.next_op
