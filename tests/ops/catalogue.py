"""The MLIR programs of this directory, one per op or group of ops, and how each wants to be called.

A file `<dialect>/<name>.mlir` defines `func.func @<name>` on floats, integers and memrefs. Its first line says with what it is
called, in the words of `tests.integration.programs.catalogue`; further ones may name modes in which it must be refused, and say
why MLIR's own lowerings fail on the program itself::

    // ARGS: number(0.8), integer(3), array(4)
    // REFUSED: width
    // NOT BY MLIR: its lowering of vector.insert wants constant rows
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from xdsl.dialects.builtin import AnyFloat, ModuleOp
from xdsl.dialects.func import FuncOp
from xdsl.traits import SymbolTable

from tests.integration.differentiated import Case
from tests.integration.programs import catalogue
from tests.integration.programs.catalogue import Argument
from xdsl_enzyme.frontends.load import load_module

HERE = Path(__file__).parent
MODES = ("forward", "width", "reverse", "wide_reverse")

_WORDS = {
    name: getattr(catalogue, name)
    for name in ("array", "constant", "given", "integer", "integers", "number", "output")
}
_WORDS["f32"] = catalogue.np.float32


@dataclass(frozen=True)
class OpProgram:
    """One program."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def key(self) -> str:
        return f"{self.path.parent.name}/{self.name}"

    @cached_property
    def _lines(self) -> list[str]:
        return self.path.read_text().splitlines()

    def _directive(self, name: str) -> str | None:
        prefix = f"// {name}:"
        found = (line for line in self._lines[:3] if line.startswith(prefix))
        return next((line.removeprefix(prefix).strip() for line in found), None)

    @cached_property
    def arguments(self) -> Sequence[Argument]:
        text = self._directive("ARGS")
        assert text is not None, f"{self.path} does not begin with '// ARGS:'"
        return eval(f"[{text}]", dict(_WORDS))

    @cached_property
    def refused(self) -> frozenset[str]:
        text = self._directive("REFUSED") or ""
        modes = frozenset(text.replace(",", " ").split())
        assert modes <= set(MODES), f"{self.path} refuses unknown modes"
        return modes

    @property
    def not_by_mlir(self) -> bool:
        """Whether MLIR's tools can't lower the program itself."""
        return self._directive("NOT BY MLIR") is not None

    def module(self) -> ModuleOp:
        return load_module(self.path)

    @cached_property
    def is_single(self) -> bool:
        """Whether some of it is computed in less than double precision."""
        return any("xf32" in line or " f32" in line for line in self._lines)

    @cached_property
    def case(self) -> Case:
        function = SymbolTable.lookup_symbol(self.module(), self.name)
        assert isinstance(function, FuncOp), f"{self.path} does not define @{self.name}"
        outputs = function.function_type.outputs.data
        return Case(
            self.path,
            self.name,
            [argument.value for argument in self.arguments],
            [index for index, argument in enumerate(self.arguments) if argument.active],
            bool(outputs) and isinstance(outputs[0], AnyFloat),
            catalogue.SINGLE if self.is_single else 1e-9,
        )


PROGRAMS = {program.key: program for program in map(OpProgram, sorted(HERE.glob("*/*.mlir")))}
"""By dialect and name."""
