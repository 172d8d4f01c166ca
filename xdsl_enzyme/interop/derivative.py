"""From a program and a request to a compiled derivative.

::

    derivative = Derivatives(program, names).get(Request(Mode.REVERSE, activity, result_activity))
    derivative.program     the module with the derivative as plain IR, which may be differentiated again
    derivative([x, dx, …])  compiles on first use, unless the code is on the disk already, then calls
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from math import prod
from threading import Lock
from typing import Any, TypeAlias, cast

from xdsl.dialects import llvm
from xdsl.dialects.builtin import MemRefType
from xdsl.ir import Attribute

from xdsl_enzyme.deep_recursion import deeply_recursive
from xdsl_enzyme.errors import ExecutionError
from xdsl_enzyme.frontends.runtime_libraries import load_runtime_libraries
from xdsl_enzyme.interop.compilation_cache import CompilationCache, key_of
from xdsl_enzyme.interop.facts import facts_of_parameter, parameter_from
from xdsl_enzyme.interop.limits import UNLIMITED, Limits
from xdsl_enzyme.interop.memory_budget import limit_exceeded, limit_memory, memory_limit, within
from xdsl_enzyme.interop.program import Program, remove_unreachable
from xdsl_enzyme.interop.scalar_types import AnyArray, scalar_type
from xdsl_enzyme.interop.wrapper import Mode, Parameter, Request, build_wrapper, hide_others
from xdsl_enzyme.lowering.end_guard import ENDED, REFUSED, guard_end
from xdsl_enzyme.lowering.exception_guard import guard_exceptions
from xdsl_enzyme.lowering.fault_guard import FAULTS, catch_faults, guard_faults
from xdsl_enzyme.lowering.guards import MESSAGE_SIZE
from xdsl_enzyme.lowering.jit import LoadedCode, compile_module
from xdsl_enzyme.lowering.llvm_ir import write_llvm_ir
from xdsl_enzyme.lowering.memory_guard import EXCEEDED, guard_memory
from xdsl_enzyme.lowering.vector_functions import are_vector_functions_wanted
from xdsl_enzyme.passes.mark_checkpoints import checkpoint_loops, checkpoint_loops_within
from xdsl_enzyme.passes.pipelines import DIFFERENTIATE, PassObserver, run_pipeline
from xdsl_enzyme.rules.registry import has_rules_from_outside

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
        catch_faults()
        # The compiled code has to live as long as its functions are called.
        self._code, guard = self._load() or self._compile()
        passers = tuple(_passer(parameter.type) for parameter in self.parameters)
        types = [type for passer in passers for type in passer.ctypes]
        splits = tuple(one.split for one in passers)
        if guard is None:
            address = self._code.address(self.program.name)
            return ctypes.CFUNCTYPE(None, *types)(address), splits
        guarded = ctypes.CFUNCTYPE(ctypes.c_int, *types, ctypes.c_char_p)(self._code.address(guard))
        return partial(self._call_guarded, guarded), splits

    def _compile(self) -> tuple[LoadedCode, str | None]:
        """The code, and the name of the function that guards against all that would end the process, if there is one."""
        text, guard = guard_exceptions(self.llvm_ir, self.program.name)
        text, guard = guard_end(text, self.program.name, guard)
        limit = memory_limit(self.program.module)
        if limit is not None:
            text, guard = guard_memory(text, self.program.name, limit, guard)
        text, guard = guard_faults(text, self.program.name, guard)
        code = compile_module(text)
        cache = CompilationCache.of_user()
        if cache is not None and self.program.key is not None:
            facts = {
                "symbols": sorted(code.symbols),
                "imports": sorted(code.imports),
                "guard": guard,
            }
            cache.put(_code_key(self.program.key), facts, code.object_code)
        return code, guard

    def _load(self) -> tuple[LoadedCode, str | None] | None:
        """The same from the disk; None if it isn't there."""
        cache = CompilationCache.of_user()
        if cache is None or self.program.key is None:
            return None
        if (entry := cache.get(_code_key(self.program.key))) is None:
            return None
        load_runtime_libraries(entry.facts["imports"])
        code = LoadedCode(entry.content, entry.facts["symbols"], entry.facts["imports"])
        return code, entry.facts["guard"]

    def compile(self) -> None:
        """What the first call does before it calls."""
        with self._lock:
            _ = self._entry

    def __call__(self, values: Sequence[Value]) -> None:
        """
        Call with one value per parameter; compiles on the first call. Nothing is checked here. The interpreter lock is
        released while the function runs.
        """
        with self._lock:
            entry, splits = self._entry
        entry(*[part for split, value in zip(splits, values, strict=True) for part in split(value)])

    def _call_guarded(self, guarded: Callable[..., int], *arguments: Any) -> None:
        """Call a function that says whether it threw an exception, ended the program, or wanted to keep too much."""
        message = ctypes.create_string_buffer(MESSAGE_SIZE + 1)
        outcome = guarded(*arguments, message)
        why = message.value.decode(errors="replace") or None
        if outcome == EXCEEDED:
            raise limit_exceeded(self.program, why)
        if outcome == ENDED:
            raise ExecutionError("the program ended itself", why=why)
        if outcome == REFUSED:
            raise ExecutionError((why or "the derivative stopped").rstrip())
        if outcome in FAULTS:
            why, hint = FAULTS[outcome]
            raise ExecutionError("the program cannot go on", why=why, hint=hint)
        if outcome:
            raise ExecutionError("the program threw an exception", why=why)


def _code_key(program_key: str) -> str:
    """What stands for machine code on the disk."""
    return key_of("code", program_key, are_vector_functions_wanted())


class Derivatives:
    """The derivatives of one program, each made once."""

    def __init__(self, program: Program, argument_names: Sequence[str], limits: Limits = UNLIMITED):
        """`limits` are those of reverse mode."""
        self.program = program
        self._names = tuple(argument_names)
        self._limits = limits
        self._known: dict[Request, Derivative] = {}
        self._lock = Lock()

    def get(self, request: Request) -> Derivative:
        """The derivative for a request. The program itself stays as it is."""
        if request.mode is Mode.REVERSE:
            request = replace(request, limits=self._limits)
        with self._lock:
            if (known := self._known.get(request)) is None:
                known = self._known[request] = self._stored(request) or self.make(request)
            return known

    def _stored(self, request: Request) -> Derivative | None:
        """The derivative, if it was made before; its IR is made again if someone wants to see it."""
        key, cache = self._key(request), CompilationCache.of_user()
        if key is None or cache is None or (entry := cache.get(key)) is None:
            return None
        parameters = tuple(map(parameter_from, entry.facts["parameters"]))
        program = Program(
            lambda: self.make(request).program.module, cast(str, entry.facts["name"]), key
        )
        return Derivative(program, parameters)

    def _key(self, request: Request) -> str | None:
        """What stands for the derivative on the disk."""
        if self.program.key is None or has_rules_from_outside():
            return None
        return key_of("derivative", self.program.key, request)

    def made(self) -> list[Derivative]:
        """All that have been made so far."""
        return list(self._known.values())

    def make(self, request: Request, observer: PassObserver | None = None) -> Derivative:
        """As `get`, always anew, and shown to `observer` after each pass."""
        if request.limits.memory is None:
            derivative = self._make(request, observer)
        else:
            derivative = within(
                request.limits, lambda size: self._make(request, observer, checkpoint_bytes=size)
            )
        self._store(derivative)
        return derivative

    @deeply_recursive
    def _make(
        self,
        request: Request,
        observer: PassObserver | None,
        *,
        checkpoint_bytes: int | None = None,
    ) -> Derivative:
        derivative = self.wrap(request)
        module, name = derivative.program.module, derivative.program.name
        if request.mode is not Mode.PRIMAL:
            if request.limits.checkpoint is not None:
                checkpoint_loops(module, self.program.name, request.limits.checkpoint)
            if request.limits.memory is not None:
                limit_memory(module, request.limits.memory)
            if checkpoint_bytes is not None:
                checkpoint_loops_within(module, self.program.name, checkpoint_bytes)
            run_pipeline(module, DIFFERENTIATE, observer=observer)
            remove_unreachable(module, (name,))
        return derivative

    def _store(self, derivative: Derivative) -> None:
        cache, key = CompilationCache.of_user(), derivative.program.key
        if cache is not None and key is not None:
            parameters = [facts_of_parameter(parameter) for parameter in derivative.parameters]
            cache.put(key, {"name": derivative.program.name, "parameters": parameters})

    def wrap(self, request: Request) -> Derivative:
        """A copy of the program with the wrapper in it, where the derivative is asked for but not made yet."""
        module = self.program.module.clone()
        function = Program(module, self.program.name).function
        name, parameters = build_wrapper(module, function, request, self._names)
        hide_others(module, name)
        return Derivative(Program(module, name, self._key(request)), parameters)


@dataclass(frozen=True)
class _Passer:
    """How the value of one parameter becomes C arguments."""

    ctypes: tuple[Any, ...]
    split: Callable[[Any], Sequence[Any]]


def _address(array: AnyArray) -> tuple[int]:
    return (array.__array_interface__["data"][0],)


def _descriptor(array: AnyArray, rank: int) -> tuple[int, ...]:
    """For a memref of `rank` dimensions; what more the array has is in its elements."""
    (address,) = _address(array)
    element_size = array.itemsize * prod(array.shape[rank:])
    strides = (stride // element_size for stride in array.strides[:rank])
    return (address, address, 0, *array.shape[:rank], *strides)


def _number(value: Any) -> tuple[Any]:
    return (value,)


def _passer(type: Attribute) -> _Passer:
    if isinstance(type, llvm.LLVMPointerType):
        return _Passer((ctypes.c_void_p,), _address)
    if isinstance(type, MemRefType):
        rank = cast("MemRefType[Attribute]", type).get_num_dims()
        sizes = (ctypes.c_int64,) * (1 + 2 * rank)
        return _Passer((ctypes.c_void_p, ctypes.c_void_p, *sizes), partial(_descriptor, rank=rank))
    scalar = scalar_type(type)
    assert scalar is not None
    return _Passer((scalar.ctype,), _number)
