"""Values for a function's arguments, from the command line.

::

    --arg n=100 --arg x=random:100 --arg a=random:10x20 --arg y=1.5,2,3 --arg w=zeros:7 --arg z=@points.npy

Numbers that are not given are random, integers and arrays have to be given. Random floats are between 0.5 and 1.5, away from
the kinks and poles that are usually at 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

import numpy as np

from xdsl_enzyme.errors import ArgumentsError
from xdsl_enzyme.interop.scalar_types import AnyArray
from xdsl_enzyme.interop.signature import Argument, ArrayArgument, Signature

Fill = Callable[[tuple[int, ...], np.random.Generator], AnyArray]

_FILLS: dict[str, Fill] = {
    "random": lambda shape, random: random.uniform(0.5, 1.5, shape),
    "zeros": lambda shape, random: np.zeros(shape),
    "ones": lambda shape, random: np.ones(shape),
}

FORMS = "use a number, a list such as 1.5,2,3, random:SHAPE, zeros:SHAPE, ones:SHAPE or @FILE.npy"


def parse_arguments(signature: Signature, given: Sequence[str], seed: int) -> list[Any]:
    """A value for each argument; `given` are texts ``name=value``."""
    random = np.random.default_rng(seed)
    texts: dict[int, str] = {}
    for one in given:
        name, separator, text = one.partition("=")
        if not separator:
            raise ArgumentsError(f"--arg {one}: this is not of the form NAME=VALUE")
        texts[signature.position(name, "--arg")] = text
    missing = [
        argument.name
        for argument in signature.arguments
        if argument.index not in texts
        and (isinstance(argument, ArrayArgument) or not argument.is_float)
    ]
    if missing:
        raise ArgumentsError(
            f"values are missing for {', '.join(missing)} of {signature}",
            hint=f"give them with --arg {missing[0]}=…; {FORMS}",
        )
    return [
        _parse(argument, texts.get(argument.index, "random"), random)
        for argument in signature.arguments
    ]


def _parse(argument: Argument, text: str, random: np.random.Generator) -> Any:
    try:
        if isinstance(argument, ArrayArgument):
            return _array(argument, text, random)
        if text == "random" and argument.is_float:
            return float(random.uniform(0.5, 1.5))
        return float(text) if argument.is_float else int(text, 0)
    except (ValueError, EOFError, MemoryError) as error:
        raise ArgumentsError(
            f"--arg {argument.name}={text}: this is not {argument.description}",
            why=str(error),
            hint=FORMS,
        ) from None


def _array(argument: ArrayArgument, text: str, random: np.random.Generator) -> AnyArray:
    if text.startswith("@"):
        loaded: object = np.load(text[1:], allow_pickle=False)
        if not isinstance(loaded, np.ndarray):
            raise ValueError("the file holds several arrays")
        return cast(AnyArray, loaded)
    dtype = argument.element.dtype if argument.element is not None else np.dtype(np.float64)
    kind, colon, shape = text.partition(":")
    if colon:
        if kind not in _FILLS:
            raise ValueError(f"there is no way '{kind}' to fill an array")
        if kind == "random" and dtype.kind != "f":
            raise ValueError("only floating-point numbers can be random")
        sizes = tuple(int(size) for size in shape.split("x"))
        return np.ascontiguousarray(_FILLS[kind](sizes, random).astype(dtype))
    return np.array([dtype.type(item) for item in text.split(",")], dtype)
