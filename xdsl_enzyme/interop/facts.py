"""Signatures and parameters as tables of JSON values, and back.

::

    Parameter(Role.SHADOW, "dx", !llvm.ptr, 0)   <-->   {"role": "SHADOW", "name": "dx", "type": "!llvm.ptr", "index": 0, "stored_type": null, …}
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from xdsl.context import Context
from xdsl.dialects.builtin import Builtin
from xdsl.dialects.llvm import LLVM, LLVMPointerType
from xdsl.ir import Attribute
from xdsl.parser import Parser

from xdsl_enzyme.interop.scalar_types import known_scalar_types, scalar_type
from xdsl_enzyme.interop.signature import Argument, ArrayArgument, ScalarArgument, Signature
from xdsl_enzyme.interop.wrapper import Parameter, Role

Facts = dict[str, Any]


def facts_of_signature(signature: Signature) -> Facts:
    """A signature as JSON."""
    result = signature.result
    return {
        "name": signature.name,
        "arguments": [_facts_of_argument(argument) for argument in signature.arguments],
        "result": None if result is None else str(result.type),
    }


def signature_from(facts: Mapping[str, Any]) -> Signature:
    """The signature that `facts_of_signature` has described."""
    result = facts["result"]
    return Signature(
        facts["name"],
        tuple(map(_argument_from, facts["arguments"])),
        None if result is None else scalar_type(_type(result)),
    )


def _facts_of_argument(argument: Argument) -> Facts:
    if isinstance(argument, ScalarArgument):
        return {"name": argument.name, "index": argument.index, "type": str(argument.type.type)}
    return {
        "name": argument.name,
        "index": argument.index,
        "element_types": sorted(map(str, argument.element_types)),
        "is_written": argument.is_written,
        "minimum_bytes": argument.minimum_bytes,
        "is_distinct": argument.is_distinct,
        "sizes": argument.sizes,
        "floats": sorted((at, every, str(type)) for at, every, type in argument.floats),
    }


def _argument_from(facts: Facts) -> Argument:
    if "type" in facts:
        scalar = scalar_type(_type(facts["type"]))
        assert scalar is not None
        return ScalarArgument(facts["name"], facts["index"], scalar)
    sizes = facts["sizes"]
    return ArrayArgument(
        facts["name"],
        facts["index"],
        frozenset(map(_type, facts["element_types"])),
        facts["is_written"],
        facts["minimum_bytes"],
        facts["is_distinct"],
        None if sizes is None else tuple(sizes),
        frozenset((at, every, _type(type)) for at, every, type in facts["floats"]),
    )


def facts_of_parameter(parameter: Parameter) -> Facts:
    """A parameter of a wrapper as JSON."""
    return {
        "role": parameter.role.name,
        "name": parameter.name,
        "type": str(parameter.type),
        "index": parameter.index,
        "stored_type": _text(parameter.stored_type),
        "loaded_type": _text(parameter.loaded_type),
    }


def parameter_from(facts: Mapping[str, Any]) -> Parameter:
    """The parameter that `facts_of_parameter` has described."""
    stored, loaded = facts["stored_type"], facts["loaded_type"]
    return Parameter(
        Role[facts["role"]],
        facts["name"],
        _type(facts["type"]),
        facts["index"],
        None if stored is None else _type(stored),
        None if loaded is None else _type(loaded),
    )


_COMMON: dict[str, Attribute] = {
    str(type): type for type in (LLVMPointerType(), *known_scalar_types())
}
"""What is found without a parser, which is slow to begin."""


def _text(type: Attribute | None) -> str | None:
    return None if type is None else str(type)


@cache
def _type(text: str) -> Attribute:
    return _COMMON[text] if text in _COMMON else Parser(_context(), text).parse_attribute()


@cache
def _context() -> Context:
    context = Context()
    for dialect in (Builtin, LLVM):
        context.load_dialect(dialect)
    return context
