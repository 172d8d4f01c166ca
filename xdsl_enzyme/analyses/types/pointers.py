"""Where pointers lead, for type analysis: the storages of all pointers of the functions that are looked at.

Functions are solved together. A call relates the storages of the callee to those of the caller, for that call only, so that
what one caller knows stays out of the others::

    %a = call @xmalloc(…)      %b = call @xmalloc(…)      two storages, though @xmalloc has one `malloc`

Functions that call each other in a circle share their storages: else there would be one more with every turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from xdsl.dialects import func, llvm
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.analyses.allocators import allocates
from xdsl_enzyme.analyses.congruences import ANY, Congruence, Congruences
from xdsl_enzyme.analyses.gep_offsets import gep_distance
from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.integer_ranges import Range, gep_range, integer_range
from xdsl_enzyme.analyses.layout import POINTER_SIZE, member_offset
from xdsl_enzyme.analyses.memory_objects import ANYWHERE, Offset
from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.analyses.types.allocation_sites import AllocationSites
from xdsl_enzyme.analyses.types.calls import CallParts, call_parts
from xdsl_enzyme.analyses.types.carriers import is_carrier, is_constant, value_size
from xdsl_enzyme.analyses.types.hints import Hint, hinted_places, hints_in
from xdsl_enzyme.analyses.types.numbers import Numbers
from xdsl_enzyme.analyses.types.objects import Objects
from xdsl_enzyme.analyses.types.storage import Place, Storage, Unions
from xdsl_enzyme.analyses.types.type_trees import Entry
from xdsl_enzyme.analyses.types.unread import read_pointers
from xdsl_enzyme.analyses.value_flow import terminator, value_flow, walk_regions
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.graphs import strong_components

Call = func.CallOp | llvm_extra.InvokeOp


def is_pointer(type: Attribute) -> bool:
    return isinstance(type, llvm.LLVMPointerType)


class Pointers:
    """The places that pointers lead to, and the storages of carriers, once `solve` has run."""

    def __init__(self, functions: Iterable[func.FuncOp]):
        self.functions = {function.sym_name.data: function for function in functions}
        self.unions = Unions()
        self.calls: dict[Operation, dict[Storage, Place]] = {}
        """For each call: what the storages of the callee are in the caller."""
        self._places: dict[SSAValue, Place] = {}
        self._globals: dict[str, Place] = {}
        self._unmoved: dict[llvm.GEPOp, None] = {}
        self._bounds: dict[llvm.GEPOp, Range] = {}
        self._is_final = False
        self._congruences = Congruences(self._difference)
        self._relations: dict[Operation, _Relation] = {}
        operations = [op for one in self.functions.values() for op in walk_regions(one)]
        self._operations = [op for op in operations if _concerns_pointers(op)]
        self._read = read_pointers(operations)
        self.numbers = Numbers(operations)
        self.recursive: frozenset[str] = frozenset()
        """The functions that may be called again while they run."""
        self._is_recursive = self._recursive_calls()
        self.objects = Objects(self.recursive)
        self.sites = AllocationSites(list(self.functions.values()))
        self._copied: dict[Operation, int | None] = {}
        self.hints = list(hints_in(self.functions.values()))
        for hint in self.hints:
            for _ in self.places_of(hint):
                pass  # there is something where the hint leads to, before calls hand it on
        for op in self._operations:
            if _is_of_unknown_origin(op):
                for result in op.results:
                    self.place_of(result).storage.is_foreign = True

    def solve(self) -> None:
        """Look at every op until that is no news."""
        self._iterate()
        if self._unmoved:
            # The end of a vector that grows is only known by how far it was from the begin, which is only known once it is known where it leads.
            for op in list(self._unmoved):
                self._move(op, gep_distance(op, Congruences(_none).of))
            self._iterate()
        # Differences of pointers that have turned out to lead to different storages can be anything.
        if self._unmoved:
            self._is_final = True
            self._iterate()

    def _iterate(self) -> None:
        self.unions.changed = True
        while self.unions.changed:
            self.unions.changed = False
            self._unmoved.clear()
            for op in self._operations:
                self._visit(op)

    def _recursive_calls(self) -> set[Operation]:
        """The calls of functions that lead back to where they are called."""
        calls: list[tuple[Operation, str, str]] = []
        for name, function in self.functions.items():
            for op in walk_regions(function):
                if isinstance(op, Call) and (parts := self.body_of(op)) is not None:
                    calls.append((op, name, parts[0].sym_name.data))
        callees: dict[str, set[str]] = {}
        for _, caller, callee in calls:
            callees.setdefault(caller, set()).add(callee)
        circle = {
            name: number
            for number, names in enumerate(strong_components(callees))
            for name in names
        }
        again = [one for one in calls if circle[one[1]] == circle[one[2]]]
        self.recursive = frozenset(caller for _, caller, _ in again)
        return {op for op, _, _ in again}

    # Questions

    def place_of(self, value: SSAValue) -> Place:
        """What a pointer points to; of a carrier, its own bytes."""
        place = self._places.get(value)
        if place is None:
            place = self._places[value] = Place(Storage())
        return place

    def replace(self, value: SSAValue, new: SSAValue) -> None:
        """From now on, another value is that one."""
        if value in self._places:
            self._places[new] = self._places[value]

    def largest_copy(self, op: Operation) -> int | None:
        """How many bytes an op copies at most: no more than there are. None if that is not known."""
        if op not in self._copied:
            destination, source, length = op.operands
            rooms = map(self.objects.room_behind, (destination, source))
            ends = (constant_integer(length), integer_range(length).high, *rooms)
            self._copied[op] = min((one for one in ends if one is not None), default=None)
        return self._copied[op]

    def global_place(self, name: str) -> Place:
        """The bytes of a global."""
        place = self._globals.get(name)
        if place is None:
            place = self._globals[name] = Place(Storage())
            place.storage.is_shared = True
        return place

    def places_of(self, hint: Hint) -> Iterator[tuple[Place, Entry]]:
        """Where the entries of a hint are."""
        about = hint.about
        place = self.global_place(about) if isinstance(about, str) else self.place_of(about)
        return hinted_places(hint, place, self.unions)

    def globals(self) -> Iterable[tuple[str, Place]]:
        return self._globals.items()

    def places(self) -> Iterable[Place]:
        """All that pointers lead to, and the bytes of carriers."""
        return self._places.values()

    def body_of(self, op: Operation) -> CallParts | None:
        """The same as `call_parts`, of a function that is looked at."""
        parts = call_parts(op)
        return parts if parts is not None and parts[0].sym_name.data in self.functions else None

    # Ops

    def _visit(self, op: Operation) -> None:
        for source, target in value_flow(op):
            if is_pointer(target.type) or (is_carrier(target.type) and not is_constant(source)):
                if is_pointer(source.type) and (is_constant(source) or target not in self._read):
                    continue
                self._assign(target, self.place_of(source))
        handler = _HANDLERS.get(type(op))
        if handler is not None:
            handler(self, op)

    def _assign(self, variable: SSAValue, value: Place) -> None:
        self.unions.assign(self.place_of(variable), value)

    def getelementptr(self, op: llvm.GEPOp) -> None:
        self._move(op, gep_distance(op, self._congruences.of))

    def _move(self, op: llvm.GEPOp, distance: Offset | None) -> None:
        if distance is None and not self._is_final:
            self._unmoved[op] = None
        else:
            moved = self._bounded(op, distance or ANYWHERE)
            self._assign(op.result, self.place_of(op.ptr).moved(moved))

    def _bounded(self, op: llvm.GEPOp, distance: Offset) -> Offset:
        """With what is known about how far it can be."""
        if not distance.modulus:
            return distance
        if (bounds := self._bounds.get(op)) is None:
            bounds = self._bounds[op] = gep_range(op)
        return Offset.of(distance.residue, distance.modulus, bounds.low, bounds.high)

    def _difference(self, one: SSAValue, other: SSAValue) -> Congruence | None:
        distance = self._distance(self.place_of(one), self.place_of(other))
        if distance is None:
            return ANY if self._is_final else None
        return distance.residue, distance.modulus

    def _distance(self, one: Place, other: Place) -> Offset | None:
        """Between two places of a storage; of what a function is given, as its callers see it."""
        (a, at), (b, bt) = one.resolved(), other.resolved()
        distance = at.plus(bt.negated())
        if a is b:
            return distance
        found: Offset | None = None
        for relation in self._relations.values():
            if a in relation.outer and b in relation.outer:
                (c, ct), (d, dt) = relation.outer[a].resolved(), relation.outer[b].resolved()
                if c is not d:
                    return None
                seen = distance.plus(ct.plus(dt.negated()))
                found = seen if found is None else found.join(seen)
        return found

    def bitcast(self, op: Operation) -> None:
        source, target = op.operands[0], op.results[0]
        if is_pointer(target.type) and is_pointer(source.type):
            self._assign(target, self.place_of(source))

    def addressof(self, op: llvm.AddressOfOp) -> None:
        self._assign(op.result, self.global_place(op.global_name.root_reference.data))

    def load(self, op: llvm.LoadOp) -> None:
        self._get(op.results[0], self.place_of(op.ptr))

    def store(self, op: llvm.StoreOp) -> None:
        self._put(op.operands[0], self.place_of(op.ptr))

    def copy(self, op: Operation) -> None:
        destination, source, _ = op.operands
        if self.numbers.are_in(destination):
            return
        size = self.largest_copy(op) or 0
        self.unions.copy_slots(self.place_of(destination), self.place_of(source), size)

    def extractvalue(self, op: llvm.ExtractValueOp) -> None:
        offset = member_offset(op.container.type, op.position.get_values())
        self._get(op.res, self.place_of(op.container).moved(Offset(offset)))

    def insertvalue(self, op: llvm.InsertValueOp) -> None:
        if not is_constant(op.container):
            size = value_size(op.res.type)
            self.unions.copy_slots(self.place_of(op.res), self.place_of(op.container), size)
        offset = member_offset(op.container.type, op.position.get_values())
        self._put(op.value, self.place_of(op.res).moved(Offset(offset)))

    def inttoptr(self, op: llvm.IntToPtrOp) -> None:
        if not is_constant(op.results[0]):
            self._get(op.results[0], self.place_of(op.input))

    def ptrtoint(self, op: llvm.PtrToIntOp) -> None:
        self._put(op.operands[0], self.place_of(op.results[0]))

    def _get(self, value: SSAValue, place: Place) -> None:
        """`value` is what is in memory, or in a carrier, at a place."""
        if is_pointer(value.type):
            self._assign(value, self.unions.slot(place))
        elif is_carrier(value.type) and not self.numbers.has(value):
            self._copy_bytes(self.place_of(value), place, value)

    def _put(self, value: SSAValue, place: Place) -> None:
        if is_constant(value):
            return
        if is_pointer(value.type):
            self.unions.assign(self.unions.slot(place), self.place_of(value))
        elif is_carrier(value.type):
            self._copy_bytes(place, self.place_of(value), value)

    def _copy_bytes(self, target: Place, source: Place, value: SSAValue) -> None:
        if (size := value_size(value.type)) >= POINTER_SIZE:
            self.unions.copy_slots(target, source, size)

    def call(self, op: Operation) -> None:
        parts = self.body_of(op)
        if parts is None:
            self._external_call(op)
            return
        if self.sites.never_calls(op):
            self.calls[op] = {}
            return
        callee, arguments, results = parts
        relation = self._relations.setdefault(op, _Relation(self.unions))
        relation.renew()
        returned = terminator(callee.body.block).operands
        if op in self._is_recursive:
            self._share(callee.body.block.args, arguments)
            self._share(results, returned)
            self.calls[op] = {}
            return
        pairs: list[tuple[SSAValue, SSAValue]] = [
            *zip(callee.body.block.args, arguments, strict=True),
            *zip(returned, results, strict=False),
        ]
        for inner, outer in pairs:
            if is_pointer(inner.type):
                if not is_constant(inner) and not is_constant(outer):
                    relation.add(self.place_of(inner), self.place_of(outer))
            elif is_carrier(inner.type) and not is_constant(inner) and not is_constant(outer):
                self._assign(inner, self.place_of(outer))
        self.calls[op] = relation.outer

    def _share(self, variables: Sequence[SSAValue], values: Sequence[SSAValue]) -> None:
        for variable, value in zip(variables, values, strict=False):
            is_followed = is_pointer(variable.type) or is_carrier(variable.type)
            if is_followed and not is_constant(variable) and not is_constant(value):
                self._assign(variable, self.place_of(value))

    def _external_call(self, op: Operation) -> None:
        if isinstance(op, func.CallOp) and op.callee.root_reference.data == "realloc":
            self._assign(op.results[0], self.place_of(op.arguments[0]))


class _Relation:
    """What the storages of a callee are in the caller, for one call."""

    def __init__(self, unions: Unions):
        self.unions = unions
        self.outer: dict[Storage, Place] = {}
        """Where byte 0 of each storage of the callee is."""
        self._seen: set[Storage] = set()

    def renew(self) -> None:
        """Begin a round: storages may have become parts of others."""
        self._seen.clear()
        for storage in [one for one in self.outer if one.forward is not None]:
            base = self.outer.pop(storage)
            root, shift = storage.root()
            base = base.moved(Offset(-shift))
            if (known := self.outer.setdefault(root, base)) is not base:
                self.unions.assign(known, base)

    def add(self, inner: Place, outer: Place) -> None:
        pending = [(inner, outer)]
        while pending:
            inner, outer = pending.pop()
            storage, offset = inner.resolved()
            if storage.is_shared:
                self.unions.assign(outer, Place(storage, offset))
                continue
            base = outer.moved(Offset.of(-offset.residue, offset.modulus))
            known = self.outer.setdefault(storage, base)
            if known is not base:
                self.unions.assign(known, base)
            if storage in self._seen:
                continue
            self._seen.add(storage)
            for where, target in list(storage.slots.items()):
                pending.append((target, self.unions.slot(known.moved(where))))


def _none(one: SSAValue, other: SSAValue) -> Congruence:
    """The least that pointers of which nothing is known yet can be apart; what more it turns out to be is added."""
    return (0, 0)


def _is_of_unknown_origin(op: Operation) -> bool:
    """Whether the pointers that an op returns may lead to any memory."""
    if isinstance(op, func.CallOp):
        parts = call_parts(op)
        has_body = parts is not None and bool(parts[0].body.blocks)
        return not has_body and not allocates(op)
    return type(op) in _CALLS


_CALLS = (llvm_extra.CallPointerOp, llvm_extra.CallVariadicOp, llvm_extra.InvokeOp)


def _concerns_pointers(op: Operation) -> bool:
    if type(op) in _HANDLERS or type(op) in _CALLS:
        return True
    return any(
        holds_pointers(value.type) or is_carrier(value.type)
        for pair in value_flow(op)
        for value in pair
    )


_HANDLERS: dict[type[Operation], Callable[..., None]] = {
    llvm.GEPOp: Pointers.getelementptr,
    llvm.BitcastOp: Pointers.bitcast,
    llvm.AddressOfOp: Pointers.addressof,
    llvm.LoadOp: Pointers.load,
    llvm.StoreOp: Pointers.store,
    llvm_extra.MemcpyOp: Pointers.copy,
    llvm_extra.MemmoveOp: Pointers.copy,
    llvm.ExtractValueOp: Pointers.extractvalue,
    llvm.InsertValueOp: Pointers.insertvalue,
    llvm.IntToPtrOp: Pointers.inttoptr,
    llvm.PtrToIntOp: Pointers.ptrtoint,
    func.CallOp: Pointers.call,
    llvm_extra.InvokeOp: Pointers.call,
}
