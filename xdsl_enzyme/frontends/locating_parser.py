"""An MLIR parser that tells every op where in the file it is, unless the file itself says where it comes from.

::

    %y = math.exp %x : f64        on line 3 of f.mlir:  op.location = loc("f.mlir":3:3)
"""

from __future__ import annotations

from bisect import bisect_right

from xdsl.context import Context
from xdsl.dialects.builtin import FileLineColLoc, IntAttr, StringAttr, UnknownLoc
from xdsl.ir import Operation
from xdsl.parser import Parser


class LocatingParser(Parser):
    """Parses `text`, which is in the file `name`."""

    def __init__(self, context: Context, text: str, name: str):
        super().__init__(context, text, name)
        self._name = StringAttr(name)
        self._line_starts = [0]
        for line in text.splitlines(keepends=True):
            self._line_starts.append(self._line_starts[-1] + len(line))

    def parse_operation(self) -> Operation:
        position = self.pos
        op = super().parse_operation()
        if isinstance(op.location, UnknownLoc):
            op.location = self._location(position)
        return op

    def _location(self, position: int) -> FileLineColLoc:
        line = bisect_right(self._line_starts, position)
        column = position - self._line_starts[line - 1] + 1
        return FileLineColLoc(self._name, IntAttr(line), IntAttr(column))
