"""Functions whose arguments and results are passed in pieces.

A function that others may call, too, keeps its name and signature, and calls the one with pieces::

    func.func @f(%t: i64) -> f32        -->     func.func private @f.pieces(%n: i32, %v: f32) -> f32   and calls of it
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xdsl.builder import Builder
from xdsl.dialects import func, llvm
from xdsl.dialects.builtin import (
    ArrayAttr,
    DictionaryAttr,
    FunctionType,
    ModuleOp,
    StringAttr,
    SymbolRefAttr,
)
from xdsl.ir import Attribute, Block, Operation, Region, SSAValue
from xdsl.rewriter import InsertPoint
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.inactivity import INACTIVE
from xdsl_enzyme.analyses.value_flow import terminator, walk_regions
from xdsl_enzyme.passes.recover_floats.pieces import Piece, Pieces, Slots
from xdsl_enzyme.passes.recover_floats.slots import KnownSlots
from xdsl_enzyme.passes.symbol_names import symbols_in, unused_name
from xdsl_enzyme.rules.custom_functions import ADJOINT, DERIVATIVE

_WITH_RULES = (ADJOINT, DERIVATIVE, INACTIVE)


class Signature:
    """The pieces of the arguments and results of one function."""

    def __init__(
        self,
        function: func.FuncOp,
        arguments: Sequence[Slots | None],
        results: Sequence[Slots | None],
        new_name: str | None,
    ):
        self.function = function
        self.arguments = arguments
        self.results = results
        self.new_name = new_name
        self._original = function.function_type

    @property
    def result_types(self) -> list[Attribute]:
        outputs = self._original.outputs.data
        return [
            type
            for slots, output in zip(self.results, outputs, strict=True)
            for _, type in slots or ((0, output),)
        ]

    def callee_properties(self, op: func.CallOp) -> dict[str, Attribute]:
        name = self.new_name or self.function.sym_name.data
        return {**op.properties, "callee": SymbolRefAttr(name)}

    def apply(self) -> None:
        """Give the function, whose body has been rewritten, its new type, and its old name a function of the old type."""
        function = self.function
        wrapper = self._wrapper() if self.new_name is not None else None
        inputs = [argument.type for argument in function.body.block.args]
        function.properties["function_type"] = FunctionType.from_lists(inputs, self.result_types)
        self._split_attributes()
        if wrapper is None or self.new_name is None:
            return
        block = function.parent_block()
        assert block is not None
        function.properties["sym_name"] = StringAttr(self.new_name)
        function.properties["sym_visibility"] = StringAttr("private")
        function.attributes["llvm.linkage"] = StringAttr("internal")
        block.insert_op_before(wrapper, function)

    def _split_attributes(self) -> None:
        function = self.function
        for name, slots in (("arg_attrs", self.arguments), ("res_attrs", self.results)):
            known = function.properties.get(name)
            if not isa(known, ArrayAttr[Attribute]):
                continue
            split: list[Attribute] = [
                one if parts is None else DictionaryAttr({})
                for one, parts in zip(known, slots, strict=False)
                for _ in parts or (None,)
            ]
            function.properties[name] = ArrayAttr(split)

    def _wrapper(self) -> func.FuncOp:
        assert self.new_name is not None
        block = Block(arg_types=self._original.inputs.data)
        wrapper = func.FuncOp.create(
            properties=dict(self.function.properties),
            attributes=dict(self.function.attributes),
            regions=[Region(block)],
            location=self.function.location,
        )
        builder = Pieces(Builder(InsertPoint.at_end(block)))
        operands: list[SSAValue] = []
        for argument, slots in zip(block.args, self.arguments, strict=True):
            if slots is None:
                operands.append(argument)
            else:
                operands += (piece.value for piece in builder.of(argument, slots))
        call = func.CallOp(SymbolRefAttr(self.new_name), operands, self.result_types)
        builder.builder.insert(call)
        values = iter(call.results)
        returned: list[SSAValue] = []
        for slots, output in zip(self.results, self._original.outputs.data, strict=True):
            if slots is None:
                returned.append(next(values))
            else:
                pieces = [Piece(offset, type, next(values)) for offset, type in slots]
                returned.append(builder.whole(pieces, output))
        builder.builder.insert(func.ReturnOp(*returned))
        return wrapper


class Signatures:
    """The signatures that change among some functions; that of `root` does not."""

    def __init__(
        self,
        module: ModuleOp,
        functions: Iterable[func.FuncOp],
        root: func.FuncOp,
        slots: KnownSlots,
    ):
        self._known: dict[func.FuncOp, Signature] = {}
        functions = list(functions)
        changed: list[func.FuncOp] = []
        for function in functions:
            has_rules = any(name in function.attributes for name in _WITH_RULES)
            if function is root or has_rules or not _called_only(function, slots):
                continue
            changed.append(function)
        exposed = _exposed(module, {id(one) for one in functions}) if changed else set[str]()
        for function in changed:
            name = function.sym_name.data
            linkage = function.attributes.get("llvm.linkage")
            is_internal = isinstance(linkage, StringAttr) and linkage.data in (
                "internal",
                "private",
            )
            is_exposed = not is_internal or name in exposed
            returned = terminator(function.body.block).operands
            self._known[function] = Signature(
                function,
                [slots.of(argument) for argument in function.body.block.args],
                [slots.of(value) for value in returned],
                unused_name(module, f"{name}.pieces") if is_exposed else None,
            )

    def of(self, function: func.FuncOp) -> Signature | None:
        return self._known.get(function)


def _called_only(function: func.FuncOp, slots: KnownSlots) -> bool:
    """Whether some argument or result is taken apart."""
    block = function.body.block
    return any(slots.of(value) is not None for value in (*block.args, *terminator(block).operands))


def _exposed(module: ModuleOp, known: set[int]) -> set[str]:
    """The symbols that are referred to other than by a direct call in one of the known functions."""
    exposed: set[str] = set()
    for one in module.body.block.ops:
        is_known = id(one) in known
        for op in _walk(one):
            if not (is_known and isinstance(op, func.CallOp)):
                exposed.update(symbols_in(op))
    return exposed


def _walk(op: Operation) -> Iterable[Operation]:
    if isinstance(op, func.FuncOp | llvm.GlobalOp):
        return walk_regions(op)
    return (op,)
