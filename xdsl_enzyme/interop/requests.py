"""The request that differentiates everything that can be: what the command line asks for."""

from __future__ import annotations

from collections.abc import Collection

from xdsl_enzyme.dialects.enzyme import Activity
from xdsl_enzyme.interop.signature import ScalarArgument, Signature
from xdsl_enzyme.interop.wrapper import Mode, Request


def request_for_all(
    signature: Signature, mode: Mode, constants: Collection[int] = (), distinct: bool = False
) -> Request:
    """
    Floating-point arrays are duplicated and numbers are active (reverse mode) or have a tangent (forward mode), but for the
    arguments at `constants`; integers take no part. The value is returned, and what belongs to it.
    """
    scalar = Activity.ACTIVE if mode is Mode.REVERSE else Activity.DUP
    activity: list[Activity] = []
    for argument in signature.arguments:
        if argument.index in constants or not argument.is_float:
            activity.append(Activity.CONST)
        else:
            activity.append(scalar if isinstance(argument, ScalarArgument) else Activity.DUP)
    results: tuple[Activity, ...] = ()
    if signature.result is not None:
        results = (scalar if signature.result.is_float else Activity.CONST,)
    return Request(mode, tuple(activity), results, distinct)
