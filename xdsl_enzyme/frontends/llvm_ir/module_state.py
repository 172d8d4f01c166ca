"""What is known about the module while its functions are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from xdsl.dialects.arith import FastMathFlagsAttr
from xdsl.dialects.builtin import ArrayAttr, DictionaryAttr
from xdsl.dialects.llvm import LLVMFunctionType
from xdsl.ir import Attribute, SSAValue

from xdsl_enzyme.errors import ReadError
from xdsl_enzyme.frontends.llvm_ir.aliases import Alias
from xdsl_enzyme.frontends.llvm_ir.attributes import Attributes, passing_attributes, prefixed
from xdsl_enzyme.frontends.llvm_ir.debug_types import DebugTypes
from xdsl_enzyme.frontends.llvm_ir.metadata import Metadata
from xdsl_enzyme.frontends.llvm_ir.types import TypeReader


@dataclass
class Signature:
    """A function as seen by its callers."""

    inputs: tuple[Attribute, ...]
    outputs: tuple[Attribute, ...]
    variadic: bool
    attributes: Attributes
    has_body: bool


@dataclass
class Call:
    """A call whose parts have been read."""

    callee: str
    """The name of a function or intrinsic; empty for a call through `pointer`."""
    arguments: list[SSAValue]
    outputs: tuple[Attribute, ...]
    attributes: DictionaryAttr | None
    fast_math: FastMathFlagsAttr
    pointer: SSAValue | None = None
    function_type: LLVMFunctionType | None = None
    """Where the callee is variadic."""
    argument_attributes: dict[int, Attributes] = field(default_factory=dict[int, Attributes])
    """By the position of the argument."""
    result_attributes: Attributes = field(default_factory=dict[str, Attribute])
    convention: str = ""
    """The calling convention if it is not C's."""
    metadata: list[str] = field(default_factory=list[str])
    """The arguments that are metadata, which stand behind all others."""


def passed_attributes(call: Call) -> ArrayAttr[DictionaryAttr] | None:
    """`arg_attrs` of a call: how its arguments are passed, if not all are as any value of their type."""
    by_position = {
        position: prefixed(kept)
        for position, attributes in call.argument_attributes.items()
        if (kept := passing_attributes(attributes))
    }
    if not by_position:
        return None
    return ArrayAttr(
        [by_position.get(position, _NOTHING) for position in range(len(call.arguments))]
    )


_NOTHING = DictionaryAttr({})


@dataclass
class ModuleState:
    """The tables of one module that every function of it is read with."""

    types: TypeReader = field(default_factory=TypeReader)
    metadata: Metadata = field(default_factory=Metadata)
    attribute_groups: dict[str, Attributes] = field(default_factory=dict[str, Attributes])
    signature: Callable[[str], Signature | None] = lambda name: None
    """How the function of a name is called; none if there is no such function."""

    alias: Callable[[str], Alias | None] = lambda name: None
    """What a symbol is an alias of, if it is one."""

    has_foreign: Callable[[str], bool] = lambda convention: False
    """Whether functions that are known outside of the module have this calling convention."""

    referenced: set[str] = field(default_factory=set[str])
    """Symbols that some op names. Declarations of others are not made."""

    block_numbers: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])
    """By function and block: the number that stands for the address of the block."""

    _group_dictionaries: dict[str, DictionaryAttr | None] = field(
        default_factory=dict[str, DictionaryAttr | None]
    )

    @cached_property
    def debug_types(self) -> DebugTypes:
        """The types that debug information tells of, once the metadata is read."""
        return DebugTypes(self.metadata.nodes)

    def attribute_group(self, number: str) -> DictionaryAttr | None:
        """The attributes ``#0`` as one attribute; none if there are none."""
        if number not in self._group_dictionaries:
            attributes = self.attribute_groups.get(number)
            self._group_dictionaries[number] = DictionaryAttr(attributes) if attributes else None
        return self._group_dictionaries[number]

    def block_number(self, function: str, block: str) -> int:
        """What stands for the address of a block: any number but zero, another one for each."""
        return self.block_numbers.setdefault((function, block), len(self.block_numbers) + 1)

    def resolve_alias(self, name: str) -> str:
        """The function or global that `name` stands for, or the last of its names before an expression or a resolver."""
        seen = {name}
        while (alias := self.alias(name)) is not None and alias.target and not alias.is_resolver:
            if alias.target in seen:
                raise ReadError(f"the alias '@{name}' stands for itself")
            name = alias.target
            seen.add(name)
        return name
