"""The shadows of pointers that a program leaves in a global, from one derivative to the next.

Who frees in one call what he has allocated in the one before frees its shadow as well. It is still known if the pointer in the program's own global is
the one that was there when the last derivative was done::

    %same = pointer_compare eq, load @work, load @work.seen          when a derivative begins
    store (select %same, load @work.shadow, null), @work.shadow
    …
    store (load @work), @work.seen                                   when it is done

Else it is forgotten: the program has been called without derivative in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from xdsl.builder import Builder
from xdsl.dialects import arith, llvm
from xdsl.dialects.builtin import ModuleOp, UnitAttr
from xdsl.ir import SSAValue

from xdsl_enzyme.analyses.layout import POINTER_SIZE
from xdsl_enzyme.dialects.llvm_extra import PointerCompareOp
from xdsl_enzyme.passes.symbol_names import unused_name
from xdsl_enzyme.rules.llvm_pointers import move_by

MOST_POINTERS = 64
"""Of a global with more pointers, no shadows are kept."""

_POINTER = llvm.LLVMPointerType()


@dataclass
class KeptPointers:
    """Those of one global: `places` are where pointers lie in it, in bytes; its shadow is `width` times as long."""

    module: ModuleOp
    primal: llvm.GlobalOp
    shadow: str
    places: Sequence[int]
    width: int
    _seen: str | None = field(default=None, init=False)

    def load(self, builder: Builder) -> Sequence[SSAValue]:
        """The shadows to keep, null where there is none."""
        null = builder.insert(llvm.ZeroOp.create(result_types=[_POINTER])).res
        found: list[SSAValue] = []
        for position, place in enumerate(self.places):
            now = self._load(builder, self.primal.sym_name.data, place)
            before = self._load(builder, self._name(), position * POINTER_SIZE)
            shadow = self._load(builder, self.shadow, place * self.width)
            is_same = builder.insert(PointerCompareOp(0, now, before)).result
            found.append(builder.insert(arith.SelectOp(is_same, shadow, null)).result)
        return found

    def store(self, builder: Builder, pointers: Sequence[SSAValue]) -> None:
        """Store what `load` has found to the shadow."""
        for place, pointer in zip(self.places, pointers, strict=True):
            to = self._at(builder, self.shadow, place * self.width)
            builder.insert(llvm.StoreOp(pointer, to))

    def remember(self, builder: Builder) -> None:
        """Write down the pointers that the global has now."""
        for position, place in enumerate(self.places):
            now = self._load(builder, self.primal.sym_name.data, place)
            builder.insert(
                llvm.StoreOp(now, self._at(builder, self._name(), position * POINTER_SIZE))
            )

    def _name(self) -> str:
        """The symbol of what is written down, made when it is needed."""
        if self._seen is None:
            self._seen = unused_name(self.module, f"{self.shadow}.seen")
            type = llvm.LLVMArrayType(len(self.places), _POINTER)
            seen = llvm.GlobalOp(type, self._seen, "internal", value=UnitAttr())
            if self.primal.thread_local_ is not None:
                seen.thread_local_ = self.primal.thread_local_
            self.module.body.block.insert_op_after(seen, self.primal)
        return self._seen

    @staticmethod
    def _at(builder: Builder, symbol: str, place: int) -> SSAValue:
        return move_by(builder, builder.insert(llvm.AddressOfOp(symbol, _POINTER)).result, place)

    def _load(self, builder: Builder, symbol: str, place: int) -> SSAValue:
        return builder.insert(llvm.LoadOp(self._at(builder, symbol, place), _POINTER)).results[0]
