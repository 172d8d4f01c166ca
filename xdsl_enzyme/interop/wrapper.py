"""C functions that ask for a derivative, inserted into a module.

The wrapper takes what the derivative takes, returns nothing, and stores each result through a pointer of its own,
so that any caller can call it without knowing how structures are returned::

    double f(double *x, double y)     reverse mode, x duplicated, y active

    func.func @f_reverse(%x: !llvm.ptr, %dx: !llvm.ptr, %y: f64, %seed: f64, %value: !llvm.ptr, %dy: !llvm.ptr) {
      %0, %1 = enzyme.autodiff @f(%x, %dx, %y, %seed) {activity = […dup, …active], ret_activity = […active]}
      llvm.store %0, %value
      llvm.store %1, %dy
      return
    }
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import count

from xdsl.dialects import func, llvm
from xdsl.dialects.builtin import (
    ArrayAttr,
    DictionaryAttr,
    FunctionType,
    IntegerAttr,
    ModuleOp,
    StringAttr,
    UnitAttr,
    i64,
)
from xdsl.ir import Attribute, Block, Operation, Region, SSAValue

from xdsl_enzyme.analyses.call_effects import argument_attributes
from xdsl_enzyme.analyses.loop_memory import EXTENT
from xdsl_enzyme.dialects.enzyme import Activity, AutodiffOp, ForwardDiffOp
from xdsl_enzyme.dialects.symbols import symbol_name
from xdsl_enzyme.dialects.tangent_types import tangent_type
from xdsl_enzyme.interop.limits import UNLIMITED, Limits
from xdsl_enzyme.interop.program import functions, symbol_uses
from xdsl_enzyme.interop.scalar_types import scalar_type
from xdsl_enzyme.passes.propagate_exceptions import propagating_version


class Mode(Enum):
    """What a wrapper computes."""

    PRIMAL = "primal"
    FORWARD = "forward"
    REVERSE = "reverse"


@dataclass(frozen=True)
class Request:
    """Which derivative is wanted. Equal requests give equal wrappers."""

    mode: Mode
    activity: tuple[Activity, ...]
    result_activity: tuple[Activity, ...]
    distinct: bool = False
    """No memory that is written overlaps any other argument: pointers may be marked `noalias`."""
    strong_zero: bool = False
    width: int = 1
    """How many directions there are: see `lanes`."""
    limits: Limits = UNLIMITED
    """How much reverse mode may keep."""


class Role(Enum):
    """What a parameter of a wrapper is for."""

    PRIMAL = auto()
    SHADOW = auto()
    """The shadow of an array, or the tangent of a scalar."""
    SEED = auto()
    """The derivative of the final quantity with respect to a result of the function."""
    VALUE = auto()
    """Where to store a result of the function."""
    TANGENT = auto()
    """Where to store the tangent of a result."""
    DERIVATIVE = auto()
    """Where to store the derivative with respect to an active argument."""
    BYTES = auto()
    """How many bytes an array has."""


@dataclass(frozen=True)
class Parameter:
    """One parameter of a wrapper."""

    role: Role
    name: str
    type: Attribute
    index: int
    """The number of the argument, or of the result, that this belongs to."""
    stored_type: Attribute | None = None
    """For parameters that a result is stored through: the type of the result."""
    loaded_type: Attribute | None = None
    """For parameters that a value is loaded through, since C can't pass it: its type."""


@dataclass
class _Builder:
    function: func.FuncOp
    request: Request
    names: list[str]
    parameters: list[Parameter] = field(default_factory=lambda: [])
    taken: set[str] = field(default_factory=lambda: set())

    def add(
        self,
        role: Role,
        name: str,
        type: Attribute,
        index: int,
        stored_type: Attribute | None = None,
        loaded_type: Attribute | None = None,
    ) -> None:
        unique = name
        for number in count(2):
            if unique not in self.taken:
                break
            unique = f"{name}{number}"
        self.taken.add(unique)
        self.parameters.append(Parameter(role, unique, type, index, stored_type, loaded_type))

    def add_arguments(self) -> None:
        for index, (name, type, activity) in enumerate(
            zip(self.names, self.function.function_type.inputs, self.request.activity, strict=True)
        ):
            self.add(Role.PRIMAL, name, type, index)
            if activity.is_duplicated:
                self.add_directions(Role.SHADOW, f"d{name}", type, index)

    def add_extents(self) -> None:
        """Add the size of each array."""
        for index, (name, type) in enumerate(
            zip(self.names, self.function.function_type.inputs, strict=True)
        ):
            if isinstance(type, llvm.LLVMPointerType):
                self.add(Role.BYTES, f"{name}_bytes", i64, index)

    def add_directions(self, role: Role, name: str, type: Attribute, index: int) -> None:
        """Add what is there once for each direction: vectors are passed by address."""
        wide = tangent_type(type, self.request.width)
        if self.request.width > 1 and scalar_type(type) is not None:
            self.add(role, name, llvm.LLVMPointerType(), index, loaded_type=wide)
        else:
            self.add(role, name, wide, index)

    def add_store(self, role: Role, name: str, stored_type: Attribute, index: int) -> None:
        self.add(role, name, llvm.LLVMPointerType(), index, stored_type)


def build_wrapper(
    module: ModuleOp, function: func.FuncOp, request: Request, argument_names: Sequence[str]
) -> tuple[str, tuple[Parameter, ...]]:
    """Add the wrapper for a derivative of `function` to `module`. Its name and its parameters."""
    builder = _Builder(function, request, list(argument_names))
    builder.add_arguments()
    needs_extents = (
        request.limits.has_checkpoints
        and propagating_version(function) is function
        and not _is_called(module, function)
    )
    if needs_extents:
        builder.add_extents()
    _ADD_RESULTS[request.mode](builder)
    parameters = tuple(builder.parameters)
    if needs_extents:
        indices = [one.index for one in parameters if one.role is Role.BYTES]
        _take_extents(function, indices)
        constant = (Activity.CONST,) * len(indices)
        request = replace(request, activity=request.activity + constant)
    name = _unused_name(module, f"{function.sym_name.data}_{request.mode.value}")

    block = Block(arg_types=[parameter.type for parameter in parameters])
    for value, parameter in zip(block.args, parameters, strict=True):
        value.name_hint = parameter.name
    stores = {
        parameter: value
        for value, parameter in zip(block.args, parameters, strict=True)
        if parameter.stored_type is not None
    }
    inputs: list[SSAValue] = []
    for value, parameter in zip(block.args, parameters, strict=True):
        if parameter.loaded_type is not None:
            load = llvm.LoadOp(value, parameter.loaded_type)
            block.add_op(load)
            inputs.append(load.dereferenced_value)
        elif parameter not in stores:
            inputs.append(value)
    stored_types = [
        parameter.stored_type for parameter in stores if parameter.stored_type is not None
    ]
    call = _CALLS[request.mode](function, request, inputs, stored_types)
    call.location = function.location
    block.add_op(call)
    for result, pointer in zip(call.results, stores.values(), strict=True):
        block.add_op(llvm.StoreOp(result, pointer))
    block.add_op(func.ReturnOp())
    wrapper = func.FuncOp(
        name,
        ([parameter.type for parameter in parameters], ()),
        Region(block),
        arg_attrs=_wrapper_attributes(function, request, parameters),
    )
    module.body.block.add_op(wrapper)
    if request.distinct:
        _mark_distinct(module, function, name)
    return name, parameters


def _primal_results(builder: _Builder) -> None:
    for index, type in enumerate(builder.function.function_type.outputs):
        builder.add_store(Role.VALUE, "value", type, index)


def _forward_results(builder: _Builder) -> None:
    outputs = builder.function.function_type.outputs
    for index, (type, activity) in enumerate(
        zip(outputs, builder.request.result_activity, strict=True)
    ):
        if activity.is_needed:
            builder.add_store(Role.VALUE, "value", type, index)
        if activity.is_duplicated:
            builder.add_store(
                Role.TANGENT, "dvalue", tangent_type(type, builder.request.width), index
            )


def _reverse_results(builder: _Builder) -> None:
    function_type = builder.function.function_type
    results = list(zip(function_type.outputs.data, builder.request.result_activity, strict=True))
    for index, (type, activity) in enumerate(results):
        if activity in (Activity.ACTIVE, Activity.ACTIVENONEED):
            builder.add_directions(Role.SEED, "seed", type, index)
    for index, (type, activity) in enumerate(results):
        if activity.is_needed:
            builder.add_store(Role.VALUE, "value", type, index)
    for index, (name, type, activity) in enumerate(
        zip(builder.names, function_type.inputs, builder.request.activity, strict=True)
    ):
        if activity is Activity.ACTIVE:
            builder.add_store(
                Role.DERIVATIVE, f"d{name}", tangent_type(type, builder.request.width), index
            )


_ADD_RESULTS: dict[Mode, Callable[[_Builder], None]] = {
    Mode.PRIMAL: _primal_results,
    Mode.FORWARD: _forward_results,
    Mode.REVERSE: _reverse_results,
}

_Inputs = Sequence[SSAValue]
_Types = Sequence[Attribute]


def _call(function: func.FuncOp, request: Request, inputs: _Inputs, types: _Types) -> Operation:
    return func.CallOp(function.sym_name.data, inputs, types)


def _fwddiff(function: func.FuncOp, request: Request, inputs: _Inputs, types: _Types) -> Operation:
    return ForwardDiffOp(
        function.sym_name.data,
        inputs,
        types,
        request.activity,
        request.result_activity,
        width=request.width,
        strong_zero=request.strong_zero,
    )


def _autodiff(function: func.FuncOp, request: Request, inputs: _Inputs, types: _Types) -> Operation:
    return AutodiffOp(
        function.sym_name.data,
        inputs,
        types,
        request.activity,
        request.result_activity,
        width=request.width,
        strong_zero=request.strong_zero,
    )


_CALLS: dict[Mode, Callable[[func.FuncOp, Request, _Inputs, _Types], Operation]] = {
    Mode.PRIMAL: _call,
    Mode.FORWARD: _fwddiff,
    Mode.REVERSE: _autodiff,
}


def _unused_name(module: ModuleOp, name: str) -> str:
    taken = {symbol_name(op) for op in module.ops}
    return next(one for i in count() if (one := f"{name}_{i}" if i else name) not in taken)


_NOALIAS: dict[str, Attribute] = {"llvm.noalias": UnitAttr()}
_EXTENSIONS = ("llvm.zeroext", "llvm.signext")


def _wrapper_attributes(
    function: func.FuncOp, request: Request, parameters: Sequence[Parameter]
) -> ArrayAttr[DictionaryAttr]:
    """
    Scalars are extended as in the function itself. Pointers are distinct if the request says so; the places for results
    are in any case.
    """
    rows: list[DictionaryAttr] = []
    for parameter in parameters:
        row: dict[str, Attribute] = {}
        is_pointer = isinstance(parameter.type, llvm.LLVMPointerType)
        is_cell = parameter.stored_type is not None or parameter.loaded_type is not None
        if is_cell or (request.distinct and is_pointer):
            row = dict(_NOALIAS)
        elif scalar_type(parameter.type) is not None and parameter.role is Role.PRIMAL:
            known = argument_attributes(function, parameter.index)
            row = {name: known[name] for name in _EXTENSIONS if name in known}
        rows.append(DictionaryAttr(row))
    return ArrayAttr(rows)


def _mark_distinct(module: ModuleOp, function: func.FuncOp, wrapper: str) -> None:
    """
    Mark the pointer arguments of `function` as `noalias`; only if nobody else calls it, since a recursive call may well
    pass pointers into one array.
    """
    if _is_called(module, function, wrapper):
        return
    inputs = function.function_type.inputs.data
    function.arg_attrs = ArrayAttr(
        [
            DictionaryAttr(
                argument_attributes(function, index)
                | (_NOALIAS if isinstance(type, llvm.LLVMPointerType) else {})
            )
            for index, type in enumerate(inputs)
        ]
    )


def _is_called(module: ModuleOp, function: func.FuncOp, wrapper: str = "") -> bool:
    """Whether others than the wrapper mention `function`, itself included."""
    mentions = (use for op in module.ops if symbol_name(op) != wrapper for use in symbol_uses(op))
    return function.sym_name.data in mentions


def _take_extents(function: func.FuncOp, indices: Sequence[int]) -> None:
    """Let `function` take the number of bytes of each array argument at `indices`, as further arguments."""
    inputs = list(function.function_type.inputs.data)
    rows = [dict(argument_attributes(function, index)) for index in range(len(inputs))]
    for index in indices:
        rows[index][EXTENT] = IntegerAttr(len(inputs), i64)
        argument = function.body.block.insert_arg(i64, len(inputs))
        argument.name_hint = f"{function.body.block.args[index].name_hint or 'memory'}_bytes"
        inputs.append(i64)
        rows.append({})
    outputs = function.function_type.outputs.data
    function.properties["function_type"] = FunctionType.from_lists(inputs, outputs)
    function.arg_attrs = ArrayAttr(map(DictionaryAttr, rows))


def hide_others(module: ModuleOp, name: str) -> None:
    """Make every function that `module` defines private to it, except `name`."""
    for function in functions(module):
        if function.body.blocks and function.sym_name.data != name:
            function.attributes.pop("llvm.linkage", None)
            function.sym_visibility = StringAttr("private")
