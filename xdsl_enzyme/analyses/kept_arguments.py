"""Is the memory behind an argument of `@f.augmented` the same when `@f.reverse` runs?

On structured form after `enzyme-reverse`. It is, if all calls of `@f.augmented` pass such memory::

    func @f.gradient(%x: !llvm.ptr {llvm.noalias}, %dx …) {     nothing in @f.gradient writes to %x after the first call, be it in
      call @f.augmented(%x, …)                                  functions that it calls
      call @f.reverse(%x, …)
    }
    func @f.augmented(%x: !llvm.ptr, …) {
      %p = getelementptr %x[…]
      call @f.augmented(%p, …)                                  then, the same goes for what is based on %x
    }

A greatest solution: what speaks against an argument spreads along the calls.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from xdsl.dialects.builtin import ModuleOp, StringAttr, SymbolRefAttr
from xdsl.dialects.func import CallOp, FuncOp
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.analyses.call_effects import callee_of
from xdsl_enzyme.analyses.memory_types import is_pointer
from xdsl_enzyme.analyses.overwrites import Overwrites, is_constant, is_plain_load
from xdsl_enzyme.analyses.pointer_roots import PointerRoots
from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.analyses.written_arguments import WrittenArguments
from xdsl_enzyme.dialects.enzyme import (
    CacheTableType,
    CacheType,
    InitOp,
    InitTableOp,
    PopOp,
    PushOp,
)


@dataclass(frozen=True)
class KeptArguments:
    """Arguments of forward sweeps whose memory the reverse sweeps find as it was."""

    arguments: Collection[SSAValue] = ()

    def reader(self, forward: FuncOp) -> Callable[[Operation], bool]:
        """Says of an op of a forward sweep whether it is a plain load that gives the same in the reverse sweep."""
        roots = PointerRoots(forward)

        def may_be_repeated(op: Operation) -> bool:
            return is_plain_load(op) and all(
                root.origin in self.arguments or is_constant(root, forward)
                for root in roots.of(op.operands[0])
            )

        return may_be_repeated


def kept_arguments(module: ModuleOp, forwards: Iterable[FuncOp]) -> KeptArguments:
    """Those of some functions, each the forward sweep of a function that has its reverse sweep in another one."""
    return KeptArguments(_Search(module, forwards).run())


class _Search:
    """For the kept arguments of some functions, each the forward sweep of a function that has its reverse sweep in another one."""

    def __init__(self, module: ModuleOp, forwards: Iterable[FuncOp]):
        self.calls = _calls_of(module, forwards)
        """The calls of those functions that nobody else calls, with the functions that they are in."""
        self.kept = {
            argument for half in self.calls for argument in half.args if is_pointer(argument.type)
        }
        self._depending: dict[SSAValue, list[SSAValue]] = {}
        """What can't be kept if an argument of a caller is not."""
        self._overwrites: dict[FuncOp, Overwrites] = {}
        self._roots: dict[FuncOp, PointerRoots] = {}
        self._written = WrittenArguments()

    def run(self) -> Collection[SSAValue]:
        """The arguments that are kept."""
        halves = set(self.calls)
        lost: list[SSAValue] = []
        for half, calls in self.calls.items():
            for function, call in calls:
                is_kept = self._is_handed_on if function in halves else self._is_kept_by_caller
                for given, argument in zip(call.arguments, half.args, strict=True):
                    if argument in self.kept and not is_kept(function, call, given, argument):
                        lost.append(argument)
        while lost:
            one = lost.pop()
            self.kept.discard(one)
            lost += self._depending.pop(one, ())
        return self.kept

    def _is_kept_by_caller(
        self, function: FuncOp, call: CallOp, given: SSAValue, argument: SSAValue
    ) -> bool:
        """Whether a function that calls both sweeps keeps the memory until it returns."""
        if function not in self._overwrites:
            self._overwrites[function] = Overwrites(function, written=self._written)
        return _calls_both_sweeps(call) and self._overwrites[function].keeps_contents(given, call)

    def _is_handed_on(
        self, function: FuncOp, call: CallOp, given: SSAValue, argument: SSAValue
    ) -> bool:
        """Whether a forward sweep passes memory of its callers only; then it depends on them."""
        if function not in self._roots:
            self._roots[function] = PointerRoots(function)
        for root in self._roots[function].of(given):
            if root.origin in self.kept:
                assert isinstance(root.origin, SSAValue)
                self._depending.setdefault(root.origin, []).append(argument)
            elif not is_constant(root, function):
                return False
        return True


def _calls_of(
    module: ModuleOp, forwards: Iterable[FuncOp]
) -> dict[FuncOp, list[tuple[FuncOp, CallOp]]]:
    private = [one for one in forwards if one.sym_visibility == StringAttr("private")]
    found = {one: list[tuple[FuncOp, CallOp]]() for one in private}
    names = {one.sym_name.data: one for one in private}
    for function in module.body.block.ops:
        for op in walk_regions(function):
            callee = callee_of(op) if isinstance(op, CallOp) else None
            if callee is not None and callee in found:
                assert isinstance(op, CallOp)
                assert isinstance(function, FuncOp)
                found[callee].append((function, op))
            elif op is not function:
                for name in _symbols(op):
                    # Its address is known: there may be other calls.
                    if name in names:
                        found.pop(names.pop(name), None)
    return found


def _symbols(op: Operation) -> Iterator[str]:
    for attribute in (*op.properties.values(), *op.attributes.values()):
        if isinstance(attribute, SymbolRefAttr):
            yield attribute.root_reference.data


def _calls_both_sweeps(call: CallOp) -> bool:
    """Whether the caches of a call are made, filled and emptied in the function that it is in, or by what that calls."""
    caches = [one for one in call.arguments if isinstance(one.type, CacheType | CacheTableType)]
    return all(
        isinstance(cache.owner, InitOp | InitTableOp)
        and all(isinstance(use.operation, CallOp | PushOp | PopOp) for use in cache.uses)
        for cache in caches
    )
