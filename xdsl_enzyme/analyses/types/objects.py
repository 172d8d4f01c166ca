"""Which memory a pointer leads into for sure: of all that its storage stands for, one allocation, global, or argument's memory.

::

    %p = func.call @malloc(…); %q = llvm.getelementptr %p[8]; llvm.store %x, %q       about the memory of this `malloc`, and no other

Storages unite all that a pointer may lead to. What is known to be about one piece of memory says nothing about the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod

from xdsl.dialects import func, llvm
from xdsl.dialects.builtin import SymbolRefAttr
from xdsl.ir import Block, SSAValue

from xdsl_enzyme.analyses.allocators import allocator_of
from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.analyses.pointer_roots import PointerRoots, Root, RootKind, Roots
from xdsl_enzyme.analyses.types.allocation_sites import ANY_SITE, Sites
from xdsl_enzyme.dialects.symbols import lookup


class Objects:
    """The answers for some functions."""

    def __init__(self, recursive: frozenset[str]):
        self.recursive = recursive
        """Functions that may be called again while they run."""
        self._roots: dict[func.FuncOp, PointerRoots] = {}
        self._known: dict[SSAValue, Root | None] = {}

    def of(self, pointer: SSAValue) -> Root | None:
        """What `pointer` leads into; None if that is not known."""
        if pointer not in self._known:
            self._known[pointer] = self._find(pointer)
        return self._known[pointer]

    def replace(self, pointer: SSAValue, new: SSAValue) -> None:
        """From now on, another value is that pointer."""
        if pointer in self._known:
            self._known[new] = self._known[pointer]

    def _find(self, pointer: SSAValue) -> Root | None:
        function = _function(pointer)
        found = self._roots_of(pointer)
        if function is None or len(found) != 1:
            return None
        (root,) = found
        if root.kind is RootKind.UNKNOWN:
            return None
        if root.kind in _ARGUMENTS and function.sym_name.data in self.recursive:
            # It may be an allocation of an earlier call, which has the same name as those of this one.
            return Root(RootKind.UNKNOWN, root.origin)
        return root

    def room_behind(self, pointer: SSAValue) -> int | None:
        """The bytes from where `pointer` points to the end of that memory, at most; None if nothing is known."""
        sizes: list[int] = []
        for root, offset in self._roots_of(pointer).items():
            size = _size(root, pointer)
            if size is None or offset.first is None:
                return None
            sizes.append(max(0, size - offset.first))
        return max(sizes, default=None)

    def _roots_of(self, pointer: SSAValue) -> Roots:
        function = _function(pointer)
        if function is None:
            return {}
        roots = self._roots.get(function)
        if roots is None:
            roots = self._roots[function] = PointerRoots(function)
        return roots.of(pointer)


def _size(root: Root, pointer: SSAValue) -> int | None:
    """The bytes of the memory that a pointer leads into, if they are known."""
    origin = root.origin
    if root.kind is RootKind.GLOBAL and isinstance(origin, str):
        function = _function(pointer)
        definition = None if function is None else lookup(function, SymbolRefAttr(origin))
        if not isinstance(definition, llvm.GlobalOp) or definition.value is None:
            return None
        return None if definition.constant is None else size_of(definition.global_type)
    if root.kind is not RootKind.ALLOCATION or not isinstance(origin, SSAValue):
        return None
    op = origin.owner
    if isinstance(op, llvm.AllocaOp):
        count = constant_integer(op.size)
        return None if count is None else count * size_of(op.elem_type)
    if not isinstance(op, func.CallOp) or (known := allocator_of(op)) is None or not known.sizes:
        return None
    factors = [constant_integer(op.arguments[index]) for index in known.sizes]
    found = [one for one in factors if one is not None]
    return prod(found) if len(found) == len(factors) else None


_ARGUMENTS = (RootKind.ARGUMENT, RootKind.NOALIAS_ARGUMENT)
_OWN = (RootKind.ALLOCATION, RootKind.GLOBAL)


def are_distinct(one: Root | None, other: Root | None) -> bool:
    """Whether no byte of one is a byte of the other."""
    if one is None or other is None or one == other:
        return False
    if one.kind in _OWN and other.kind in _OWN:
        return True
    # What a function allocates is none of what it was given.
    has_allocation = RootKind.ALLOCATION in (one.kind, other.kind)
    has_argument = one.kind in _ARGUMENTS or other.kind in _ARGUMENTS
    return has_allocation and has_argument and _function(one.origin) is _function(other.origin)


def _function(value: SSAValue | str | None) -> func.FuncOp | None:
    """The function that a value is in."""
    owner = value.owner if isinstance(value, SSAValue) else None
    op = owner.parent_op() if isinstance(owner, Block) else owner
    while op is not None and not isinstance(op, func.FuncOp):
        op = op.parent_op()
    return op


@dataclass(frozen=True, slots=True)
class Renaming:
    """What memory that one function knows is called in another that it calls, or that calls it."""

    names: Mapping[Root, Root]
    only: frozenset[Root] | None = None
    """All that is meant there, if known: what is about other memory stays behind."""
    among: Sites = ANY_SITE
    """Where all memory comes from that is meant, if known."""

    def concerns(self, root: Root | None) -> bool:
        return self.only is None or any(not are_distinct(root, one) for one in self.only)

    def of(self, root: Root | None) -> Root | None:
        if root is None:
            return None
        return root if root.kind is RootKind.GLOBAL else self.names.get(root)
