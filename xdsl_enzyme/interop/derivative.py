"""From a program and a request to a compiled derivative.

::

    derivative = Derivatives(program, names).get(Request(Mode.REVERSE, activity, result_activity))
    derivative.program     the module with the derivative as plain IR, which may be differentiated again
    derivative([x, dx, …])  compiles on first use, then calls
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from threading import Lock
from typing import Any, TypeAlias, cast

from xdsl.dialects import llvm
from xdsl.dialects.builtin import MemRefType
from xdsl.ir import Attribute

from xdsl_enzyme.deep_recursion import deeply_recursive
from xdsl_enzyme.errors import ExecutionError
from xdsl_enzyme.interop.program import Program, remove_unreachable
from xdsl_enzyme.interop.scalar_types import AnyArray, scalar_type
from xdsl_enzyme.interop.wrapper import Mode, Parameter, Request, build_wrapper, hide_others
from xdsl_enzyme.lowering.exception_guard import MESSAGE_SIZE, guard_exceptions
from xdsl_enzyme.lowering.jit import compile_module
from xdsl_enzyme.lowering.llvm_ir import write_llvm_ir
from xdsl_enzyme.passes.pipelines import DIFFERENTIATE, PassObserver, run_pipeline

Value: TypeAlias = "AnyArray | int | float | bool"
"""What a parameter of a wrapper takes: an array for a pointer, a number for a scalar."""


class Derivative:
    """A wrapper, in the module that it needs."""

    def __init__(self, program: Program, parameters: tuple[Parameter, ...]):
        self.program = program
        self.parameters = parameters
        self.derivatives = Derivatives(program, [parameter.name for parameter in parameters])
        """Derivatives of this derivative."""
        self._lock = Lock()

    @property
    def llvm_ir(self) -> str:
        """The module as LLVM IR, not optimised."""
        return write_llvm_ir(self.program.module)

    @cached_property
    def _entry(self) -> tuple[Callable[..., None], tuple[Callable[[Any], Sequence[Any]], ...]]:
        text, guard = guard_exceptions(self.llvm_ir, self.program.name)
        # The compiled module has to live as long as its functions are called.
        self._compiled = compile_module(text)
        passers = tuple(_passer(parameter.type) for parameter in self.parameters)
        types = [type for passer in passers for type in passer.ctypes]
        splits = tuple(one.split for one in passers)
        if guard is None:
            address = self._compiled.address(self.program.name)
            return ctypes.CFUNCTYPE(None, *types)(address), splits
        guarded = ctypes.CFUNCTYPE(ctypes.c_int, *types, ctypes.c_char_p)(
            self._compiled.address(guard)
        )
        return partial(_call_guarded, guarded), splits

    def __call__(self, values: Sequence[Value]) -> None:
        """
        Call with one value per parameter; compiles on the first call. Nothing is checked here. The interpreter lock is
        released while the function runs.
        """
        with self._lock:
            entry, splits = self._entry
        entry(*[part for split, value in zip(splits, values, strict=True) for part in split(value)])


class Derivatives:
    """The derivatives of one program, each made once."""

    def __init__(self, program: Program, argument_names: Sequence[str]):
        self.program = program
        self._names = tuple(argument_names)
        self._known: dict[Request, Derivative] = {}
        self._lock = Lock()

    def get(self, request: Request) -> Derivative:
        """The derivative for a request. The program itself stays as it is."""
        with self._lock:
            if (known := self._known.get(request)) is None:
                known = self._known[request] = self.make(request)
            return known

    def made(self) -> list[Derivative]:
        """All that have been made so far."""
        return list(self._known.values())

    @deeply_recursive
    def make(self, request: Request, observer: PassObserver | None = None) -> Derivative:
        """As `get`, always anew, and shown to `observer` after each pass."""
        derivative = self.wrap(request)
        module, name = derivative.program.module, derivative.program.name
        if request.mode is not Mode.PRIMAL:
            run_pipeline(module, DIFFERENTIATE, observer=observer)
            remove_unreachable(module, (name,))
        return derivative

    def wrap(self, request: Request) -> Derivative:
        """A copy of the program with the wrapper in it, where the derivative is asked for but not made yet."""
        module = self.program.module.clone()
        function = Program(module, self.program.name).function
        name, parameters = build_wrapper(module, function, request, self._names)
        hide_others(module, name)
        return Derivative(Program(module, name), parameters)


def _call_guarded(guarded: Callable[..., int], *arguments: Any) -> None:
    """Call a function that says whether it threw an exception."""
    message = ctypes.create_string_buffer(MESSAGE_SIZE + 1)
    if guarded(*arguments, message):
        raise ExecutionError(
            "the program threw an exception",
            why=message.value.decode(errors="replace") or None,
        )


@dataclass(frozen=True)
class _Passer:
    """How the value of one parameter becomes C arguments."""

    ctypes: tuple[Any, ...]
    split: Callable[[Any], Sequence[Any]]


def _address(array: AnyArray) -> tuple[int]:
    return (array.__array_interface__["data"][0],)


def _descriptor(array: AnyArray) -> tuple[int, ...]:
    (address,) = _address(array)
    strides = (stride // array.itemsize for stride in array.strides)
    return (address, address, 0, *array.shape, *strides)


def _number(value: Any) -> tuple[Any]:
    return (value,)


def _passer(type: Attribute) -> _Passer:
    if isinstance(type, llvm.LLVMPointerType):
        return _Passer((ctypes.c_void_p,), _address)
    if isinstance(type, MemRefType):
        rank = cast("MemRefType[Attribute]", type).get_num_dims()
        sizes = (ctypes.c_int64,) * (1 + 2 * rank)
        return _Passer((ctypes.c_void_p, ctypes.c_void_p, *sizes), _descriptor)
    scalar = scalar_type(type)
    assert scalar is not None
    return _Passer((scalar.ctype,), _number)
