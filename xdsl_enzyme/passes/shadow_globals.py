"""Shadows of global variables: zeroed globals, one per global and width.

    llvm.mlir.global @state : f64         -->  llvm.mlir.global internal @state.shadow : f64 = zero
    memref.global @state : memref<2xf64>  -->  memref.global "private" @state.shadow : memref<2xf64> = uninitialized

They live as long as the program, so each call of an outermost derivative begins by setting them to zero: what a
derivative says is about one call. What a program leaves behind a global pointer, it may free in the next call, and then its shadow, too: pointers stay
where the program's own ones have not changed since the last derivative (see `kept_pointers`). Where a global starts with addresses, its shadow starts with those of shadows::

    @rows = constant [2 x ptr] [ptr @a, ptr @b]  -->  @rows.shadow = constant {ptr, ptr} {ptr @a.shadow, ptr @b.shadow}
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xdsl.builder import Builder
from xdsl.dialects import llvm, memref
from xdsl.dialects.builtin import DenseArrayBase, ModuleOp, StringAttr, UnitAttr, i8, i64
from xdsl.ir import Attribute, Block, Operation, Region, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.initialisers import Address, addresses_in, has_initialiser
from xdsl_enzyme.analyses.layout import float_leaves, scalar_leaves, size_of
from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.dialects.tangent_types import tangent_type
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.passes.kept_pointers import MOST_POINTERS, KeptPointers
from xdsl_enzyme.passes.symbol_names import unused_name
from xdsl_enzyme.rules.llvm_pointers import set_bytes_to_zero
from xdsl_enzyme.rules.memref import fill_with_zero
from xdsl_enzyme.rules.scf import integer

_POINTER = llvm.LLVMPointerType()


def _needs_no_shadow(target: Operation | None) -> bool:
    """Whether a symbol is a function, or a constant without floats and addresses, such as a string."""
    if not isinstance(target, llvm.GlobalOp):
        return not isinstance(target, memref.GlobalOp)
    is_constant = target.constant is not None and has_initialiser(target)
    return is_constant and not float_leaves(target.global_type) and not addresses_in(target)


def _table(
    addresses: Sequence[tuple[int, str, int]], size: int
) -> tuple[llvm.LLVMStructType, Region]:
    """The type and the initialiser of a global of so many bytes with addresses in it."""
    block = Block()
    builder = Builder(InsertPoint.at_end(block))
    fields: list[tuple[Attribute, SSAValue | None]] = []
    end = 0
    for at, symbol, distance in addresses:
        if at > end:
            fields.append((llvm.LLVMArrayType(at - end, i8), None))
        address = builder.insert(llvm.AddressOfOp(symbol, _POINTER)).result
        if distance:
            address = builder.insert(llvm.GEPOp(address, [distance], i8)).result
        fields.append((_POINTER, address))
        end = at + size_of(_POINTER)
    if size > end:
        fields.append((llvm.LLVMArrayType(size - end, i8), None))
    type = llvm.LLVMStructType.from_type_list([one for one, _ in fields])
    whole = builder.insert(llvm.ZeroOp.create(result_types=[type])).results[0]
    for position, (_, value) in enumerate(fields):
        if value is not None:
            place = DenseArrayBase.from_list(i64, [position])
            whole = builder.insert(llvm.InsertValueOp(place, whole, value)).res
    builder.insert(llvm.ReturnOp(whole))
    return type, Region(block)


class ShadowGlobals:
    """The shadows of a module's globals, made when they are asked for."""

    def __init__(self, module: ModuleOp):
        self.module = module
        self._names: dict[tuple[str, int, int], str] = {}
        self._primals: dict[str, str] = {}
        """What each shadow is one of."""
        self._resets: list[Callable[[Builder], None]] = []
        self._pointers: list[KeptPointers] = []

    def name_of(self, name: str, width: int, direction: int = 0) -> str:
        """The symbol of the shadow of global `name`, where each direction has its own: in this one."""
        key = (name, width, direction)
        if key not in self._names:
            suffix = ".shadow" if width == 1 else f".shadow{width}"
            if direction:
                suffix = f".shadow.direction{direction}"
            # The name comes first: tables may point to each other.
            self._names[key] = unused_name(self.module, name + suffix)
            self._primals[self._names[key]] = name
            self._make(name, self._names[key], width, direction)
        return self._names[key]

    def in_direction(self, shadow: str, direction: int) -> str:
        """The shadow in another direction of what `shadow` is one of, or the symbol itself if it is none."""
        primal = self._primals.get(shadow)
        return shadow if primal is None else self.name_of(primal, 1, direction)

    def set_to_zero(self, builder: Builder) -> None:
        """Build code that sets all shadows to zero."""
        for reset in self._resets:
            reset(builder)

    def begin(self, builder: Builder) -> None:
        """The same, but for the shadows of pointers that the program has not changed since `end`."""
        kept = [one.load(builder) for one in self._pointers]
        self.set_to_zero(builder)
        for one, pointers in zip(self._pointers, kept, strict=True):
            one.store(builder, pointers)

    def end(self, builder: Builder) -> None:
        """Build code that writes down the pointers in globals, when a derivative is done."""
        for one in self._pointers:
            one.remember(builder)

    def _make(self, name: str, wanted: str, width: int, direction: int) -> None:
        primal = lookup(self.module, name)
        match primal:
            case llvm.GlobalOp() if not has_initialiser(primal):
                raise DifferentiationError(
                    f"the global '{name}' is active memory, but only declared here",
                    why="its shadow belongs to where it is defined",
                    hint="differentiate it together with the file that defines it",
                )
            case llvm.GlobalOp():
                addresses = addresses_in(primal)
                start = self._addresses_of_shadows(primal, addresses, width, direction)
                shadow = (
                    self._with_addresses(primal, wanted, width, start)
                    if start
                    else self._of_llvm(primal, wanted, width)
                )
                if not start:
                    self._keep_pointers(primal, wanted, width)
            case memref.GlobalOp():
                shadow = self._of_memref(primal, wanted, width)
            case _:
                raise DifferentiationError(
                    f"'{name}' is active memory, but not a variable",
                    why="only variables have shadows",
                )
        self.module.body.block.insert_op_after(shadow, primal)

    def _of_llvm(self, primal: llvm.GlobalOp, name: str, width: int) -> Operation:
        type = primal.global_type
        size = size_of(type) * width

        def reset(builder: Builder) -> None:
            address = builder.insert(llvm.AddressOfOp(name, _POINTER)).result
            set_bytes_to_zero(builder, address, integer(builder, size, i64))

        self._resets.append(reset)
        shadow = llvm.GlobalOp(
            type if width == 1 else llvm.LLVMArrayType(width, type),
            name,
            "internal",
            value=UnitAttr(),
            alignment=primal.alignment.value.data if primal.alignment is not None else None,
        )
        if primal.thread_local_ is not None:
            shadow.thread_local_ = primal.thread_local_
        return shadow

    def _keep_pointers(self, primal: llvm.GlobalOp, shadow: str, width: int) -> None:
        """What lies in a global that starts without addresses, the program has stored there."""
        if primal.constant is not None or not holds_pointers(primal.global_type):
            return
        leaves = scalar_leaves(primal.global_type)
        places = [at for at, leaf in leaves if isinstance(leaf, llvm.LLVMPointerType)]
        if len(places) <= MOST_POINTERS:
            self._pointers.append(KeptPointers(self.module, primal, shadow, places, width))

    # Tables of addresses

    def _addresses_of_shadows(
        self, primal: llvm.GlobalOp, addresses: Sequence[Address], width: int, direction: int
    ) -> Sequence[tuple[int, str, int]]:
        """Where addresses are in the shadow: of which symbol, and how far from it."""
        found: list[tuple[int, str, int]] = []
        for one in sorted(addresses, key=lambda one: one.at.residue):
            if one.at.modulus or one.distance.modulus:
                raise DifferentiationError(
                    f"no shadow for the global '{primal.sym_name.data}'",
                    where=primal,
                    why="it is active, and starts with values that are computed from addresses",
                    hint="initialise it with addresses, or when the program runs",
                )
            target = lookup(primal, one.symbol)
            if _needs_no_shadow(target):
                found.append((one.at.residue * width, one.symbol, one.distance.residue))
            else:
                shadow = self.name_of(one.symbol, width, direction)
                found.append((one.at.residue * width, shadow, one.distance.residue * width))
        return found

    def _with_addresses(
        self,
        primal: llvm.GlobalOp,
        name: str,
        width: int,
        addresses: Sequence[tuple[int, str, int]],
    ) -> Operation:
        """A shadow that starts, whenever an outermost derivative begins, with addresses and with zero all around them."""
        type, body = _table(addresses, size_of(primal.global_type) * width)
        is_fixed = primal.constant is not None and not float_leaves(primal.global_type)
        table = llvm.GlobalOp(
            type,
            name if is_fixed else unused_name(self.module, f"{name}.start"),
            "internal",
            constant=True,
            alignment=primal.alignment.value.data if primal.alignment is not None else None,
            body=body,
        )
        if is_fixed:
            return table
        self.module.body.block.insert_op_after(table, primal)
        shadow = self._of_llvm(primal, name, width)
        start, size = table.sym_name.data, size_of(type)

        def reset(builder: Builder) -> None:
            to, origin = (
                builder.insert(llvm.AddressOfOp(one, _POINTER)).result for one in (name, start)
            )
            builder.insert(llvm_extra.MemcpyOp(to, origin, integer(builder, size, i64)))

        self._resets[-1] = reset
        return shadow

    def _of_memref(self, primal: memref.GlobalOp, name: str, width: int) -> Operation:
        type = tangent_type(primal.type, width)

        def reset(builder: Builder) -> None:
            array = builder.insert(memref.GetGlobalOp(name, type)).memref
            fill_with_zero(builder, array)

        self._resets.append(reset)
        return memref.GlobalOp.get(StringAttr(name), type, UnitAttr())
