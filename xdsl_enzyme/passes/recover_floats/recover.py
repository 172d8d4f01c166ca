"""`enzyme-recover-floats`: floats and pointers that travel in integers become floats and pointers.

For functions in structured form that are about to be differentiated: the engine follows floats, and knows nothing of bits.
Loads, stores, branches, loops, calls and signatures hand on the parts of an integer one by one. What copies memory is told
where the floats are (`enzyme.layout`), and what type analysis can't decide is marked (`enzyme.undecided`): an error where a
derivative depends on it.

    %0 = llvm.load %p : i64; llvm.store %0, %q : i64       -->     %0 = llvm.load %p : f64; llvm.store %0, %q : f64
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects import arith, func, llvm
from xdsl.dialects.builtin import ArrayAttr, DictionaryAttr, ModuleOp, StringAttr, f64
from xdsl.dialects.llvm import LLVMPointerType
from xdsl.ir import Attribute, Operation
from xdsl.passes import ModulePass
from xdsl.traits import IsTerminator

from xdsl_enzyme.analyses.allocators import reallocates
from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.analyses.memory_types import is_pointer
from xdsl_enzyme.analyses.types.analysis import TypeAnalysis
from xdsl_enzyme.analyses.types.calls import call_parts
from xdsl_enzyme.analyses.types.carriers import is_carrier, leads_nowhere
from xdsl_enzyme.analyses.types.copies_as_floats import (
    accesses_several_float_types,
    copies_as_other_floats,
)
from xdsl_enzyme.analyses.types.floats_as_pointers import (
    hand_on_floats_as_pointers,
    pointers_from_float_bits,
    words_moved_as_one,
)
from xdsl_enzyme.analyses.types.hints import has_hint
from xdsl_enzyme.analyses.types.packed_floats import ops_on_packed_floats
from xdsl_enzyme.analyses.types.verdicts import UNDECIDED, VERDICTS
from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.dialects.enzyme import AutodiffOp, ForwardDiffOp
from xdsl_enzyme.passes.copy_byval import BYVAL
from xdsl_enzyme.passes.propagate_exceptions import propagating_version
from xdsl_enzyme.passes.recover_floats.annotations import annotate, verdict
from xdsl_enzyme.passes.recover_floats.handlers import HANDLERS
from xdsl_enzyme.passes.recover_floats.moved_words import words_to_integers
from xdsl_enzyme.passes.recover_floats.rewriter import FunctionRewriter
from xdsl_enzyme.passes.recover_floats.signatures import Signatures
from xdsl_enzyme.passes.recover_floats.slots import ValueSlots
from xdsl_enzyme.passes.recover_floats.specialise import ROUNDS, specialise

COPIES = (llvm_extra.MemcpyOp, llvm_extra.MemmoveOp, llvm_extra.MemsetOp)


def recover_floats(module: ModuleOp, root: func.FuncOp) -> Sequence[func.FuncOp]:
    """Recover the floats of `root` and of all that it calls; returns the functions that were looked at."""
    functions = reachable_functions(root)
    operations = [op for function in functions for op in walk_regions(function)]
    is_of_interest = any(map(_is_of_interest, operations)) or any(map(_has_byval, functions))
    has_hints = any(map(has_hint, (*functions, *operations)))
    moves_pointers = any(_moves(op, LLVMPointerType()) for op in operations) or (
        any(map(_loads_a_pointer, operations)) and any(_moves(op, f64) for op in operations)
    )
    if not (
        is_of_interest or moves_pointers or has_hints or accesses_several_float_types(operations)
    ):
        return functions
    for op in operations:
        op.attributes.pop(UNDECIDED, None)
    types = TypeAnalysis(functions)
    for _ in range(ROUNDS):
        if not (words := words_moved_as_one(operations, types)):
            break
        words_to_integers(module, root, functions, types, words)
        functions, operations, types = _analysed(root)
    for _ in range(ROUNDS):
        if not specialise(module, root, functions, types):
            break
        functions, operations, types = _analysed(root)
    packed = list(ops_on_packed_floats(operations, types))
    slots = ValueSlots(types, operations, packed)
    signatures = Signatures(module, functions, root, slots)
    for op in operations:
        if isinstance(op, COPIES):
            annotate(op, types.of_copy(op))
        elif reallocates(op):
            annotate(op, types.of_memory(op.results[0], None))
    for op, why in copies_as_other_floats(operations, types.place_of):
        op.attributes[UNDECIDED] = StringAttr(why)
    for function in functions:
        _annotate_byval(function, types)
    for value in words_moved_as_one(operations, types):
        if isinstance(value.owner, llvm.LoadOp | llvm.IntToPtrOp) and slots.of(value) is None:
            value.owner.attributes.setdefault(UNDECIDED, _FLOAT_OR_POINTER)
    for function in functions:
        FunctionRewriter(slots, signatures, types, HANDLERS).run(function)
    for op in packed:
        if op.parent is not None:
            op.attributes.setdefault(UNDECIDED, _PACKED)
    rewritten = [op for function in functions for op in walk_regions(function)]
    for op in pointers_from_float_bits(rewritten):
        op.attributes.setdefault(UNDECIDED, _FLOAT_OR_POINTER)
    for op in hand_on_floats_as_pointers(rewritten):
        op.attributes.setdefault(UNDECIDED, _FLOAT_OR_POINTER)
    return functions


def _analysed(root: func.FuncOp) -> tuple[list[func.FuncOp], list[Operation], TypeAnalysis]:
    functions = reachable_functions(root)
    operations = [op for function in functions for op in walk_regions(function)]
    return functions, operations, TypeAnalysis(functions)


_FLOAT_OR_POINTER = StringAttr("it is moved as a pointer, and may be a float")


_PACKED = StringAttr("it is an integer that is made of the bits of floats")


def _has_byval(function: func.FuncOp) -> bool:
    return any(BYVAL in one.data for one in function.arg_attrs or ())


def _annotate_byval(function: func.FuncOp, types: TypeAnalysis) -> None:
    """What the copies hold that are made of arguments passed by value."""
    attributes = function.arg_attrs
    if attributes is None or not _has_byval(function):
        return
    annotated: list[DictionaryAttr] = []
    for argument, known in zip(function.body.block.args, attributes, strict=True):
        kept = {name: one for name, one in known.data.items() if name not in VERDICTS}
        if (type := known.data.get(BYVAL)) is not None:
            kept |= verdict(types.of_memory(argument, size_of(type)))
        annotated.append(DictionaryAttr(kept))
    function.properties["arg_attrs"] = ArrayAttr(annotated)


def reachable_functions(root: func.FuncOp) -> list[func.FuncOp]:
    """`root` and the functions with bodies that it calls, directly or not."""
    found = {root.sym_name.data: root}
    pending = [root]
    while pending:
        for op in walk_regions(pending.pop()):
            parts = call_parts(op)
            if parts is None or not parts[0].body.blocks:
                continue
            callee = parts[0]
            if callee.sym_name.data not in found:
                found[callee.sym_name.data] = callee
                pending.append(callee)
    return list(found.values())


def _moves(op: Operation, type: Attribute) -> bool:
    """Whether a pointer, or a float, is loaded and handed on: in a union, it may be the other of the two."""
    return (
        isinstance(op, llvm.LoadOp)
        and op.results[0].type == type
        and any(
            isinstance(use.operation, llvm.PtrToIntOp | arith.BitcastOp | llvm.BitcastOp)
            or (isinstance(use.operation, llvm.StoreOp) and use.index == 0)
            or use.operation.has_trait(IsTerminator)
            for use in op.results[0].uses
        )
    )


def _loads_a_pointer(op: Operation) -> bool:
    return isinstance(op, llvm.LoadOp) and is_pointer(op.results[0].type)


def _is_of_interest(op: Operation) -> bool:
    """Whether floats or pointers may be where types don't show them."""
    if isinstance(op, llvm.LoadOp):
        return is_carrier(op.results[0].type)
    if isinstance(op, llvm.StoreOp):
        return is_carrier(op.operands[0].type)
    if isinstance(op, arith.BitcastOp | llvm.BitcastOp):
        return is_carrier(op.operands[0].type) or is_carrier(op.results[0].type)
    if isinstance(op, llvm.IntToPtrOp):
        return not leads_nowhere(op)
    return isinstance(op, (*COPIES, llvm.ExtractValueOp, llvm.InsertValueOp)) or reallocates(op)


@dataclass(frozen=True)
class EnzymeRecoverFloatsPass(ModulePass):
    """
    Recovers the floats of the functions that are named and of what they call; if none are, of those that are differentiated;
    if there are none, of all.
    """

    name = "enzyme-recover-floats"

    entries: tuple[str, ...] = ()

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        functions = [
            one for one in op.body.block.ops if isinstance(one, func.FuncOp) and one.body.blocks
        ]
        named = [propagating_version(one) for one in functions if one.sym_name.data in self.entries]
        requested = [
            one.callee() for one in walk_regions(op) if isinstance(one, AutodiffOp | ForwardDiffOp)
        ]
        for root in named or requested or functions:
            recover_floats(op, root)
