"""What a running program shares: its symbols, its memory, its stack and a limit of steps.

::

    machine = Machine(module)
    machine.call("square", [Dual(3.0, 1.0)])      # (Dual(9.0, 6.0),)
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import cast

from xdsl.dialects.builtin import ModuleOp
from xdsl.dialects.func import FuncOp
from xdsl.ir import Operation, Region

from tests.oracle import (
    affine_ops,
    atomic_ops,
    calls,
    complex_ops,
    control_flow,
    enzyme_ops,
    linalg_ops,
    memory_ops,
    memref_ops,
    scalar_ops,
    tensor_ops,
    vector_ops,
)
from tests.oracle.compiler import FunctionCompiler
from tests.oracle.errors import OracleError
from tests.oracle.layout import size_of
from tests.oracle.memory import Memory
from tests.oracle.tables import GLOBALS
from tests.oracle.values import POISON, Value

OP_FILES = (
    affine_ops,
    atomic_ops,
    calls,
    complex_ops,
    control_flow,
    enzyme_ops,
    linalg_ops,
    memory_ops,
    memref_ops,
    scalar_ops,
    tensor_ops,
    vector_ops,
)
"""Importing these registers the ops that they give a meaning to."""

RECURSION_LIMIT = 10_000


class Machine:
    """Runs the functions of a module. Functions are compiled when they are first called."""

    def __init__(self, module: ModuleOp, step_limit: int):
        self.symbols: dict[str, Operation] = {}
        for op in module.body.block.ops:
            if (name := op.properties.get("sym_name")) is not None:
                self.symbols[getattr(name, "data", str(name))] = op
        self.functions: dict[str, Callable[[Sequence[Value]], Sequence[Value]]] = {}
        self.step_limit = step_limit
        self.reset()

    def reset(self) -> None:
        """Forgets all memory, before a new run."""
        self.memory = Memory()
        self.addresses: dict[str, int] = {}
        self.stack: list[int] = []
        self.steps = 0

    def count(self, steps: int) -> None:
        """Counts executed ops, so that a program that does not end is an error."""
        self.steps += steps
        if self.steps > self.step_limit:
            raise OracleError(f"gave up after {self.step_limit} ops")

    def definition(self, name: str) -> FuncOp | None:
        """The function of that name, if it has a body."""
        function = self.symbols.get(name)
        return function if isinstance(function, FuncOp) and function.body.blocks else None

    def call(self, name: str, arguments: Sequence[Value]) -> Sequence[Value]:
        """The results of a defined function."""
        if (run := self.functions.get(name)) is None:
            if (function := self.definition(name)) is None:
                raise OracleError(f"calls '{name}', which has no body here")
            run = self.functions[name] = self._compiled(function)
        return run(arguments)

    def _compiled(self, function: FuncOp) -> Callable[[Sequence[Value]], Sequence[Value]]:
        compiler = FunctionCompiler(self)
        body = compiler.region(function.body)
        by_value = _sizes_by_value(function)

        def run(arguments: Sequence[Value]) -> Sequence[Value]:
            depth = len(self.stack)
            if by_value:
                arguments = given = list(arguments)
                for index, size in by_value.items():
                    copy = self.stack_allocate(size, "an argument by value")
                    self.memory.copy(copy, cast(int, given[index]), size)
                    given[index] = copy
            results = body([POISON] * len(compiler.slots), arguments)
            for address in self.stack[depth:]:
                self.memory.free(address)
            del self.stack[depth:]
            return results

        return run

    def stack_allocate(self, size: int, name: str) -> int:
        """Memory that lives until the current function returns."""
        address = self.memory.allocate(size, name)
        self.stack.append(address)
        return address

    def address_of(self, name: str) -> int:
        """The address of a global or function."""
        if (address := self.addresses.get(name)) is None:
            if (symbol := self.symbols.get(name)) is None:
                raise OracleError(f"takes the address of '{name}', which does not exist")
            if (allocate := GLOBALS.get(type(symbol))) is None:
                raise OracleError(f"takes the address of '{name}', a '{symbol.name}'")
            address = self.addresses[name] = allocate(symbol, self)
        return address

    def function_at(self, address: Value) -> str:
        """The function that lies at an address."""
        for name, known in self.addresses.items():
            if known == address and isinstance(self.symbols[name], FuncOp):
                return name
        raise OracleError(f"calls what lies at {address!r}, which is no function")

    def run_initialiser(self, body: Region) -> Value:
        """The value of a global whose initialiser is computed by a region."""
        compiler = FunctionCompiler(self)
        run = compiler.region(body)
        (value,) = run([POISON] * len(compiler.slots), ())
        return value


def _sizes_by_value(function: FuncOp) -> dict[int, int]:
    """The sizes of what `byval` arguments point to, by position: the function has copies of its own of these."""
    attributes = function.arg_attrs.data if function.arg_attrs is not None else ()
    return {
        index: size_of(one.data["llvm.byval"])
        for index, one in enumerate(attributes)
        if "llvm.byval" in one.data
    }


@contextmanager
def deep_recursion() -> Iterator[None]:
    """A recursion limit that lets interpreted programs recurse."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, RECURSION_LIMIT))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)
