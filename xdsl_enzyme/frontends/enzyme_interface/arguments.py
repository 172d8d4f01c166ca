"""Reads what follows the function in a call of the interface: its arguments, their shadows, and what is said about them.

Each argument of the function may have markers in front, and is followed by its shadows if it is duplicated. Where no marker says
how it takes part, its type does: floats are active in reverse mode and have a tangent in forward mode, pointers are duplicated,
integers take no part.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from xdsl.builder import Builder
from xdsl.dialects import arith, llvm
from xdsl.dialects.builtin import Float80Type, Float128Type, IntegerType
from xdsl.ir import Attribute, SSAValue
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.dialects.enzyme import Activity
from xdsl_enzyme.frontends.enzyme_interface import values
from xdsl_enzyme.frontends.enzyme_interface.interface_call import (
    FORWARD_KINDS,
    Argument,
    InterfaceCall,
    default_activity,
)
from xdsl_enzyme.frontends.enzyme_interface.names import UNKNOWN_MARKERS, Kind
from xdsl_enzyme.frontends.enzyme_interface.operands import SRET, attributes_of, marker_in
from xdsl_enzyme.frontends.enzyme_interface.reader import CallReader, fitted

_TAKES_SEED = (Kind.REVERSE,)
_TAKES_NO_TANGENTS = (Kind.AUTODIFF, Kind.REVERSE)
_TAKES_TAPE = (Kind.REVERSE, Kind.FORWARD_SPLIT)

_RETURNS = {
    "enzyme_const_return": Activity.CONST,
    "enzyme_active_return": Activity.ACTIVE,
    "enzyme_dup_return": Activity.DUP,
}
_ACTIVITIES = {
    "enzyme_dup": Activity.DUP,
    "enzyme_dupv": Activity.DUP,
    "enzyme_dupnoneed": Activity.DUPNONEED,
    "enzyme_dupnoneedv": Activity.DUPNONEED,
    "enzyme_out": Activity.ACTIVE,
    "enzyme_const": Activity.CONST,
}
_STRIDED = ("enzyme_dupv", "enzyme_dupnoneedv")
_FLAGS = frozenset(
    [
        "enzyme_nofree",
        "enzyme_noret",
        "enzyme_primal_return",
        "enzyme_runtime_activity",
        "enzyme_strong_zero",
        *_RETURNS,
    ]
)
"""Markers that are about the call as a whole."""


def read_call(reader: CallReader) -> InterfaceCall:
    """The whole call."""
    call = InterfaceCall(reader.op, reader.kind, reader.target())
    _CallArguments(reader, call).read()
    return call


@dataclass
class _CallArguments:
    """Reads what follows the function."""

    reader: CallReader
    call: InterfaceCall
    default: Callable[[Attribute], Activity] = field(init=False)

    def __post_init__(self) -> None:
        forward = self.call.kind in FORWARD_KINDS
        self.default = lambda type: default_activity(type, forward=forward)

    def read(self) -> None:
        self._read_flags()
        self._set_result()
        types = list(self.call.function.function_type.inputs.data)
        interleaved = self._split_at_interleave()
        if SRET in attributes_of(self.call.function, 0):
            self._add_result_memory()
            del types[0]
        for type in types:
            self._skip_flags()
            self._read_argument(type, interleaved)
        self._read_rest()

    def _read_flags(self) -> None:
        """Markers about the whole call may stand anywhere."""
        operands = self.reader.operands
        position = self.reader.position
        while position < len(operands):
            match marker_in(operands[position]):
                case str(name) if name in _FLAGS:
                    self.call.flags.add(name)
                case "enzyme_width":
                    self._set_width(operands, position + 1)
                case _:
                    pass
            position += 1

    def _set_width(self, operands: list[SSAValue], position: int) -> None:
        width = constant_integer(operands[position]) if position < len(operands) else None
        if width is None or width < 1:
            raise self.reader.error(
                "there is no width behind enzyme_width", "it has to be a positive constant"
            )
        if self.call.width not in (1, width):
            raise self.reader.error("there are two widths", "a call has one at most")
        self.call.width = width

    def _set_result(self) -> None:
        chosen = [_RETURNS[name] for name in sorted(self.call.flags) if name in _RETURNS]
        if chosen:
            self.call.result = chosen[0]
        elif self.call.result_types:
            self.call.result = self.default(self.call.result_types[0])

    def _split_at_interleave(self) -> list[SSAValue] | None:
        """Behind enzyme_interleave come all shadows, in the order of the arguments."""
        for position in range(self.reader.position, len(self.reader.operands)):
            if marker_in(self.reader.operands[position]) == "enzyme_interleave":
                shadows = self.reader.operands[position + 1 :]
                del self.reader.operands[position:]
                return shadows
        return None

    def _skip_flags(self) -> None:
        while (name := self.reader.marker()) is not None:
            if name in _FLAGS:
                self.reader.next(name)
            elif name == "enzyme_width":
                self.reader.position += 2
            elif name == "enzyme_allocated":
                self.reader.next(name)
                self.call.allocated = self.reader.integer("the size of the tape")
            elif name == "enzyme_tape":
                self.reader.next(name)
                self.call.tape = self.reader.next("the tape")
                self.call.tape_in_memory = True
            else:
                return

    def _read_argument(self, type: Attribute, interleaved: list[SSAValue] | None) -> None:
        reader, call = self.reader, self.call
        activity = self.default(type)
        stride: SSAValue | None = None
        is_behind_pointer = False
        while (name := reader.marker()) is not None:
            reader.next(name)
            if name in _ACTIVITIES:
                activity = _ACTIVITIES[name]
                stride = reader.next("the stride") if name in _STRIDED else None
            elif name == "enzyme_byref":
                self._check_size(type, reader.integer("the size of what is passed by reference"))
                is_behind_pointer = True
            elif name in UNKNOWN_MARKERS:
                raise reader.error(
                    f"{name} is not supported", "probabilistic programs are not differentiated"
                )
            elif name != "enzyme_not_overwritten":
                raise reader.error(
                    f"{name} cannot stand before an argument", "it means something else"
                )
        if call.kind is Kind.TAPE_SIZE:
            if not reader.at_end and reader.marker() is None:
                reader.next("argument")
            return
        given = reader.next(f"argument {len(call.arguments)}")
        if is_behind_pointer:
            given = values.load(call.builder, given, type)
        value = fitted(reader, given, type, call.function)
        if activity.is_active:
            self._refuse_long_floats(type)
        activity = self._checked(activity, type)
        argument = Argument(value, activity)
        if activity.is_duplicated:
            argument.shadows = self._shadows(type, stride, interleaved)
            if call.kind is Kind.AUGMENT and not isinstance(type, llvm.LLVMPointerType):
                # For a forward mode that follows; this half has no use for tangents.
                argument = Argument(value, Activity.ACTIVE)
        call.arguments.append(argument)

    def _check_size(self, type: Attribute, size: int) -> None:
        if size != size_of(type):
            raise self.reader.error(
                f"what is passed by reference has {size} bytes",
                f"the argument of '{self.call.function.sym_name.data}' has {size_of(type)}",
            )

    def _checked(self, activity: Activity, type: Attribute) -> Activity:
        """The activity, if a value of this type can have it in this mode."""
        is_pointer = isinstance(type, llvm.LLVMPointerType)
        if activity is Activity.ACTIVE and self.call.kind in FORWARD_KINDS:
            raise self.reader.error(
                "enzyme_out in forward mode",
                "derivatives of arguments are returned in reverse mode only",
                "use enzyme_dup, and pass the tangent",
            )
        if activity is Activity.ACTIVE and is_pointer:
            raise self.reader.error(
                "enzyme_out in front of a pointer",
                "what is returned is the derivative of a number",
                "use enzyme_dup, and pass memory for the derivatives",
            )
        if activity.is_duplicated and not is_pointer and self.call.kind in _TAKES_NO_TANGENTS:
            raise self.reader.error(
                f"enzyme_dup in front of a value of type {type}, in reverse mode",
                "its derivative has no place in memory to be added to",
                "use enzyme_out: the derivative is returned",
            )
        return activity

    def _shadows(
        self, type: Attribute, stride: SSAValue | None, interleaved: list[SSAValue] | None
    ) -> list[SSAValue]:
        reader, builder = self.reader, self.call.builder
        if stride is not None:
            first = reader.next("the shadow")
            if not isinstance(first.type, llvm.LLVMPointerType):
                raise reader.error("a shadow with a stride is no pointer", "it has to be one")
            return [
                values.address(builder, first, multiple(builder, stride, k))
                for k in range(self.call.width)
            ]
        shadows: list[SSAValue] = []
        for _ in range(self.call.width):
            if interleaved is None:
                given = reader.next(f"the shadow of argument {len(self.call.arguments)}")
            elif interleaved:
                given = interleaved.pop(0)
            else:
                raise reader.error(
                    "a shadow is missing", "there are too few behind enzyme_interleave"
                )
            if marker_in(given) is not None:
                raise reader.error(
                    f"the shadow of argument {len(self.call.arguments)} is missing",
                    f"there is {marker_in(given)} in its place",
                    "pointers are duplicated by default; mark those that take no part with enzyme_const",
                )
            shadows.append(fitted(reader, given, type, self.call.function))
        return shadows

    def _add_result_memory(self) -> None:
        """The function returns a structure in memory, which is its first argument."""
        reader, call, builder = self.reader, self.call, self.call.builder
        type = attributes_of(call.function, 0)[SRET]
        if self.default(type) is Activity.CONST:
            call.arguments.append(Argument(values.alloca(builder, type), Activity.CONST))
            return
        if call.kind not in FORWARD_KINDS:
            # The caller has set the shadow to the seeds.
            shadow = reader.next("the shadow of the result")
            argument = Argument(values.alloca(builder, type), Activity.DUP, [shadow])
            call.arguments.append(argument)
            return
        size = size_of(type)
        count = call.width + call.wants_primal
        memory, available = reader.result_memory or (None, None)
        if memory is None or available is None or size_of(available) != count * size:
            raise reader.error(
                f"the result of '{call.function.sym_name.data}' does not fit",
                f"it is a structure of {size} bytes, and {count} of them are returned",
                "let the call return a structure of them",
            )
        places = [values.address(builder, memory, k * size) for k in range(count)]
        primal = places.pop(0) if call.wants_primal else values.alloca(builder, type)
        call.arguments.append(Argument(primal, Activity.DUP, places))
        reader.result_memory = None

    def _read_rest(self) -> None:
        """What follows the arguments: the seed, and the tape."""
        reader, call = self.reader, self.call
        self._skip_flags()
        takes_seed = call.kind in _TAKES_SEED and call.result is Activity.ACTIVE
        if takes_seed and not reader.at_end:
            call.seed = fitted(reader, reader.next("the seed"), call.result_types[0], call.function)
            self._skip_flags()
        if call.kind in _TAKES_TAPE and call.tape is None and not reader.at_end:
            call.tape = reader.next("the tape")
            self._skip_flags()
        if not reader.at_end and call.kind is not Kind.TAPE_SIZE:
            count = len(call.function.function_type.inputs)
            raise reader.error(
                "there are too many arguments",
                f"'{call.function.sym_name.data}' takes {count}, and none of them is followed by more",
                "a shadow follows only an argument that is duplicated",
            )

    def _refuse_long_floats(self, type: Attribute) -> None:
        if isinstance(type, Float80Type | Float128Type):
            raise self.reader.error(
                f"an active argument of '{self.call.function.sym_name.data}' has type {type}",
                "there are no derivatives of long double",
                "use double, or mark it with enzyme_const",
            )


def multiple(builder: Builder, stride: SSAValue, factor: int) -> SSAValue | int:
    if factor == 0:
        return 0
    known = constant_integer(stride)
    if known is not None and abs(known * factor) < 1 << 31:
        return known * factor
    type = stride.type
    assert isa(type, IntegerType)
    times = values.integer(builder, factor, type)
    return builder.insert(arith.MuliOp(stride, times)).results[0]
