"""What arguments a function takes from Python, inferred from its IR.

::

    double dot(long n, const double *x, double *work)
    -->  n: int64     x: array of float64     work: array of float64, written     returns float64
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from xdsl.dialects.builtin import DYNAMIC_INDEX, IntegerAttr, MemRefType, ModuleOp, NoneAttr
from xdsl.dialects.func import FuncOp
from xdsl.dialects.llvm import LLVMPointerType
from xdsl.ir import Attribute

from xdsl_enzyme.analyses.call_effects import argument_attributes
from xdsl_enzyme.analyses.least_extents import least_extents
from xdsl_enzyme.errors import ArgumentsError
from xdsl_enzyme.interop.memory_use import MemoryUse, memory_uses
from xdsl_enzyme.interop.records import has_floats_at
from xdsl_enzyme.interop.scalar_types import AnyArray, ScalarType, scalar_type


@dataclass(frozen=True)
class ScalarArgument:
    """A number that is passed by value."""

    name: str
    index: int
    type: ScalarType

    @cached_property
    def is_float(self) -> bool:
        return self.type.is_float

    @property
    def is_written(self) -> bool:
        return False

    @cached_property
    def description(self) -> str:
        return f"a {self.type}"

    @property
    def c_declaration(self) -> str:
        return f"{self.type.c_name} {self.name}"


@dataclass(frozen=True)
class ArrayArgument:
    """Memory that is passed as a pointer."""

    name: str
    index: int
    element_types: frozenset[Attribute]
    """The types that the function reads and writes there. None known: it doesn't say; several: a structure."""
    is_written: bool
    minimum_bytes: int = 0
    """What the function certainly uses."""
    is_distinct: bool = False
    """Declared `restrict`: nothing else points there."""
    sizes: tuple[int | None, ...] | None = None
    """The shape of a memref, None where it is dynamic; None if any shape will do, as for a plain pointer."""
    floats: frozenset[tuple[int, int, Attribute]] = frozenset()
    """Where floats are: residue and modulus of their offsets in bytes, as far as these are known, and types."""

    @cached_property
    def element(self) -> ScalarType | None:
        """The one type of the elements; None if it isn't known, or if there are several."""
        return scalar_type(next(iter(self.element_types))) if len(self.element_types) == 1 else None

    @cached_property
    def is_structure(self) -> bool:
        return len(self.element_types) > 1

    @cached_property
    def holds_pointers(self) -> bool:
        return any(isinstance(type, LLVMPointerType) for type in self.element_types)

    @cached_property
    def is_float(self) -> bool:
        """Whether it may hold floating-point numbers. Memory of unknown type may."""
        return self.element is None or self.element.is_float

    def shape_misfit(self, array: AnyArray) -> str | None:
        """What shape is expected, if that of `array` doesn't fit."""
        if self.sizes is None:
            return None
        if len(self.sizes) == array.ndim and all(
            expected in (None, actual)
            for expected, actual in zip(self.sizes, array.shape, strict=True)
        ):
            return None
        sizes = ", ".join("any" if size is None else str(size) for size in self.sizes)
        return f"an array with shape ({sizes})"

    @cached_property
    def description(self) -> str:
        if self.element is not None:
            return f"an array of {self.element}"
        return "an array of structures" if self.is_structure else "an array"

    @property
    def c_declaration(self) -> str:
        element = self.element.c_name if self.element is not None else "void"
        return f"{'' if self.is_written else 'const '}{element} *{self.name}"


Argument = ScalarArgument | ArrayArgument


@dataclass(frozen=True)
class Signature:
    """Arguments and result of a function."""

    name: str
    arguments: tuple[Argument, ...]
    result: ScalarType | None

    @property
    def argument_names(self) -> tuple[str, ...]:
        return tuple(argument.name for argument in self.arguments)

    def describe(self, index: int) -> str:
        """How messages call an argument, or the return value (-1)."""
        if index < 0:
            return f"the return value of {self.name}"
        return f"argument '{self.arguments[index].name}' (number {index}) of {self.name}"

    def position(self, key: int | str, purpose: str) -> int:
        """The position of the argument that `key`, a number or a name, stands for."""
        count = len(self.arguments)
        if isinstance(key, str):
            if key in self.argument_names:
                return self.argument_names.index(key)
            raise ArgumentsError(
                f"{purpose}: {self.name} has no argument '{key}'",
                hint=f"its arguments are {', '.join(self.argument_names) or 'none'}",
            )
        if not -count <= key < count:
            raise ArgumentsError(
                f"{purpose}: there is no argument {key}",
                why=f"{self.name} takes {count} argument{'s' * (count != 1)}",
            )
        return key % count

    def __str__(self) -> str:
        result = self.result.c_name if self.result is not None else "void"
        arguments = ", ".join(argument.c_declaration for argument in self.arguments)
        return f"{result} {self.name}({arguments or 'void'})"


def infer_signature(module: ModuleOp, function: FuncOp) -> Signature:
    """
    The signature of a function of a module in structured form. An `ArgumentsError` if it takes or returns what
    Python can't pass: structures by value, vectors, floats of 80 or 128 bits.
    """
    uses = memory_uses(module, function)
    names = _argument_names(function)
    extents = least_extents(function)
    arguments = tuple(
        _argument(function, index, names[index], use, extents[index])
        for index, use in enumerate(uses)
    )
    return Signature(function.sym_name.data, arguments, _result(function))


def _argument_names(function: FuncOp) -> list[str]:
    names: list[str] = []
    for index, value in enumerate(function.body.blocks[0].args):
        name = value.name_hint or f"arg{index}"
        names.append(name if name not in names else f"{name}_{index}")
    return names


def _argument(
    function: FuncOp, index: int, name: str, use: MemoryUse, least_bytes: int
) -> Argument:
    type = function.function_type.inputs.data[index]
    if (scalar := scalar_type(type)) is not None and scalar.ctype is not None:
        return ScalarArgument(name, index, scalar)
    attributes = argument_attributes(function, index)
    if "llvm.byval" in attributes:
        raise _not_callable(function, f"argument '{name}' is a structure passed by value")
    if isinstance(type, MemRefType):
        return _memref(function, index, name, cast("MemRefType[Attribute]", type), use)
    if not isinstance(type, LLVMPointerType):
        raise _not_callable(function, f"argument '{name}' is of type {type}")
    minimum = attributes.get("llvm.dereferenceable")
    return ArrayArgument(
        name,
        index,
        frozenset(use.element_types),
        use.written,
        max(least_bytes, minimum.value.data if isinstance(minimum, IntegerAttr) else 0),
        "llvm.noalias" in attributes,
        floats=frozenset((at.residue, at.modulus, type) for at, type in use.floats),
    )


def _memref(
    function: FuncOp, index: int, name: str, type: MemRefType[Attribute], use: MemoryUse
) -> ArrayArgument:
    if not isinstance(type.layout, NoneAttr) or not isinstance(type.memory_space, NoneAttr):
        raise _not_callable(function, f"argument '{name}' is of type {type}")
    sizes = tuple(None if size == DYNAMIC_INDEX else size for size in type.get_shape())
    return ArrayArgument(name, index, frozenset({type.element_type}), use.written, sizes=sizes)


def _result(function: FuncOp) -> ScalarType | None:
    types: Sequence[Attribute] = function.function_type.outputs.data
    if not types:
        return None
    result = scalar_type(types[0])
    if len(types) > 1 or result is None or result.ctype is None:
        raise _not_callable(function, f"it returns {', '.join(map(str, types))}")
    return result


def _not_callable(function: FuncOp, why: str) -> ArgumentsError:
    return ArgumentsError(
        f"'{function.sym_name.data}' cannot be called from Python",
        where=function,
        why=why,
        hint="wrap it in a function that takes numbers and pointers, and returns a number or nothing",
    )


def element_array_fits(argument: ArrayArgument, array: AnyArray) -> bool:
    """Whether the elements of `array` are what the function takes them for."""
    if argument.element is not None:
        return array.dtype in argument.element.dtypes
    if argument.is_structure:
        return array.dtype == "uint8" or has_floats_at(array.dtype, argument.floats)
    return array.dtype.kind in "biufV"
