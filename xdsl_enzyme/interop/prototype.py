"""The C prototype of a wrapper.

::

    void f_reverse(const double *x, double *dx, int64_t n, double seed, double *value);
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from xdsl.dialects.builtin import MemRefType
from xdsl.ir import Attribute

from xdsl_enzyme.interop.derivative import Derivative
from xdsl_enzyme.interop.scalar_types import scalar_type
from xdsl_enzyme.interop.signature import ArrayArgument, Signature
from xdsl_enzyme.interop.wrapper import Mode, Parameter, Role

_NO_IDENTIFIER = re.compile(r"\W")


def c_prototype(derivative: Derivative, signature: Signature, mode: Mode) -> str:
    """How to declare the wrapper of a derivative of a function with this signature in C."""
    parts = [
        part for parameter in derivative.parameters for part in _declare(parameter, signature, mode)
    ]
    return f"void {derivative.program.name}({', '.join(parts) or 'void'});"


def _declare(parameter: Parameter, signature: Signature, mode: Mode) -> Sequence[str]:
    name = _NO_IDENTIFIER.sub("_", parameter.name)
    if parameter.stored_type is not None:
        return [f"{_c_name(parameter.stored_type)} *{name}"]
    is_number = parameter.role in (Role.SEED, Role.BYTES)
    argument = None if is_number else signature.arguments[parameter.index]
    if not isinstance(argument, ArrayArgument):
        return [f"{_c_name(parameter.type)} {name}"]
    # The function may write to the primal and, in forward mode, to its tangents; reverse mode always adds to shadows.
    is_shadow = parameter.role is Role.SHADOW
    is_written = argument.is_written or (is_shadow and mode is Mode.REVERSE)
    element = argument.element.c_name if argument.element is not None else "void"
    pointer = f"{'' if is_written else 'const '}{element} *"
    if not isinstance(parameter.type, MemRefType):
        return [f"{pointer}{name}"]
    rank = cast("MemRefType[Attribute]", parameter.type).get_num_dims()
    return [
        f"{pointer}{name}_allocated",
        f"{pointer}{name}",
        f"int64_t {name}_offset",
        *(f"int64_t {name}_size_{i}" for i in range(rank)),
        *(f"int64_t {name}_stride_{i}" for i in range(rank)),
    ]


def _c_name(type: Attribute) -> str:
    scalar = scalar_type(type)
    assert scalar is not None
    return scalar.c_name
