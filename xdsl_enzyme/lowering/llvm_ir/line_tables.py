"""Debug information for written functions: which line of the source each instruction belongs to.

::

    func.func @f.gradient … { %a = arith.mulf %x, %y : f64 loc("f.c":3:12) … }
    -->
    define double @f.gradient(…) !dbg !4 { %a = fmul double %x, %y, !dbg !5 … }
    !4 = distinct !DISubprogram(name: "f.gradient", file: !3, line: 3, …)
    !5 = !DILocation(line: 3, column: 12, scope: !4)

A derivative has the lines of what it is the derivative of, so that debuggers and profilers lead there. Calls always have a location, as
LLVM wants it: line 0 where none is known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from xdsl.dialects.builtin import FileLineColLoc
from xdsl.ir import Operation

from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.lowering.llvm_ir.names import quoted

_PRODUCER = "xdsl-enzyme"


@dataclass
class LineTables:
    """The debug information of one module."""

    add_node: Callable[[str], str]
    """Makes a metadata node of its text; returns the reference to it."""
    directories: Mapping[str, str]
    """Where source files are."""
    unit: str | None = None
    """The compile unit, once there is a function in it."""
    _files: dict[str, str] = field(default_factory=lambda: {})

    def named_nodes(self) -> list[str]:
        """What the module says about itself."""
        if self.unit is None:
            return []
        version = self.add_node('!{i32 2, !"Debug Info Version", i32 3}')
        return [f"!llvm.dbg.cu = !{{{self.unit}}}", f"!llvm.module.flags = !{{{version}}}"]

    def subprogram(self, op: Operation, name: str) -> Subprogram | None:
        """The entry of a function; None if nothing is known about where it is from."""
        first = next(
            (one.location for one in walk_regions(op) if isinstance(one.location, FileLineColLoc)),
            None,
        )
        if first is None:
            return None
        file = self.file(first.filename.data)
        if self.unit is None:
            self.unit = self.add_node(
                f"distinct !DICompileUnit(language: DW_LANG_C11, file: {file}, producer: {quoted(_PRODUCER)},"
                " isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)"
            )
        type = self.add_node("!DISubroutineType(types: !{})")
        node = self.add_node(
            f"distinct !DISubprogram(name: {quoted(name)}, linkageName: {quoted(name)}, scope: {file}, file: {file},"
            f" line: {first.line.data}, type: {type}, scopeLine: {first.line.data},"
            f" spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: {self.unit})"
        )
        return Subprogram(self, node, first.filename.data)

    def file(self, name: str) -> str:
        """The node of a file."""
        if name not in self._files:
            directory = self.directories.get(name, "")
            self._files[name] = self.add_node(
                f"!DIFile(filename: {quoted(name)}, directory: {quoted(directory)})"
            )
        return self._files[name]


@dataclass
class Subprogram:
    """The debug information of one function."""

    tables: LineTables
    node: str
    filename: str
    _scopes: dict[str, str] = field(default_factory=lambda: {})

    def annotate(self, lines: list[str], locations: Mapping[int, FileLineColLoc]) -> None:
        """Add the locations to the instructions of a function, in place."""
        for number, line in enumerate(lines):
            if not line.startswith("  ") or "\n" in line or " = phi " in line:
                continue
            if (known := locations.get(number)) is not None:
                lines[number] = f"{line}, !dbg {self._location(known)}"
            elif _is_call(line.split()):
                unknown = self.tables.add_node(f"!DILocation(line: 0, scope: {self.node})")
                lines[number] = f"{line}, !dbg {unknown}"

    def _location(self, known: FileLineColLoc) -> str:
        scope = self._scope(known.filename.data)
        return self.tables.add_node(
            f"!DILocation(line: {known.line.data}, column: {known.column.data}, scope: {scope})"
        )

    def _scope(self, filename: str) -> str:
        if filename == self.filename:
            return self.node
        if filename not in self._scopes:
            self._scopes[filename] = self.tables.add_node(
                f"!DILexicalBlockFile(scope: {self.node}, file: {self.tables.file(filename)}, discriminator: 0)"
            )
        return self._scopes[filename]


def _is_call(words: Sequence[str]) -> bool:
    start = words[2:4] if len(words) > 2 and words[1] == "=" else words[:2]
    return any(word in ("call", "invoke") for word in start)
