"""Metadata: debug locations, and the nodes that memory accesses refer to.

``!dbg !7`` --> ``loc("f.c":3:9)`` and ``!tbaa !9`` --> the attribute ``tbaa = "!9"``, a key into the module's
``llvm.metadata``, which holds the text of ``!9`` and of every node that it refers to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from xdsl.dialects.builtin import DictionaryAttr, FileLineColLoc, IntAttr, StringAttr
from xdsl.ir import Attribute

from xdsl_enzyme.frontends.llvm_ir.tokens import decode_string

_LINE = re.compile(r"\bline: (\d+)")
_COLUMN = re.compile(r"\bcolumn: (\d+)")
_SCOPE = re.compile(r"\bscope: (!\d+)")
_FILE = re.compile(r"\bfile: (!\d+)")
_FILENAME = re.compile(r'\bfilename: ("[^"]*")')
_NODE = re.compile(r"![0-9]+")

KEPT_ATTACHMENTS = {
    "!tbaa": "tbaa",
    "!tbaa.struct": "tbaa_struct",
    "!alias.scope": "alias_scopes",
    "!noalias": "noalias_scopes",
}
"""Attachments that say something about the program's meaning, and their names as attributes."""


@dataclass
class Metadata:
    """The numbered metadata nodes of a module."""

    nodes: dict[str, str] = field(default_factory=dict[str, str])
    """Node number (``!7``) to the text of the node."""

    _used: set[str] = field(default_factory=set[str])
    _files: dict[str, StringAttr | None] = field(default_factory=dict[str, StringAttr | None])
    """By scope."""
    _locations: dict[str, FileLineColLoc | None] = field(
        default_factory=dict[str, FileLineColLoc | None]
    )

    def location(self, node: str) -> FileLineColLoc | None:
        """The source position that a `DILocation` (or a `DISubprogram`) stands for."""
        if node not in self._locations:
            self._locations[node] = self._read_location(node)
        return self._locations[node]

    def attributes(self, attachments: dict[str, str]) -> dict[str, Attribute]:
        """The attachments that are kept, as attributes of the op."""
        attributes: dict[str, Attribute] = {}
        for kind, node in attachments.items():
            if name := KEPT_ATTACHMENTS.get(kind):
                attributes[name] = StringAttr(node)
                self._used.add(node)
        return attributes

    def used_nodes(self) -> DictionaryAttr:
        """The nodes that kept attachments refer to, directly or not."""
        pending, texts = list(self._used), dict[str, Attribute]()
        while pending:
            node = pending.pop()
            if node not in texts and node in self.nodes:
                texts[node] = StringAttr(self.nodes[node])
                pending.extend(_NODE.findall(self.nodes[node]))
        return DictionaryAttr(dict(sorted(texts.items(), key=lambda item: int(item[0][1:]))))

    def _read_location(self, node: str) -> FileLineColLoc | None:
        text = self.nodes.get(node, "")
        line = _LINE.search(text)
        if line is None or (file := self._file(text)) is None:
            return None
        column = _COLUMN.search(text)
        return FileLineColLoc(file, IntAttr(int(line[1])), IntAttr(int(column[1]) if column else 0))

    def _file(self, text: str) -> StringAttr | None:
        """The file of a location or a scope: its own, or that of the scope around it."""
        if filename := _FILENAME.search(text):
            return StringAttr(decode_string(filename[1]).decode(errors="replace"))
        outer = _FILE.search(text) or _SCOPE.search(text)
        if outer is None:
            return None
        scope = outer[1]
        if scope not in self._files:
            self._files[scope] = None  # for scopes that contain themselves
            self._files[scope] = self._file(self.nodes.get(scope, ""))
        return self._files[scope]
