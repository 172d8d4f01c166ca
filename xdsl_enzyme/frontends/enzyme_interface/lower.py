"""`enzyme-lower-interface`: calls of Enzyme's C interface become requests of the dialect `enzyme`, on cf form.

::

    %f = llvm.mlir.addressof @square
    %r = func.call @__enzyme_autodiff.0(%f, %x) : (!llvm.ptr, f64) -> f64
    -->
    %r = enzyme.autodiff @square(%x, %one) {activity = [#enzyme<activity enzyme_active>], …} : (f64, f64) -> f64

The calls have prototypes, as `outline` leaves them. Global variables that register derivatives (`__enzyme_register_gradient_…` and the
like) become attributes of the functions that they are about, and are removed.
"""

from __future__ import annotations

from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects import func, llvm
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Operation
from xdsl.passes import ModulePass

from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.frontends.enzyme_interface.arguments import read_call
from xdsl_enzyme.frontends.enzyme_interface.batch import apply_to_batch
from xdsl_enzyme.frontends.enzyme_interface.names import Kind, kind_of, marker_of
from xdsl_enzyme.frontends.enzyme_interface.reader import CallReader
from xdsl_enzyme.frontends.enzyme_interface.registrations import apply_registrations
from xdsl_enzyme.frontends.enzyme_interface.requests import HANDLERS, erase_unused
from xdsl_enzyme.frontends.enzyme_interface.virtual import halves_of_function


@dataclass(frozen=True)
class LowerInterfacePass(ModulePass):
    """Makes requests of calls of the interface, and attributes of registrations."""

    name = "enzyme-lower-interface"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        lower_interface(op)


def lower_interface(module: ModuleOp) -> None:
    """Replace calls and registrations of a module in cf form, in place.

    Raises `DifferentiationError` for calls that don't say what they want, or want what there is not.
    """
    apply_registrations(module)
    calls: list[tuple[func.CallOp, Kind]] = []
    for op in module.walk():
        if isinstance(op, func.CallOp):
            name = op.callee.root_reference.data
            kind = kind_of(name) if "__enzyme_" in name else None
            callee = lookup(op, name) if kind is not None else None
            if kind is not None and isinstance(callee, func.FuncOp) and not callee.body.blocks:
                calls.append((op, kind))
    for op, kind in calls:
        _lower_call(op, kind)
    if calls:
        _erase_declarations(module)


def _lower_call(op: func.CallOp, kind: Kind) -> None:
    reader = CallReader(op, kind)
    operands = [operand.owner for operand in op.operands]
    match kind:
        case Kind.BATCH:
            apply_to_batch(reader)
        case Kind.VIRTUAL_REVERSE:
            halves_of_function(reader)
        case _:
            HANDLERS[kind](reader, read_call(reader))
    for owner in operands:
        if isinstance(owner, Operation) and owner.parent is not None:
            erase_unused(owner)


def _erase_declarations(module: ModuleOp) -> None:
    """Functions of the interface, and markers, that nothing refers to any more."""
    used = {
        op.callee.root_reference.data
        if isinstance(op, func.CallOp)
        else op.global_name.root_reference.data
        for op in module.walk()
        if isinstance(op, func.CallOp | llvm.AddressOfOp)
    }
    for op in list(module.body.block.ops):
        match op:
            case func.FuncOp() if not op.body.blocks:
                name = op.sym_name.data
                is_ours = kind_of(name) is not None
            case llvm.GlobalOp():
                name = op.sym_name.data
                is_ours = marker_of(name) is not None
            case _:
                continue
        if is_ours and name not in used:
            op.detach()
            op.erase()
