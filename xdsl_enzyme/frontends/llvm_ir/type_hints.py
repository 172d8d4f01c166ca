"""Calls that `frontends.type_hints` has made -> attributes of what they are about.

``call void @"enzyme_type {[-1]:Pointer} at f.c:3 #ptr"(ptr %p)``  -->  ``%p = llvm.load … {enzyme.type = ["{[-1]:Pointer} at f.c:3"]}``

An argument of the function gets it among its own attributes. What a phi merges is what its hint is about.
"""

from __future__ import annotations

from collections.abc import Iterable

from xdsl.ir import Attribute, Block, BlockArgument, Operation, SSAValue

from xdsl_enzyme.analyses.types.carriers import is_constant
from xdsl_enzyme.analyses.types.hints import HINT, with_hint
from xdsl_enzyme.frontends.llvm_ir.function_state import FunctionState, PhiInputs

PREFIX = "enzyme_type "
"""What the names of the functions begin with."""


def hint_of_call(callee: str) -> str | None:
    """What a call of a function of this name says; None if it is no hint."""
    if not callee.startswith(PREFIX):
        return None
    return callee.removeprefix(PREFIX).rpartition(" #")[0]


def attach_hints(state: FunctionState, entry: Block) -> dict[int, Attribute]:
    """Give values their hints; returns those of the arguments of the function, by index."""
    arguments: dict[int, Attribute] = {}
    phis = {state.blocks[name]: inputs for name, inputs in state.incoming.items()}
    for hinted, text in state.type_hints:
        for value in _sources(state, phis, hinted):
            if isinstance(value, BlockArgument):
                if value.block is entry:
                    arguments[value.index] = with_hint(arguments.get(value.index), text)
            elif not is_constant(value) and isinstance(owner := value.owner, Operation):
                owner.attributes[HINT] = with_hint(owner.attributes.get(HINT), text)
    return arguments


def _sources(
    state: FunctionState, phis: dict[Block, list[PhiInputs]], value: SSAValue
) -> Iterable[SSAValue]:
    """What a value is: itself, or, of a phi, all that it may be."""
    found: dict[SSAValue, None] = {}
    pending = [value]
    while pending:
        one = pending.pop()
        if one in found:
            continue
        found[one] = None
        inputs = phis.get(one.block) if isinstance(one, BlockArgument) else None
        if inputs and isinstance(one, BlockArgument) and one.index < len(inputs):
            phi = inputs[one.index]
            tokens = (phi.cursor.tokens[position] for position in phi.positions.values())
            pending += (state.values[token] for token in tokens if token in state.values)
    return found
