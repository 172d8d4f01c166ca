"""Which memory pointers may lead to: a solver of inclusions between sets of pointers.

Pointers lie in nodes: values, and cells of memory. What is in one node gets into others (Andersen, *Program analysis and specialization for
the C programming language*, 1994, section 4)::

    connect(a, b, 8)        what %a points to, %b points to 8 bytes further on
    read(m, 16, 8, b)       what pointers at byte 16 of some memory lead to, %b leads to

Code that is not looked at knows the node `outside`: whatever gets there it may read and write.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from xdsl.ir import SSAValue

from xdsl_enzyme.analyses.memory_objects import ANYWHERE, HERE, Offset
from xdsl_enzyme.analyses.types.offset_widening import widened

ALL = 1 << 62
"""The number of bytes of what may be of any size."""

MANY = 64
"""Cells of one piece of memory that are told apart."""

Watcher = Callable[["Memory", Offset], None]


class Node:
    """Where pointers may be: a value, or a part of memory."""

    __slots__ = ("edges", "targets", "watchers")

    def __init__(self) -> None:
        self.targets: dict[Memory, Offset] = {}
        self.edges: dict[tuple[Node, Offset], None] = {}
        """Where they get to, and how far they are moved on the way."""
        self.watchers: list[Watcher] = []


class Memory:
    """What one place of the program allocates; or a function."""

    __slots__ = ("cells", "copies", "is_exposed", "number", "origin", "readers")

    def __init__(self, number: int, origin: SSAValue | str | None):
        self.number = number
        self.origin = origin
        """The pointer to it, or the name of the symbol."""
        self.cells: dict[tuple[Offset, int], Node] = {}
        """What pointers are stored in it, by offset and size in bytes."""
        self.readers: dict[tuple[Offset, int, Node], None] = {}
        """What is read from it."""
        self.copies: dict[tuple[Offset, int, Memory, Offset], None] = {}
        """Begin and size of what is copied from it, to which memory, and how much further on it is there."""
        self.is_exposed = False
        """Whether code that is not looked at may read and write it."""


class PointerInclusions:
    """Nodes, memory, and the inclusions between them, which `solve` fulfils; until then, and after it, more can be added."""

    def __init__(self) -> None:
        self.memory: list[Memory] = []
        self.outside = Node()
        """The pointers that code knows that is not looked at."""
        self._news: deque[tuple[Node, Memory]] = deque()
        self.outside.watchers.append(self.expose)
        self.add(self.outside, self.new(None), ANYWHERE)

    def solve(self) -> None:
        while self._news:
            node, memory = self._news.popleft()
            offset = node.targets[memory]
            for target, by in list(node.edges):
                self.add(target, memory, offset.plus(by))
            for watcher in list(node.watchers):
                watcher(memory, offset)

    def add(self, node: Node, memory: Memory, offset: Offset) -> None:
        known = node.targets.get(memory)
        joined = offset if known is None else widened(known, offset)
        if joined != known:
            node.targets[memory] = joined
            self._news.append((node, memory))

    def connect(self, source: Node, target: Node, by: Offset = HERE) -> None:
        if source is not target and (target, by) not in source.edges:
            source.edges[target, by] = None
            for memory, offset in list(source.targets.items()):
                self.add(target, memory, offset.plus(by))

    def watch(self, node: Node, watcher: Watcher) -> None:
        node.watchers.append(watcher)
        for memory, offset in list(node.targets.items()):
            watcher(memory, offset)

    def once(self, node: Node, begin: Callable[[], None]) -> None:
        """Call `begin` when something is known of a node for the first time: however much that is by then."""
        has_begun = False

        def watcher(memory: Memory, offset: Offset) -> None:
            nonlocal has_begun
            if not has_begun:
                has_begun = True
                begin()

        self.watch(node, watcher)

    def new(self, origin: SSAValue | str | None) -> Memory:
        memory = Memory(len(self.memory), origin)
        self.memory.append(memory)
        return memory

    # Memory

    def cell(self, memory: Memory, offset: Offset, size: int) -> Node:
        """What is stored there."""
        if (known := memory.cells.get((offset, size))) is not None:
            return known
        if len(memory.cells) >= MANY:
            offset, size = ANYWHERE, ALL
            if (known := memory.cells.get((offset, size))) is not None:
                return known
        cell = memory.cells[offset, size] = Node()
        for where, length, reader in list(memory.readers):
            if offset.may_overlap(size, where, length):
                self.connect(cell, reader)
        for copy in list(memory.copies):
            self._copy_cell(cell, offset, size, copy)
        if memory.is_exposed:
            self.connect(cell, self.outside, ANYWHERE)
        return cell

    def read(self, memory: Memory, offset: Offset, size: int, node: Node) -> None:
        if (offset, size, node) in memory.readers:
            return
        memory.readers[offset, size, node] = None
        for (where, length), cell in list(memory.cells.items()):
            if where.may_overlap(length, offset, size):
                self.connect(cell, node)
        if memory.is_exposed:
            self.connect(self.outside, node)

    def copy(self, source: Memory, start: Offset, size: int, target: Memory, shift: Offset) -> None:
        copy = (start, size, target, shift)
        if copy in source.copies:
            return
        source.copies[copy] = None
        for (where, length), cell in list(source.cells.items()):
            self._copy_cell(cell, where, length, copy)
        if source.is_exposed:
            self.connect(self.outside, self.cell(target, ANYWHERE, ALL))

    def _copy_cell(
        self, cell: Node, where: Offset, length: int, copy: tuple[Offset, int, Memory, Offset]
    ) -> None:
        start, size, target, shift = copy
        if where.may_overlap(length, start, size):
            self.connect(cell, self.cell(target, where.plus(shift), length))

    def expose(self, memory: Memory, offset: Offset) -> None:
        """Code that is not looked at knows a pointer to it."""
        if memory.is_exposed:
            return
        memory.is_exposed = True
        for cell in list(memory.cells.values()):
            self.connect(cell, self.outside, ANYWHERE)
        for _, _, reader in list(memory.readers):
            self.connect(self.outside, reader)
        for _, _, target, _ in list(memory.copies):
            self.connect(self.outside, self.cell(target, ANYWHERE, ALL))
