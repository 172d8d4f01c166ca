"""Which functions allocate memory and give it back: one table for all analyses and rules.

::

    %p = func.call @calloc(%n, %size)             new memory of %n * %size bytes, set to zero
    func.call @free(%p)                           ends the life of what %p points to
    %q = func.call @realloc(%p, %size)            both
    %r = func.call @pool_get(%n)                  new memory, if its declaration says so, by what LLVM has for that
                                                  (`allockind`, `allocsize`) or by the attribute `enzyme.allocator`

Only true declarations count: a function of that name with a body is the program's own. With `enzyme.allocator`, bodies do not
matter; this is how programs declare their own allocators (`declare_allocator`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xdsl.dialects.builtin import ArrayAttr, DictionaryAttr, IntegerAttr, StringAttr, UnitAttr, i64
from xdsl.dialects.func import CallOp, FuncOp
from xdsl.ir import Attribute, Operation
from xdsl.utils.hints import isa

from xdsl_enzyme.dialects.symbols import lookup

ALLOCATOR = "enzyme.allocator"
"""The attribute by which a function of the program is taken for an allocator, with or without a body."""


@dataclass(frozen=True)
class Allocator:
    """What a function does to the life of memory."""

    allocates: bool = False
    """Whether its result points to new memory, or is null."""
    sizes: tuple[int, ...] = ()
    """The arguments whose product is the number of bytes: of new memory, else of what is freed. None: unknown."""
    zeroed: bool = False
    """Whether new memory is set to zero."""
    frees: int | None = None
    """The argument whose memory it gives back."""
    old_size: int | None = None
    """Of a reallocation: the argument that says how many bytes there were."""


def _allocation(*sizes: int, zeroed: bool = False) -> Allocator:
    return Allocator(allocates=True, sizes=sizes, zeroed=zeroed)


def _deallocation(*sizes: int) -> Allocator:
    return Allocator(frees=0, sizes=sizes)


_C: dict[str, Allocator] = {
    "malloc": _allocation(0),
    "calloc": _allocation(0, 1, zeroed=True),
    "aligned_alloc": _allocation(1),
    "memalign": _allocation(1),
    "valloc": _allocation(0),
    "pvalloc": _allocation(0),
    "realloc": Allocator(allocates=True, sizes=(1,), frees=0),
    "reallocarray": Allocator(allocates=True, sizes=(1, 2), frees=0),
    "free": _deallocation(),
    "cfree": _deallocation(),
    "strdup": _allocation(),
    "strndup": _allocation(),
}

_NEW = {
    f"_Zn{array}m{alignment}{nothrow}": _allocation(0)
    for array in "wa"
    for alignment in ("", "St11align_val_t")
    for nothrow in ("", "RKSt9nothrow_t")
}
"""`operator new` and `operator new[]`."""

_DELETE = {
    f"_Zd{array}Pv{size}{alignment}{nothrow}": _deallocation(*[1] * len(size))
    for array in "la"
    for size, nothrow in (("", ""), ("m", ""), ("", "RKSt9nothrow_t"))
    for alignment in ("", "St11align_val_t")
}
"""`operator delete` and `operator delete[]`."""

_RUST: dict[str, Allocator] = {
    "__rust_alloc": _allocation(0),
    "__rust_alloc_zeroed": _allocation(0, zeroed=True),
    "__rust_realloc": Allocator(allocates=True, sizes=(3,), frees=0, old_size=1),
    "__rust_dealloc": _deallocation(1),
}

_LIMITED = {f"enzyme.limited_{name}": _C[name] for name in ("malloc", "calloc", "realloc", "free")}
"""What derivatives call that may only keep so much."""

ALLOCATORS: dict[str, Allocator] = _C | _NEW | _DELETE | _RUST | _LIMITED
"""By name; those of Rust without what it puts around them."""

_RUST_SYMBOL = re.compile(r"_RNv\w*?7___rustc\d+_(__rust_\w+)")


def plain_name(name: str) -> str:
    """A function's name, as in the table: without what Rust puts around those of its allocator."""
    match = _RUST_SYMBOL.fullmatch(name)
    return name if match is None else match[1]


def allocator_of(op: Operation) -> Allocator | None:
    """What the called function does to the life of memory; None if that is nothing that is known."""
    if not isinstance(op, CallOp):
        return None
    callee = lookup(op, op.callee)
    if not isinstance(callee, FuncOp):
        return ALLOCATORS.get(op.callee.root_reference.data)
    return allocator(callee)


def allocator(function: FuncOp) -> Allocator | None:
    """The same for a function."""
    declared = function.attributes.get(ALLOCATOR)
    if isinstance(declared, DictionaryAttr):
        return _declared(declared)
    if function.body.blocks:
        return None
    return ALLOCATORS.get(plain_name(function.sym_name.data)) or _of_llvm(function)


def allocates(op: Operation) -> bool:
    """Whether `op` is a call that returns memory which nothing else points to."""
    found = allocator_of(op)
    return found is not None and found.allocates


def reallocates(op: Operation) -> bool:
    """Whether `op` is a call that moves what is in some memory to new memory."""
    found = allocator_of(op)
    return found is not None and found.allocates and found.frees is not None


def declare_allocator(
    function: FuncOp,
    *,
    sizes: Sequence[int] = (),
    zeroed: bool = False,
    frees: int | None = None,
) -> None:
    """
    Declare that `function` returns new memory of as many bytes as the product of the arguments `sizes`; or, with `frees`,
    that it gives back what this argument points to.
    """
    found: dict[str, Attribute] = {"sizes": ArrayAttr([IntegerAttr(one, i64) for one in sizes])}
    if zeroed:
        found["zeroed"] = UnitAttr()
    if frees is not None:
        found["frees"] = IntegerAttr(frees, i64)
    function.attributes[ALLOCATOR] = DictionaryAttr(found)


def _declared(attribute: DictionaryAttr) -> Allocator:
    sizes = attribute.data.get("sizes")
    frees = attribute.data.get("frees")
    return Allocator(
        allocates=frees is None,
        sizes=tuple(one.value.data for one in sizes) if isa(sizes, ArrayAttr[IntegerAttr]) else (),
        zeroed="zeroed" in attribute.data,
        frees=frees.value.data if isinstance(frees, IntegerAttr) else None,
    )


def _of_llvm(function: FuncOp) -> Allocator | None:
    """What LLVM's attributes say: ``allockind("alloc,zeroed") allocsize(0)``, and `allocptr` on an argument."""
    flags = function.attributes.get("llvm.attributes")
    kind = flags.data.get("allockind") if isinstance(flags, DictionaryAttr) else None
    if not isinstance(flags, DictionaryAttr) or not isinstance(kind, StringAttr):
        return None
    kinds = kind.data.strip('"').split(",")
    sizes = flags.data.get("allocsize")
    return Allocator(
        allocates="free" not in kinds,
        sizes=tuple(map(int, sizes.data.split(","))) if isinstance(sizes, StringAttr) else (),
        zeroed="zeroed" in kinds,
        frees=None if "alloc" in kinds else _freed_argument(function),
    )


def _freed_argument(function: FuncOp) -> int:
    for index, one in enumerate(function.arg_attrs.data if function.arg_attrs else ()):
        if "llvm.allocptr" in one.data:
            return index
    return 0
