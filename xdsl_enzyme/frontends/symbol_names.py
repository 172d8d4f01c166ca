"""Plain names of mangled symbols, and functions by their plain names.

::

    _ZN3gmm9objectiveEPKdi                  ->  objective      (Itanium C++)
    _ZN4demo5rosen17h0123456789abcdefE      ->  rosen          (Rust, as it was)
    _RNvNtCs4fqI2P2rA04_4demo4test5rosen    ->  rosen          (Rust)
    _QMphysicsPenergy, _QFmainPenergy       ->  energy         (Fortran: in a module, in a program)
    anything else stays
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence

from xdsl_enzyme.errors import EnzymeError

_RUST_HASH = re.compile(r"h[0-9a-f]{16}")
_FORTRAN = re.compile(r"_Q(?:[MSF][a-z0-9_]+)*P(?P<name>[a-z0-9_]+)")
_LENGTH = re.compile(r"(?P<length>[1-9][0-9]*)_?")
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*")


def source_name(symbol: str) -> str:
    """The last component of the name that `symbol` has in its source; the symbol itself if it isn't mangled."""
    if symbol.startswith("_R"):
        return _rust_name(symbol) or symbol
    if match := _FORTRAN.fullmatch(symbol):
        return match["name"]
    if not symbol.startswith("_Z"):
        return symbol
    nested = symbol.startswith("_ZN")
    names = _components(symbol[3:].lstrip("KVrRO") if nested else symbol[2:], only_one=not nested)
    if len(names) > 1 and _RUST_HASH.fullmatch(names[-1]):
        names.pop()
    return names[-1] if names else symbol


def _components(mangled: str, only_one: bool) -> list[str]:
    """The length-prefixed names at the start of `mangled`."""
    names: list[str] = []
    while match := re.match(r"L?([1-9][0-9]*)", mangled):
        start = match.end()
        end = start + int(match[1])
        names.append(mangled[start:end])
        mangled = mangled[end:]
        if only_one:
            break
    return names


def _rust_name(symbol: str) -> str | None:
    """The identifier that ends where the symbol ends; closures and instances of generic functions have none there."""
    for match in _LENGTH.finditer(symbol):
        name = symbol[match.end() :]
        if len(name) == int(match["length"]) and _IDENTIFIER.fullmatch(name):
            return name
    return None


def resolve_function(
    name: str | None, defined: Mapping[str, bool], declared: Sequence[str], origin: str
) -> str:
    """
    The symbol that a user means by `name`: a symbol, or the name that one function only has in its source; None if there is one
    external function only. `defined` has the symbols with a body, and whether they are external; `origin` is where they are from.
    """
    if name is None:
        external = [symbol for symbol, is_external in defined.items() if is_external]
        if len(external) == 1:
            return external[0]
        raise EnzymeError(
            "which function is meant?",
            where=origin,
            why=f"it defines {_listed(external) if external else 'no external function'}",
            hint="name one of them" if external else None,
        )
    if name in defined:
        return name
    # Fortran has one name for `Energy` and `ENERGY`, and puts an underscore behind those of external procedures.
    named = [symbol for symbol in defined if source_name(symbol) == name] or [
        symbol
        for symbol in defined
        if symbol == f"{name.lower()}_"
        or (symbol.startswith("_Q") and source_name(symbol) == name.lower())
    ]
    if len(named) == 1:
        return named[0]
    if named:
        raise EnzymeError(
            f"there are several functions '{name}'",
            where=origin,
            why=f"these are {_listed(named)}",
            hint="use the full symbol of one of them",
        )
    raise _no_such_function(name, defined, declared, origin)


def _no_such_function(
    name: str, defined: Mapping[str, bool], declared: Sequence[str], origin: str
) -> EnzymeError:
    if name in declared:
        return EnzymeError(
            f"there is no body of '{name}'",
            where=origin,
            why="it is only declared there",
            hint="load the file that defines it",
        )
    known = sorted({plain for symbol in defined for plain in (symbol, source_name(symbol))})
    close = difflib.get_close_matches(name, known, n=5, cutoff=0.5)
    return EnzymeError(
        f"there is no function '{name}'",
        where=origin,
        why=f"it defines {_listed(known) if known else 'no function'}",
        hint=f"did you mean {' or '.join(map(repr, close))}?" if close else None,
    )


def _listed(names: Sequence[str], most: int = 12) -> str:
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown
