"""Who owns the caches of the two sweeps of a function, and how they get to where they are used.

In one function, a cache is made at the top, and so are lists of what is freed in the end. Between `@f.augmented` and `@f.reverse` it is an argument of both. Calls are reversed
in the opposite order in which they were made, so one stack per needed value serves all calls of a function, from every place and
at every depth of recursion; it is made in the outermost gradient and handed down.

A function takes the caches of all that it calls, directly or not. Where these become many, they are handed down as one table::

    func @f.augmented(%x: f64, %a: cache<f64>, %b: cache<f64>, …)
    -->
    func @f.augmented(%x: f64, %table) { %a = enzyme.cache_in %table[0]; %b = enzyme.cache_in %table[1]; … }
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from xdsl.builder import Builder
from xdsl.dialects import func
from xdsl.dialects.builtin import ArrayAttr, DictionaryAttr, FunctionType
from xdsl.ir import Attribute, Block, Operation, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.dialects.enzyme import CacheInOp, CacheTableType, CacheType, InitOp, InitTableOp
from xdsl_enzyme.passes.cache_memory import Emitter
from xdsl_enzyme.passes.free_lists import POINTER, FreeFunction, FreeList
from xdsl_enzyme.rules.c_runtime import module_of

View = tuple[SSAValue, SSAValue]
"""One cache as the forward and as the reverse sweep see it."""


@dataclass(eq=False)
class Cache:
    """A cache, or a list of calls that free, that the two halves of split functions share."""

    type: Attribute
    """Of the argument by which it is handed down."""
    frees: FreeFunction | None = None
    """What the calls on the list call; None for a cache."""
    lends: Cache | None = None
    """The cache of a callee that it is handed down as."""

    @property
    def origin(self) -> Cache:
        """The cache of the function that uses it itself."""
        return self if self.lends is None else self.lends


MOST_ARGUMENTS = 32
"""Caches that are handed down one by one."""


class CacheTables:
    """The numbers of the caches that are in tables: the same in all functions of a module."""

    def __init__(self) -> None:
        self.table = Cache(CacheTableType())
        self._numbers: dict[Cache, int] = {}

    def number_of(self, cache: Cache) -> int:
        return self._numbers.setdefault(cache.origin, len(self._numbers))


class CacheOwner(ABC):
    """Something that gives caches to a pair of sweeps, and to the functions that they call."""

    def __init__(self) -> None:
        self._lent: dict[Group, list[View]] = {}
        self._by_origin: dict[Cache, View] = {}
        self._free_lists: dict[FreeFunction, FreeList] = {}

    @abstractmethod
    def new(self, type: Attribute) -> View:
        """A new cache of values of this type."""

    @abstractmethod
    def _new_free_list(self, function: FreeFunction) -> FreeList:
        """A list of calls of this function."""

    def free_list(self, function: FreeFunction) -> FreeList:
        """The list of the calls of this function that are put off, as the forward sweep sees it."""
        if function not in self._free_lists:
            self._free_lists[function] = self._new_free_list(function)
        return self._free_lists[function]

    def _like(self, cache: Cache) -> View:
        """What a call takes for a cache of its callee."""
        if cache.frees is not None:
            head = self.free_list(cache.frees).head
            return head, head
        # A function that several callees call has one stack in all of them: else there were one per path through the calls.
        if cache.origin not in self._by_origin:
            self._by_origin[cache.origin] = self._lend(cache.origin)
        return self._by_origin[cache.origin]

    @abstractmethod
    def _lend(self, cache: Cache) -> View:
        """A new cache for the one of a callee."""

    def for_group(self, group: Group) -> list[View]:
        """The caches that calls of functions of `group` take; the same for each call."""
        if group not in self._lent:
            self._lent[group] = [self._like(cache) for cache in group.caches]
        return self._lent[group]


class LocalCaches(CacheOwner):
    """
    Caches of a function that holds both sweeps. What they put off to free is freed by `free_all`; with
    `frees_at_returns`, wherever the function returns.
    """

    def __init__(self, block: Block, *, frees_at_returns: bool = False):
        super().__init__()
        self.block = block
        self.frees_at_returns = frees_at_returns

    def new(self, type: Attribute) -> View:
        cache = Builder(InsertPoint.at_start(self.block)).insert(InitOp(type)).cache
        return cache, cache

    def _lend(self, cache: Cache) -> View:
        if isinstance(cache.type, CacheType):
            return self.new(cache.type.element_type)
        table = Builder(InsertPoint.at_start(self.block)).insert(InitTableOp()).table
        return table, table

    def _new_free_list(self, function: FreeFunction) -> FreeList:
        made = FreeList.make(function, self.block)
        if self.frees_at_returns and (region := self.block.parent) is not None:
            for block in region.blocks:
                if isinstance(last := block.last_op, func.ReturnOp):
                    made.make_calls(Emitter(InsertPoint.before(last)), module_of(last))
        return made

    def free_all(self, before: Operation) -> None:
        """Make the calls that have been put off on all lists so far, before an op."""
        for one in self._free_lists.values():
            one.make_calls(Emitter(InsertPoint.before(before)), module_of(before))


@dataclass(eq=False)
class Group:
    """Split functions that call each other; each takes all the caches that any of them needs."""

    pairs: list[SplitPair] = field(default_factory=lambda: [])
    caches: list[Cache] = field(default_factory=lambda: [])
    calls: list[tuple[func.CallOp, SplitPair, int]] = field(default_factory=lambda: [])
    """Calls among the group, made before all caches were known: the caller, and its half (0 or 1)."""
    complete: bool = False
    tables: CacheTables | None = None
    """Where many caches go; None if they are handed down one by one all the same."""

    def absorb(self, other: Group) -> None:
        """Make one group of two."""
        if other is self:
            return
        self.pairs += other.pairs
        self.caches += other.caches
        self.calls += other.calls
        for pair in other.pairs:
            pair.group = self

    def close(self) -> None:
        """All caches are known: make them arguments, in one order, and complete the calls."""
        # Several of the group may hand down the same one.
        origins = {cache.origin: cache for cache in self.caches}
        self.caches = list(origins.values())
        for pair in self.pairs:
            pair.share(origins)
        if (tables := self.tables) is not None and (
            tables.table in origins or len(origins) > MOST_ARGUMENTS
        ):
            self.caches = [one for one in self.caches if one.frees is not None]
            self.caches.append(table := origins.get(tables.table, tables.table))
            for pair in self.pairs:
                pair.use_table(table, tables)
        for pair in self.pairs:
            pair.settle()
        for call, caller, half in self.calls:
            call.operands = [
                *call.operands,
                *(caller.view(cache)[half] for cache in self.caches),
            ]
        self.complete = True


class SplitPair(CacheOwner):
    """The forward and the reverse sweep of a function, as functions of their own."""

    def __init__(
        self, augmented: func.FuncOp, reverse: func.FuncOp, tables: CacheTables | None = None
    ):
        super().__init__()
        self.augmented = augmented
        self.reverse = reverse
        self.group = Group([self], tables=tables)
        self._views: dict[Cache, View] = {}
        self._lists: dict[FreeFunction, Cache] = {}

    @property
    def halves(self) -> tuple[func.FuncOp, func.FuncOp]:
        return self.augmented, self.reverse

    def new(self, type: Attribute) -> View:
        return self._add(Cache(CacheType(type)))

    def _lend(self, cache: Cache) -> View:
        return self._add(Cache(cache.type, lends=cache))

    def _add(self, cache: Cache) -> View:
        self.group.caches.append(cache)
        return self.view(cache)

    def _new_free_list(self, function: FreeFunction) -> FreeList:
        cache = self._lists[function] = Cache(POINTER, function)
        self.group.caches.append(cache)
        return FreeList(function, self.view(cache)[0])

    def _like(self, cache: Cache) -> View:
        if cache.frees is None:
            return super()._like(cache)
        self.free_list(cache.frees)
        return self.view(self._lists[cache.frees])

    def view(self, cache: Cache) -> View:
        """A cache of the group as an argument of each half."""
        if cache not in self._views:
            forward, reverse = (_append_argument(half, cache.type) for half in self.halves)
            self._views[cache] = (forward, reverse)
        return self._views[cache]

    @property
    def views(self) -> Iterable[View]:
        """The caches of the group that either half has as an argument."""
        return self._views.values()

    def share(self, origins: Mapping[Cache, Cache]) -> None:
        """Let those caches of the group that are the same have the same arguments."""
        for cache, arguments in list(self._views.items()):
            if (shared := origins[cache.origin]) is cache:
                continue
            self._replace(arguments, self.view(shared))
            del self._views[cache]

    def use_table(self, table: Cache, tables: CacheTables) -> None:
        """Take all caches out of a table."""
        into = self.view(table)
        builders = [Builder(InsertPoint.at_start(half.body.block)) for half in self.halves]
        for cache, arguments in list(self._views.items()):
            if cache is table or cache.frees is not None:
                continue
            number = tables.number_of(cache)
            inside = [
                builder.insert(CacheInOp(one, number, cache.type)).cache
                for builder, one in zip(builders, into, strict=True)
            ]
            self._replace(arguments, (inside[0], inside[1]))
            del self._views[cache]

    def settle(self) -> None:
        """Put the caches in the order of the group, after the other arguments."""
        # Alone in its group, it has them in that order.
        old = [] if list(self._views) == self.group.caches else list(self._views.items())
        if old:
            self._views = {}
        for cache in self.group.caches:
            self.view(cache)
        for cache, arguments in old:
            self._replace(arguments, self.view(cache))
        for half in self.halves:
            set_signature(half, half.function_type.outputs.data)

    def _replace(self, old: View, new: View) -> None:
        """Have each half use another argument."""
        for argument, other, half in zip(old, new, self.halves, strict=True):
            argument.replace_all_uses_with(other)
            half.body.block.erase_arg(argument)  # pyright: ignore[reportArgumentType]


def _append_argument(function: func.FuncOp, type: Attribute) -> SSAValue:
    block = function.body.block
    return block.insert_arg(type, len(block.args))


def set_signature(function: func.FuncOp, outputs: Sequence[Attribute]) -> None:
    """
    Make the function type that of its block's arguments and these results. Arguments that were appended have no
    attributes.
    """
    inputs = [argument.type for argument in function.body.block.args]
    function.properties["function_type"] = FunctionType.from_lists(inputs, list(outputs))
    if function.arg_attrs is not None:
        missing = len(inputs) - len(function.arg_attrs)
        attributes = [*function.arg_attrs, *[DictionaryAttr({})] * missing]
        function.properties["arg_attrs"] = ArrayAttr(attributes)
