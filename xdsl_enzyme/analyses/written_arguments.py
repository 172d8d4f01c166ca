"""Through which of its arguments may a function write, itself or by what it calls?

On structured form; functions may call each other in circles::

    func @f(%x: !llvm.ptr, %y: !llvm.ptr, %n: i64) {        0
      store …, %x
      call @f(%x, %y, %n - 1)
    }
    func @g(%p: !llvm.ptr, %q: !llvm.ptr, %n: i64) {        1
      call @f(%q, %p, %n)
    }

The least solution of the equations between the functions, by iteration.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from xdsl.dialects.func import CallOp, FuncOp
from xdsl.ir import SSAValue

from xdsl_enzyme.analyses.call_effects import callee_of, declared_writes
from xdsl_enzyme.analyses.memory_types import is_pointer
from xdsl_enzyme.analyses.memory_writes import writes_of
from xdsl_enzyme.analyses.pointer_roots import PointerRoots, RootKind
from xdsl_enzyme.analyses.value_flow import walk_regions

Indices = frozenset[int] | None
"""Of arguments; None for any memory that the callers may know."""


class WrittenArguments:
    """The answers for all functions of a module. Valid until ops are added."""

    def __init__(self) -> None:
        self._known: dict[FuncOp, Indices] = {}

    def by_call(self, call: CallOp) -> Sequence[SSAValue] | None:
        """The pointers through which a call may write; None for anything that is visible outside, too."""
        declared = declared_writes(call)
        if declared is not None:
            return declared
        callee = callee_of(call)
        indices = None if callee is None or not callee.body.blocks else self.of(callee)
        return None if indices is None else [call.arguments[index] for index in sorted(indices)]

    def of(self, function: FuncOp) -> Indices:
        """The positions of the arguments through which a function with a body may write; None for other memory of its callers, too."""
        if function not in self._known:
            self._solve(function)
        return self._known[function]

    def _solve(self, root: FuncOp) -> None:
        facts: dict[FuncOp, _Facts] = {}
        pending = [root]
        while pending:
            function = pending.pop()
            if function not in facts and function not in self._known:
                facts[function] = _facts_of(function)
                pending += (call.callee for call in facts[function].calls)
        found: dict[FuncOp, Indices] = {one: these.own for one, these in facts.items()}
        changed = True
        while changed:
            changed = False
            for function, these in facts.items():
                now = these.combined(found, self._known)
                changed |= now != found[function]
                found[function] = now
        self._known |= found


@dataclass(frozen=True)
class _Call:
    """A call whose effects depend on the callee."""

    callee: FuncOp
    arguments: Sequence[Indices]
    """The caller's arguments that each of the call's is based on."""


@dataclass
class _Facts:
    """What one function does."""

    own: Indices = frozenset()
    """What it writes itself."""
    calls: list[_Call] = field(default_factory=lambda: [])

    def combined(self, *found: dict[FuncOp, Indices]) -> Indices:
        """What it writes, if what is called writes what has been found."""
        if self.own is None:
            return None
        result = set(self.own)
        for call in self.calls:
            written = next(one[call.callee] for one in found if call.callee in one)
            if written is None:
                return None
            for index in written:
                based_on = call.arguments[index]
                if based_on is None:
                    return None
                result |= based_on
        return frozenset(result)


def _facts_of(function: FuncOp) -> _Facts:
    roots = PointerRoots(function)
    facts = _Facts()
    for pointer in _written_by(function, facts, roots):
        based_on = None if pointer is None else _arguments_behind(pointer, function, roots)
        if based_on is None or facts.own is None:
            facts.own = None
            break
        facts.own |= based_on
    return facts


def _written_by(function: FuncOp, facts: _Facts, roots: PointerRoots) -> Iterator[SSAValue | None]:
    """The pointers through which a function writes itself, None for any; calls of functions with bodies are noted."""
    for op in walk_regions(function):
        if op is function:
            continue
        if not isinstance(op, CallOp):
            for write in writes_of(op):
                yield from (None,) if write.pointers is None else write.pointers
        elif (declared := declared_writes(op)) is not None:
            yield from declared
        elif (callee := callee_of(op)) is None or not callee.body.blocks:
            yield None
        else:
            arguments = [
                _arguments_behind(one, function, roots)
                if is_pointer(one.type)
                else frozenset[int]()
                for one in op.arguments
            ]
            facts.calls.append(_Call(callee, arguments))


def _arguments_behind(pointer: SSAValue, function: FuncOp, roots: PointerRoots) -> Indices:
    """The arguments that a pointer may be based on; nobody outside sees what is written to memory that the function allocates."""
    found: set[int] = set()
    for root in roots.of(pointer):
        if root.kind in (RootKind.ARGUMENT, RootKind.NOALIAS_ARGUMENT):
            found.update(i for i, one in enumerate(function.args) if one is root.origin)
        elif root.kind is not RootKind.ALLOCATION:
            return None
    return frozenset(found)
