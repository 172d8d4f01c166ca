"""What a derivative frees at its end, since its reverse sweep needs what the program has given back by then.

Where the program frees memory in another place than where it allocates it (in a loop, in a branch, in another function), the
forward sweep of reverse mode puts the call on a list in memory instead, together with that of the shadow; the outermost
gradient makes all calls when it is done::

    func.call @free(%p)       -->    forward sweep:  %list = new {next = %list, %p, %shadow}
                                     at the end:     while (%list) { free(%p); free(%shadow); free(%list); %list = next }

So exactly that memory is freed which the program frees, and its shadow with it. What the program keeps, derivatives keep.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from xdsl.dialects import func, llvm, scf
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Attribute, Block, Region, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.passes.cache_memory import Emitter

POINTER = llvm.LLVMPointerType()


class Freed(Enum):
    """What is on a list: memory and its shadow together, or only one of the two, where there are several shadows."""

    BOTH = auto()
    PRIMAL = auto()
    SHADOW = auto()


@dataclass(frozen=True)
class FreeFunction:
    """A function that frees memory."""

    name: str
    arguments: tuple[Attribute, ...]
    of: Freed = Freed.BOTH

    @staticmethod
    def called_by(call: func.CallOp, of: Freed) -> FreeFunction:
        types = tuple(argument.type for argument in call.arguments)
        return FreeFunction(call.callee.root_reference.data, types, of)

    @property
    def entry(self) -> llvm.LLVMStructType:
        """One entry of the list: the next one, and the arguments of one call or of two."""
        calls = 2 if self.of is Freed.BOTH else 1
        return llvm.LLVMStructType.from_type_list([POINTER, *self.arguments * calls])


@dataclass(frozen=True)
class FreeList:
    """A list of calls of one function, and where the address of its first entry is."""

    function: FreeFunction
    head: SSAValue

    @staticmethod
    def make(function: FreeFunction, block: Block) -> FreeList:
        """A new, empty list on the stack of a function with this first block."""
        emit = Emitter(InsertPoint.at_start(block))
        head = emit.alloca(POINTER)
        emit.store(emit.null(), head)
        return FreeList(function, head)

    def add(self, emit: Emitter, module: ModuleOp, arguments: Sequence[SSAValue]) -> None:
        """Build code that puts an entry on the list. `arguments` are those of its first call, then those of the second."""
        record = self.function.entry
        entry = emit.allocate(module, "malloc", [size_of(record)])
        fields = [emit.load(self.head, POINTER), *arguments]
        for position, value in enumerate(fields):
            emit.store(value, emit.element(entry, record, 0, position))
        emit.store(entry, self.head)

    def make_calls(self, emit: Emitter, module: ModuleOp) -> None:
        """Build code that makes all calls, and leaves an empty list."""
        before, body = Block(arg_types=[POINTER]), Block(arg_types=[POINTER])
        (entry,) = before.args
        test = Emitter(InsertPoint.at_end(before), emit.location)
        is_there = test.is_not_null(entry)
        before.add_op(scf.ConditionOp(is_there, entry))
        following = self._call(Emitter(InsertPoint.at_end(body), emit.location), module, body)
        body.add_op(scf.YieldOp(following))
        first = emit.load(self.head, POINTER)
        emit.insert(scf.WhileOp([first], [POINTER], Region(before), Region(body)))
        emit.store(emit.null(), self.head)

    def _call(self, emit: Emitter, module: ModuleOp, body: Block) -> SSAValue:
        """Make the calls of one entry; returns the next one."""
        (entry,) = body.args
        record = self.function.entry
        following, *arguments = (
            emit.load(emit.element(entry, record, 0, position), type)
            for position, type in enumerate(record.types)
        )
        count = len(self.function.arguments)
        for first in range(0, len(arguments), count):
            given = arguments[first : first + count]
            emit.insert(func.CallOp(self.function.name, given, []))
        emit.release(module, entry)
        return following
