"""Plain names of mangled symbols.

::

    _ZN3gmm9objectiveEPKdi              ->  objective      (Itanium C++)
    _ZN4demo5rosen17h0123456789abcdefE  ->  rosen          (Rust)
    energy_                             ->  energy_        (anything else stays)
"""

from __future__ import annotations

import re

_RUST_HASH = re.compile(r"h[0-9a-f]{16}")


def source_name(symbol: str) -> str:
    """The last component of the name that `symbol` has in its source; the symbol itself if it isn't mangled."""
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
